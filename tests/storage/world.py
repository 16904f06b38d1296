"""One installation with a row in every table, and the ids that one needs to ask for them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.engine import Connection

from connect_ext.books.booking.contact_change import ContactField, Differs
from connect_ext.books.coverage.stretch import AssetItem, CoverageState, LineKey, Stretch
from connect_ext.books.days import Days
from connect_ext.books.documents.deeds import Deed
from connect_ext.books.documents.drift import Difference
from connect_ext.books.documents.held import Link
from connect_ext.books.ids import (
    AssetId,
    DocumentKey,
    InstallationId,
    ProductId,
    ProductItemId,
    TierAccountId,
    UsageRecordId,
    XeroId,
    close_key,
    contact_key,
)
from connect_ext.books.mapping.item import Item
from connect_ext.books.mapping.mapping import CustomerRule, FeeMapping, ItemMapping
from connect_ext.books.mapping.tracking import TrackingRule
from connect_ext.books.money import Amount, Currency
from connect_ext.books.orders.glance import Glance, Named
from connect_ext.books.orders.order import Address, BillingPeriod, FeeKind, Party
from connect_ext.books.periods.periods import Periods
from connect_ext.books.periods.proration import Rate
from connect_ext.books.planning.whole import Whole
from connect_ext.books.problems.problem import Code, problem
from connect_ext.books.settings.settings import Settings
from connect_ext.storage import (
    asset_terms,
    authorisations,
    calendar,
    consents,
    contact_changes,
    coverage,
    cursors,
    customer_switches,
    declined_offers,
    endings,
    ends,
    follow_ups,
    go_live,
    imports,
    intents,
    invoice_places,
    journal,
    links,
    listening,
    looks,
    mappings,
    notices,
    own_apps,
    prices,
    progress,
    proposed,
    seen,
    set_aside,
    settings,
    short_codes,
    tellings,
    undos,
    uploads,
    usage_coverage,
    visits,
)
from connect_ext.storage.contact_changes import Looked
from connect_ext.storage.follow_ups import FollowUp
from connect_ext.storage.journal import JournalEntry, JournalId
from connect_ext.storage.looks import Look
from connect_ext.storage.proposed import Estimate, Frozen
from connect_ext.storage.seen import Seen
from connect_ext.storage.undos import OpenUndo, UndoStep
from connect_ext.storage.uploads import Upload, UploadId
from connect_ext.work.authorisation import AuthorisationId
from connect_ext.work.changed_contact import ChangeState
from connect_ext.work.intent import Call, IntentEnd, IntentId, IntentPart, Place
from connect_ext.work.notice import NoticeKind
from connect_ext.work.task import Actor, TaskId, TaskStatus
from tests.storage.builders import (
    LATER,
    NOW,
    TENANT,
    US,
    VAULT,
    a_notice,
    after,
    an_intent_draft,
    claim,
    connect,
    store,
    tokens,
    write,
)
from tests.storage.test_prices import FULL

INVOICE, CONTACT = DocumentKey("invoice:PR-1"), DocumentKey("contact:TA-1")
AMOUNT = Amount(value=Decimal("12.50"), currency=Currency("AUD"))
ASSET = AssetId("AS-1")
BILLED = XeroId("xero-contact")
A_STRETCH = Stretch(
    item=AssetItem(asset_id=ASSET, product_item=ProductItemId("PRD-1-0001")),
    days=Days(start=date(2026, 3, 1), end=date(2026, 4, 1)),
    quantity=Decimal("2.5"),
    line=LineKey(document=INVOICE, mark="PR-1/1"),
    dated=date(2026, 3, 1),
    state=CoverageState.BILLED,
    rate=Rate(
        unit_price=Decimal("0.123456"),
        currency=Currency("AUD"),
        periods=Periods(anchor=date(2026, 3, 1), length=BillingPeriod(months=1)),
    ),
)
A_FOLLOW_UP = FollowUp(
    key=DocumentKey("credit:PR-1"),
    task_id=None,
    document_id=XeroId("note-1"),
    invoice_ids=(XeroId("xero-1"), XeroId("xero-2")),
    due_at=NOW,
    sentence="It waits.",
)
WAITING = replace(A_STRETCH, line=LineKey(document=DocumentKey("invoice:PR-8"), mark="PR-8/1"))
"""Of a document that is not linked yet."""
ANOTHER_LINE = LineKey(document=DocumentKey("invoice:PR-9"), mark="PR-9/1")
USED, UNBILLED = UsageRecordId("UR-1"), UsageRecordId("UR-8")
FROZEN = Frozen(
    prices={},
    amount=AMOUNT,
    explanations={"PR-1/1": "10 at 1.25."},
    covers=(A_STRETCH, WAITING),
    whole=Whole(keys=(INVOICE,)),
    usage={INVOICE: [USED], WAITING.line.document: [UNBILLED]},
)
USAGE_FILE = "UF-1"
CUSTOMER = TierAccountId("TA-9")
CUSTOMER_LINK = Link(key=contact_key(CUSTOMER), xero_id=XeroId("xero-9"))
MAPPED = ItemMapping(product_id=ProductId("PRD-1"), product_item=ProductItemId("PRD-1-0001"), item_code="SEAT")
MADE_CONTACT = XeroId("xero-made")
A_PARTY = Party(id=CUSTOMER, name="Quay", address=Address(city="Sydney"))
PROPOSED = Looked(
    contact="Harbour", reason="Shared.", digest="0" * 32,
    differences=(Differs(field=ContactField.NAME, held="Harbour", said="Quay"),),
)  # fmt: skip
TAKEN_CUSTOMER = TierAccountId("TA-9-9-9")
"""Of an order that auto-sync has taken."""
RULE = CustomerRule(customer=CUSTOMER, account_code="260")
BEFORE = problem(Code.BEFORE_GO_LIVE, subject="PR-12", approved="2026-02-01", start="2026-03-01")
ELSEWHERE = DocumentKey("elsewhere:PR-3")
NOTE = Link(key=DocumentKey("credit:PR-10"), xero_id=XeroId("xero-11"), number="CN-10")
A_CREDIT = A_STRETCH.credited_by(LineKey(document=NOTE.key, mark="PR-10/2"), A_STRETCH.dated)
A_STEP = UndoStep(
    document=INVOICE,
    key=DocumentKey("undo:1:invoice:PR-1"),
    sentence="It is deleted.",
    call=Call.UPDATE_INVOICES,
    body="{}",
    target=XeroId("xero-1"),
    before={"Total": "1.00"},
    frees=(DocumentKey("invoice:PR-2"),),
)
AN_UNDO = OpenUndo(task_id=TaskId(7), number=1, user_id="UR-1", former="It was made.", steps=(A_STEP,))
A_PLACE = Place(whose=CONTACT, currency="AUD", seen=0)
AN_UPLOAD = Upload(id=UploadId(1), period="2026-03", user_id="UR-1", at=NOW, since=JournalId(0), orders=1)
LINK = Link(key=INVOICE, xero_id=XeroId("xero-1"), number="INV-1")
A_LOOK = Look(xero_id=LINK.xero_id, wanted_at=NOW, told_by=Actor.WEBHOOK)
SEEN = Seen(picture={"a": 1}, seen_at=NOW, differences=(Difference(what="reference", posted="a", now="b"),))


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """The ids of one installation: a task in each state that some function needs, and so on."""

    running: TaskId
    pending: TaskId
    ignored: TaskId
    behind: TaskId
    in_attention: TaskId
    made: TaskId
    undoing: TaskId
    held: TaskId
    """By a person."""
    held_by_rule: TaskId
    uploaded: TaskId
    undemanded: TaskId
    """Ready, and nobody has asked for it."""
    intent: IntentId
    connected: AuthorisationId
    consented: AuthorisationId


NOWHERE = World(
    running=TaskId(1),
    pending=TaskId(2),
    ignored=TaskId(3),
    behind=TaskId(4),
    in_attention=TaskId(5),
    made=TaskId(6),
    undoing=TaskId(7),
    held=TaskId(8),
    held_by_rule=TaskId(9),
    undemanded=TaskId(13),
    uploaded=TaskId(14),
    intent=IntentId(1),
    connected=AuthorisationId(1),
    consented=AuthorisationId(2),
)


def everything_of_us(tx: Connection) -> World:
    """Fills every table. The worker's leases have run out at `arguments`' time."""
    connected = connect(tx)
    consented = authorisations.add_pending(
        tx, VAULT, US, client_id="app", event_id="e", tokens=tokens("second"), now=NOW
    )
    authorisations.lease_refresh(tx, US, connected, "worker", NOW, after(90))
    settings.save(tx, US, Settings(tax_type="OUTPUT"), 0, NOW)
    notices.upsert(tx, a_notice())
    notices.upsert(tx, a_notice(USAGE_FILE, kind=NoticeKind.USAGE_FILE))
    notices.upsert(tx, a_notice(f"{USAGE_FILE}:AS-1:USD", kind=NoticeKind.USAGE))
    cursors.advance(tx, US, NoticeKind.ASSET_REQUEST, NOW)
    cursors.checked(tx, US, NoticeKind.ASSET_REQUEST, NOW)
    short_codes.note(tx, US, connected, "!books")
    running = store(tx, asset_id="AS-9", asked_by=Actor.PERSON)
    claim(tx)
    proposed.freeze(tx, US, "worker", {running: FROZEN})
    answered = write(tx, [(CONTACT, [running])])
    intents.close(tx, US, answered.id, "worker", IntentEnd.READ, NOW)
    changed = IntentPart(key=INVOICE, task_ids=(), target=LINK.xero_id, before={"Total": "1.00"})
    draft = replace(an_intent_draft([], call=Call.UPDATE_INVOICES), parts=(changed,))
    answered = intents.write(tx, US, "worker", draft, NOW, after(90))
    intents.close(tx, US, answered.id, "worker", IntentEnd.READ, NOW)
    intent = write(tx, [(INVOICE, [running])])
    estimated = store(tx, "PR-4", asset_id="AS-1")
    proposed.remember_amounts(tx, US, {estimated: Estimate(amount=AMOUNT, seen=NOW)})
    behind = store(tx, "PR-5", asset_id="AS-1")
    store(tx, f"{USAGE_FILE}:AS-1:USD", asset_id="AS-1", kind=NoticeKind.USAGE)
    shown = {"Contact": {"ContactID": BILLED}}
    links.put(tx, US, TENANT, LINK, picture=shown, task_id=running, now=NOW, deed=Deed.APPROVED)
    looks.want(tx, US, TENANT, LINK.xero_id, Actor.WEBHOOK, NOW)
    listening.begin(tx, US, TENANT, NOW, NOW)
    listening.reached(tx, US, TENANT, NOW)
    seen.save(tx, US, TENANT, LINK.xero_id, SEEN)
    invoice_places.begin(tx, US, TENANT, A_PLACE)
    waiting = endings.lock(tx, US, [running])[running]
    coverage.add_all(tx, US, TENANT, {INVOICE: waiting.covers[INVOICE]}, NOW)
    follow_ups.add(tx, US, TENANT, replace(A_FOLLOW_UP, task_id=running))
    follow_ups.add(tx, US, TENANT, replace(A_FOLLOW_UP, key=close_key(LINK.xero_id), due_at=after(5000)))
    usage_coverage.add_all(tx, US, TENANT, {INVOICE: waiting.usage[INVOICE]}, NOW)
    asset_terms.freeze(tx, US, {ASSET: None}, NOW)
    calendar.open_from(tx, US, {ASSET: date(2026, 3, 2)})
    calendar.move_on(tx, US, ASSET, date(2026, 3, 2), date(2026, 3, 21))
    entry = journal.add(tx, US, an_entry())
    visits.note(tx, US, "UR-1", seen=entry, told=entry, now=NOW)
    journal.add(tx, US, replace(an_entry(), task_id=running))
    journal.add(tx, US, replace(an_entry(), event="contact.change_proposed"))
    go_live.note(tx, US, connected, date(2026, 3, 1), ZoneInfo("UTC"))
    go_live.stop(tx, US, store(tx, "PR-12"), BEFORE, NOW)
    made, undoing = _made(tx, "PR-10", asset_id=ASSET), _made(tx, "PR-11")
    ends.begin_undo(tx, US, undoing, seen=NOW, found=BEFORE, now=NOW)
    undos.add(tx, US, TENANT, replace(AN_UNDO, task_id=undoing), NOW)
    former = Link(key=DocumentKey("invoice:PR-10"), xero_id=XeroId("xero-10"), number="INV-10")
    links.put(tx, US, TENANT, former, picture=None, task_id=made, now=NOW)
    set_aside.set_aside(tx, US, TENANT, former.key, 1, NOW)
    coverage.add(tx, US, TENANT, ELSEWHERE, [replace(A_STRETCH, line=LineKey(document=ELSEWHERE, mark="PR-3/1"))], NOW)
    coverage.add(tx, US, TENANT, NOTE.key, [A_CREDIT], NOW)
    links.put(tx, US, TENANT, NOTE, picture=None, task_id=made, now=NOW)
    links.put(tx, US, TENANT, CUSTOMER_LINK, picture=None, task_id=None, now=NOW)
    map_everything(tx)
    prices.count_up(tx, US, 0)
    prices.replace_all(tx, US, [FULL])
    progress.begin(tx, US, NOW)
    uploaded = store(tx, "PR-14", due_at=None, turn="1202603010000000000000000014 PR-14")
    uploads.add(tx, US, period=AN_UPLOAD.period, task_ids=[uploaded], user_id=AN_UPLOAD.user_id, now=NOW)
    journal.add(tx, US, replace(an_entry(), task_id=uploaded, event="task.synced"))
    declined_offers.decline(tx, US, InstallationId("EIN-9"), NOW)
    consents.add(tx, US, state_hash="hash", user_id="UR-1", client_id="app", expires_at=LATER, now=NOW)
    own_apps.save(tx, VAULT, US, client_id="own", secret="s", user_id="UR-1", now=NOW)
    own_apps.save_webhook_key(tx, VAULT, US, "k", "UR-1", NOW)
    a_changed_customer(tx)
    return World(
        running=running,
        pending=store(tx, "PR-2"),
        ignored=store(tx, "PR-3", status=TaskStatus.IGNORED, due_at=None),
        behind=behind,
        in_attention=store(tx, "PR-6", asset_id="AS-9", status=TaskStatus.ATTENTION, due_at=None),
        made=made,
        uploaded=uploaded,
        undoing=undoing,
        undemanded=store(tx, "PR-13", due_at=None),
        held=store(tx, "PR-7", status=TaskStatus.HELD, due_at=None),
        held_by_rule=store(tx, "PR-8", status=TaskStatus.HELD, due_at=None, problems=(BEFORE,)),
        intent=intent.id,
        connected=connected,
        consented=consented,
    )


def _made(tx: Connection, order: str, **changed: Any) -> TaskId:
    """An order with documents."""
    task_id = store(tx, order, **changed, glance=Glance(customer=Named(id="TA-1", name="A customer")))
    ends.finish(tx, US, task_id, seen=NOW, reason="", amount=AMOUNT, now=NOW)
    return task_id


def map_everything(tx: Connection) -> None:
    mappings.save_item(tx, US, TENANT, MAPPED, NOW)
    mappings.save_fees(tx, US, TENANT, [FeeMapping(kind=FeeKind.SETUP, item_code="SETUP")], NOW)
    mappings.save_customer(tx, US, TENANT, RULE, NOW)
    mappings.save_choices(tx, US, TENANT, "CLOUD", [TrackingRule(category="Region", option="South")], NOW)
    imports.begin(tx, US, TENANT, LINK.xero_id, NOW)
    mappings.want_item(tx, US, TENANT, Item(code="WISH", name="Wish"), NOW)
    customer_switches.switch(tx, US, [CUSTOMER], NOW, on=False)
    tellings.take(tx, US, since=NOW, now=NOW, until=NOW, limit=1)
    made = Link(key=contact_key(TAKEN_CUSTOMER), xero_id=MADE_CONTACT)
    links.put(tx, US, TENANT, made, picture={"Name": "Made"}, task_id=None, now=NOW)
    taken = Glance(customer=Named(id=TAKEN_CUSTOMER, name="A customer"), product=Named(id="PRD-1", name="A product"))
    store(tx, "PR-TAKEN", glance=taken, asked_by=Actor.PRODUCT)


def an_entry() -> JournalEntry:
    return JournalEntry(at=NOW, actor=Actor.PRODUCT, event="e", sentence="s", task_id=None, data={})


def a_changed_customer(tx: Connection) -> None:
    """One request that nobody has looked at yet, and one that waits for a person."""
    for number, customer in enumerate((CUSTOMER, TAKEN_CUSTOMER), start=1):
        contact_changes.add(tx, US, TENANT, f"TAR-{number}", replace(A_PARTY, id=customer), ChangeState.NEW, NOW)
    found = contact_changes.find(tx, US, TENANT, "TAR-2")
    assert found is not None
    contact_changes.settle(tx, US, TENANT, found, ChangeState.PROPOSED, looked=PROPOSED)

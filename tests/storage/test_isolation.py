from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select
from sqlalchemy.engine import Connection
from sqlalchemy.exc import IntegrityError

import connect_ext.storage
from connect_ext.books.documents.deeds import Deed
from connect_ext.books.ids import AssetId, DocumentKey, InstallationId, OrderKey, TenantId, XeroId
from connect_ext.books.mapping.item import Item
from connect_ext.books.prices.edits import FeeEdit
from connect_ext.books.settings.one_order import Chosen, CreditChoice
from connect_ext.books.settings.settings import Settings
from connect_ext.storage import (
    installations,
    journal,
    links,
)
from connect_ext.storage.activity import Wanted
from connect_ext.storage.billing_periods import Period
from connect_ext.storage.columns import metadata
from connect_ext.storage.contact_changes import WantedChange
from connect_ext.storage.database import Database
from connect_ext.storage.foreseen import Foreseen
from connect_ext.storage.journal import JournalId
from connect_ext.storage.links import NewLink
from connect_ext.storage.proposed import Estimate, Frozen
from connect_ext.storage.tables import intent_tasks
from connect_ext.storage.task_search import Looked, Sort
from connect_ext.work.changed_contact import ChangeState
from connect_ext.work.intent import IntentEnd
from connect_ext.work.notice import NoticeKind
from connect_ext.work.task import Actor, TaskId, TaskStatus
from tests.storage.builders import (
    LATER,
    NOW,
    OTHERS,
    TENANT,
    US,
    VAULT,
    a_draft,
    a_notice,
    a_settlement,
    after,
    an_installation,
    an_intent_draft,
    connect,
    store,
    tokens,
    write,
)
from tests.storage.test_frozen_prices import A_PRICE
from tests.storage.world import (
    A_FOLLOW_UP,
    A_LOOK,
    A_PARTY,
    A_PLACE,
    A_STEP,
    A_STRETCH,
    AMOUNT,
    AN_UNDO,
    AN_UPLOAD,
    ANOTHER_LINE,
    ASSET,
    BEFORE,
    BILLED,
    CONTACT,
    CUSTOMER,
    CUSTOMER_LINK,
    ELSEWHERE,
    INVOICE,
    LINK,
    MADE_CONTACT,
    MAPPED,
    NOWHERE,
    PROPOSED,
    RULE,
    SEEN,
    TAKEN_CUSTOMER,
    USAGE_FILE,
    USED,
    WAITING,
    World,
    an_entry,
    everything_of_us,
)

ACROSS_INSTALLATIONS = {
    "installations_with_work", "take_consent", "organisation_is_used", "left_behind", "linked_elsewhere",
    "pause", "pause_app", "paused", "take_untold_pauses", "call_budget", "keep_call_budget", "calls_left", "installed",
    "unchecked_installations", "unused_connections", "former_installation", "hand_over",
    "linked_documents", "with_something_to_hear", "sealed", "take_digest", "digest_mailed",
    "was_reached_through_another_app",
}  # fmt: skip
GIVE_A_NEW_ID = {"authorisations.add_pending", "intents.write", "journal.add", "tasks.store"}
STATEMENTS_ONLY = {"upsert.insert_into"}
CARRY_THEIR_INSTALLATION = {"installations.record": "Installation", "notices.upsert": "Notice"}


def functions() -> Iterator[tuple[str, Callable[..., Any]]]:
    """Every public function of storage that takes a transaction, by its name."""
    for module in pkgutil.iter_modules(connect_ext.storage.__path__):
        if module.ispkg:
            continue
        loaded = importlib.import_module(f"connect_ext.storage.{module.name}")
        for name, function in inspect.getmembers(loaded, inspect.isfunction):
            public = not name.startswith("_") and function.__module__ == loaded.__name__
            if public and next(iter(inspect.signature(function).parameters), "") == "tx":
                yield f"{module.name}.{name}", function


FUNCTIONS = dict(functions())
OF_ONE = {
    name: function
    for name, function in FUNCTIONS.items()
    if not name.startswith("system.") and name not in STATEMENTS_ONLY
}


def test_only_the_functions_of_system_look_across_installations() -> None:
    assert {name for name in FUNCTIONS if name.startswith("system.")} == {
        f"system.{name}" for name in ACROSS_INSTALLATIONS
    }
    for name, function in OF_ONE.items():
        parameters = [found for found in inspect.signature(function).parameters.values() if found.name != "vault"]
        expected = CARRY_THEIR_INSTALLATION.get(name, "InstallationId")
        assert parameters[1].annotation == expected, name


def refer_by_link(tx: Connection, task_id: TaskId) -> None:
    links.put(tx, OTHERS, TENANT, LINK, picture=None, task_id=task_id, now=NOW)


def refer_by_journal(tx: Connection, task_id: TaskId) -> None:
    journal.add(tx, OTHERS, replace(an_entry(), task_id=task_id))


def refer_by_intent(tx: Connection, task_id: TaskId) -> None:
    intent = write(tx, [(INVOICE, [])], installation_id=OTHERS)
    member = {"installation_id": OTHERS, "intent_id": intent.id, "position": 0, "task_id": task_id}
    tx.execute(intent_tasks.insert().values(member))


def dump(tx: Connection) -> dict[str, list[Any]]:
    """All rows of our installation."""
    return {
        table.name: sorted(map(repr, tx.execute(select(table).where(table.c.installation_id == US)).all()))
        for table in metadata.sorted_tables
        if "installation_id" in table.c
    }


def arguments(name: str, function: Callable[..., Any], who: InstallationId, world: World) -> dict[str, Any]:
    """What `who` passes to ask for, or to change, what is in `world`."""
    special: dict[str, dict[str, Any]] = {
        "drafts.of_contacts": {"contacts": [BILLED]},
        "installations.record": {"installation": an_installation(who, account_name="New")},
        "notices.upsert": {"notice": a_notice(installation_id=who, status="new")},
        "settings.save": {"expected_version": 1},
        "prices.count_up": {"expected_version": 1},
        "intents.write": {"draft": an_intent_draft([], installation_id=who)},
        "task_list.list_page": {"before": None},
        "task_list.ask_for": {"task_ids": None},
        "turns.say_who_is_first": {"task_ids": None},
        "turns.who_is_first": {"task_id": world.behind},
        "turns.on_its_way": {"task_id": world.in_attention},
        "edits.choose": {"task_id": world.pending, "chosen": Chosen(choice=CreditChoice.REFUND, by="UR-1")},
        "edits.save": {"task_id": world.pending, "edits": {1: FeeEdit(description="Seats")}},
        "edits.reprice": {"task_id": world.pending, "prices": A_PRICE, "seen": NOW},
        "returning.go_on": {"task_ids": (world.in_attention,)},
        "task_list.ignore": {"task_id": world.pending},
        "task_search.search": {"after": None},
        "held_tasks.hold": {"task_ids": (world.in_attention,)},
        "held_tasks.release": {"task_ids": (world.held,)},
        "held_tasks.held_by_rules": {"task_ids": (world.held_by_rule,)},
        "edits.choose_target": {"task_id": world.pending},
        "foreseen.foresee": {"found": {world.undemanded: Foreseen(problems=(BEFORE,), seen=NOW)}},
        "foreseen.solved": {"task_id": world.in_attention},
        "journal.last_of": {"events": ("e",)},
        "task_list.unignore": {"task_id": world.ignored},
        "ends.begin_undo": {"task_id": world.made},
        "ends.end_undo": {"task_id": world.undoing},
        "ends.finish": {"task_id": world.pending},
        "ends.leave_out": {"task_id": world.pending},
        "ends.release": {"document": ELSEWHERE},
        "ends.question": {"order": OrderKey("PR-10")},
        "ends.reopen": {"order": OrderKey("PR-10")},
        "ends.stop_undo": {"task_id": world.undoing},
        "go_live.let_go": {"due_at": LATER},
        "set_aside.of": {"keys": [DocumentKey("invoice:PR-10")]},
        "undos.add": {"undo": replace(AN_UNDO, number=2)},
        "undos.claim": {"task_id": None},
        "undos.claim_elsewhere": {"tenant_id": TenantId("another")},
        "undos.end_step": {"key": A_STEP.key},
        "undos.of": {"task_id": world.undoing, "number": 1},
        "intents.without_answer": {"keys": [INVOICE]},
        "links.on_documents": {"ids": [XeroId("xero-1")]},
        "undos.next_number": {"task_id": world.undoing},
        "undos.close": {"undo": replace(AN_UNDO, task_id=world.undoing)},
        "undos.postpone": {"undo": replace(AN_UNDO, task_id=world.undoing), "due_at": LATER},
        "coverage.add": {"document": ANOTHER_LINE.document},
        "follow_ups.add": {"follow_up": replace(A_FOLLOW_UP, key=ANOTHER_LINE.document)},
        "follow_ups.settle": {"key": A_FOLLOW_UP.key, "due_at": LATER, "attempts": 1, "done_at": NOW},
        "contact_changes.add": {"request_id": "TAR-3", "party": A_PARTY, "state": ChangeState.NEW},
        "contact_changes.settle": {
            "change": WantedChange(
                request_id="TAR-1", party=A_PARTY, state=ChangeState.NEW, asked_at=NOW, user_id="", looked=PROPOSED
            ),
            "state": ChangeState.DONE,
            "looked": PROPOSED,
            "due_at": None,
        },
        "contact_changes.decide": {
            "customer": TAKEN_CUSTOMER,
            "digest": PROPOSED.digest,
            "state": ChangeState.WANTED,
            "due_at": LATER,
        },
        "contact_changes.find": {"request_id": "TAR-1"},
        "contact_links.renew": {"contact": MADE_CONTACT, "now_says": {"Name": "Quay"}},
        "mailed.asked_between": {"since": after(-9000), "until": after(9000)},
        "declined_offers.decline": {"former_id": InstallationId("EIN-8")},
        "follow_ups.of_task": {"documents": [A_FOLLOW_UP.document_id]},
        "invoice_places.begin": {"place": replace(A_PLACE, seen=1)},
        "invoice_places.counts": {"whose": [A_PLACE.whose]},
        "links.contacts_on": {"ids": [CUSTOMER_LINK.xero_id]},
        "listening.begin": {"now": after(9000), "before": after(8000)},
        "listening.reached": {"moment": after(9000)},
        "looks.done": {"look": A_LOOK},
        "looks.in_flight": {"xero_id": LINK.xero_id},
        "looks.want": {"now": after(5000)},
        "seen.save": {"found": replace(SEEN, differences=())},
        "links.kept": {"xero_ids": [LINK.xero_id]},
        "confirmed.count": {"most": 10},
        "warnings.add": {"document": XeroId("xero-10")},
        "last_prices.last_prices": {"wanted": {("TA-1", A_STRETCH.item.product_item)}},
        "links.put": {"task_id": None, "deed": Deed.FOUND, "warnings": ()},
        "links.shown_of": {"orders": {world.running: OrderKey("PR-1")}},
        "links.renew": {"xero_id": LINK.xero_id, "picture": {"b": 2}},
        "customer_switches.leave_to_a_person": {"customers": [TAKEN_CUSTOMER]},
        "customer_switches.take_at": {"due_at": LATER},
        "mappings.remove_item": {"key": MAPPED.key},
        "coverage.add_all": {"covered": {WAITING.line.document: [WAITING]}},
        "usage_coverage.add_all": {"records": {WAITING.line.document: ["UR-another"]}},
        "endings.settle": {"settlements": {world.running: a_settlement()}},
        "endings.settle_of_intent": {"settlements": {world.running: a_settlement()}},
        "journal.add_all": {"entries": [an_entry()]},
        "links.put_all": {"new": [NewLink(link=replace(LINK, number="INV-9"), picture=None, task_id=None)]},
        "journal.page": {"task_id": None, "before": None},
        "activity.page": {"wanted": Wanted(), "before": None},
        "activity.since": {"after": JournalId(0)},
        "billing_periods.orders": {"before": None},
        "uploads.page": {"before": None},
        "uploads.orders": {"after": None},
        "uploads.outcomes": {"task_ids": [world.uploaded]},
        "uploads.add": {"task_ids": [world.pending], "period": "2026-03"},
        "visits.load": {"user_id": "UR-1"},
        "visits.note": {"seen": JournalId(9), "told": JournalId(9)},
        "order_value.by_week": {"limit": 1000},
        "revenue.billed": {"start": A_STRETCH.days.start, "until": A_STRETCH.days.end},
        "asset_tasks.assets": {"after": AssetId("")},
        "reconciling.made_for": {"task_ids": [world.running, world.pending]},
        "whole_installation.page": {"table_name": "installations", "after": None},
        "own_apps.save": {"client_id": "another", "secret": "s"},
        "own_apps.save_webhook_key": {"key": "k"},
        "authorisations.activate": {"authorisation_id": world.consented},
    }
    known: dict[str, Any] = {
        "installation_id": who, "vault": VAULT, "task_id": world.running, "task_ids": (world.running,),
        "intent_id": world.intent, "authorisation_id": world.connected, "owner": "worker",
        "now": after(1000), "until": after(1090), "limit": 10, "order_key": OrderKey("PR-1"),
        "draft": a_draft("PR-2", payload={"new": 1}), "reason": "r",
        "statuses": frozenset(TaskStatus), "settings": Settings(), "kind": NoticeKind.ASSET_REQUEST,
        "source_id": "PR-1", "version": 1, "tenant_id": TENANT, "tenant_name": "Books", "connection_id": "c",
        "keys": [INVOICE, CONTACT], "key": INVOICE, "link": replace(LINK, number="INV-9"), "picture": None,
        "entry": an_entry(), "end": IntentEnd.ANSWERED, "new_rows": [], "client_id": "app", "event_id": "e",
        "tokens": tokens("theirs"), "refused": tokens(), "why": "w", "state_hash": "another hash", "user_id": "UR-2",
        "frozen": {world.running: Frozen(prices=A_PRICE)}, "source": NoticeKind.ASSET_REQUEST, "value": LATER,
        "at": LATER,
        "estimates": {world.pending: Estimate(amount=AMOUNT, seen=NOW)}, "after": TaskId(0), "ready": True,
        "since": NOW,
        "assets": [ASSET], "document": INVOICE, "stretches": [replace(A_STRETCH, line=ANOTHER_LINE)],
        "terms": {AssetId("AS-9"): None}, "opened": {ASSET: date(2026, 2, 1)}, "today": date(2026, 4, 1),
        "asset_id": ASSET, "next_from": date(2026, 4, 2), "due_on": None, "records": [USED], "file_id": USAGE_FILE,
        "source_ids": ["PR-1"], "short_code": "!other", "expires_at": LATER, "tier_account_id": "TA-9",
        "shown": {world.pending: "nothing"}, "sentence": "s",
        "mapping": replace(MAPPED, item_code="DESK"), "fees": [], "rule": replace(RULE, account_code=""),
        "fallback_item": "", "tracking": [], "customer": CUSTOMER, "contact_id": LINK.xero_id,
        "target": "new", "looked": Looked(words=("pr-",)), "sort": Sort.LARGEST,
        "seen": NOW, "amount": AMOUNT, "found": BEFORE, "former": "f", "day": date(2026, 4, 1), "zone": ZoneInfo("UTC"),
        "chosen": None, "up_to": 9, "wanted": {("TA-1", AMOUNT.currency)}, "number": 2,
        "moment": LATER,
        "done": 3, "synced": 2, "days": 7,
        "xero_id": LINK.xero_id, "xero_ids": [LINK.xero_id], "told_by": Actor.WEBHOOK, "before": after(-9000),
        "customers": [CUSTOMER], "on": True, "item": Item(code="DESK", name="Desk"), "code": "WISH",
        "period": Period(month="2026-03"), "upload_id": AN_UPLOAD.id, "upload": AN_UPLOAD, "behind": None,
        "contacts": [LINK.xero_id, CUSTOMER_LINK.xero_id], "beginnings": [NOW],
        "month": "2026-03", "order_keys": [OrderKey("PR-1")],
    }  # fmt: skip
    given = {**known, **special.get(name, {})}
    return {found: given[found] for found in inspect.signature(function).parameters if found != "tx"}


@pytest.fixture
def tx(database: Database) -> Iterator[Connection]:
    with database.transaction() as opened:
        yield opened


def test_another_installation_neither_sees_nor_changes_anything_of_ours(tx: Connection) -> None:
    alone = {name: undone(tx, found, arguments(name, found, OTHERS, NOWHERE)) for name, found in OF_ONE.items()}
    world = everything_of_us(tx)
    ours = dump(tx)
    assert all(ours.values()), "every table has a row of ours"
    for name, function in OF_ONE.items():
        result, left = undone(tx, function, arguments(name, function, OTHERS, world))
        assert left == ours, name
        assert name in GIVE_A_NEW_ID or result == alone[name][0], name


def test_the_same_arguments_from_ourselves_show_or_change_something(tx: Connection) -> None:
    alone = {name: undone(tx, found, arguments(name, found, OTHERS, NOWHERE)) for name, found in OF_ONE.items()}
    world = everything_of_us(tx)
    ours = dump(tx)
    for name, function in OF_ONE.items():
        result, left = undone(tx, function, arguments(name, function, US, world))
        assert left != ours or result != alone[name][0], name


def undone(tx: Connection, function: Callable[..., Any], given: dict[str, Any]) -> tuple[Any, dict[str, list[Any]]]:
    """What a function returns and what it leaves of ours, before it is taken back."""
    savepoint = tx.begin_nested()
    result = function(tx, **given)
    left = dump(tx)
    savepoint.rollback()
    return result, left


@pytest.mark.parametrize("refer", [refer_by_link, refer_by_journal, refer_by_intent])
def test_the_database_itself_refuses_a_reference_to_another_installations_task(
    database: Database, refer: Callable[[Connection, TaskId], None]
) -> None:
    with database.transaction() as tx:
        task_id = everything_of_us(tx).running
    with pytest.raises(IntegrityError), database.transaction() as tx:
        refer(tx, task_id)


def test_an_installation_can_be_filled_twice_without_touching_the_first(database: Database) -> None:
    with database.transaction() as tx:
        everything_of_us(tx)
        ours = dump(tx)
        connect(tx, OTHERS)
        store(tx, installation_id=OTHERS)
        installations.note_tier_account(tx, OTHERS, "TA-1")
        assert dump(tx) == ours

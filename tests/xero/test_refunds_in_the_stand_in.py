"""Every road of the refund table walked in the stand-in, through the vendor's own client."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from connect_ext.books.crediting.credit_lines import TakeBack, credit_line, credit_reference
from connect_ext.books.crediting.refunds import (
    Attention,
    Billed,
    ChangeDraft,
    Decision,
    DeleteDraft,
    IssueCredit,
    Release,
    refunds,
)
from connect_ext.books.days import Days
from connect_ext.books.documents.allocations import allocation_date, set_off_note
from connect_ext.books.documents.compare import difference
from connect_ext.books.documents.document import CreditNote, LineAmountTypes, Tracking
from connect_ext.books.documents.edited import edited
from connect_ext.books.documents.held import HeldCreditNote, HeldInvoice
from connect_ext.books.documents.posted import Equal, posted
from connect_ext.books.ids import DocumentKey, TenantId, XeroId
from connect_ext.books.money import Currency
from connect_ext.work.failure import FailureKind, WorldFailed
from connect_ext.work.intent import Call
from connect_ext.xero.allocated import Allocated
from connect_ext.xero.created import Accepted, Refused
from connect_ext.xero.encode import allocations_body, contacts_body, credit_notes_body, invoices_body, updates_body
from connect_ext.xero.endpoints import XeroEndpoints
from connect_ext.xero.intended import intended_credit_notes
from connect_ext.xero.kept import kept_invoice
from connect_ext.xero.organisation import XeroOrganisation
from connect_ext.xero.sender import XeroSender
from sandbox.clock import Clock
from sandbox.xero import HARBOUR, Contract, InProcessWire, Person, XeroWorld, demo_xero
from tests.xero.documents import a_contact, a_line, an_invoice

NOW = datetime(2026, 11, 21, 1, 0, tzinfo=UTC)
TODAY = date(2026, 11, 21)
NOVEMBER = Days(start=date(2026, 11, 16), end=date(2026, 12, 1))
TWO_LINES = (a_line(), a_line(mark="PR-1/2", description="Set-up PR-1/2"))
NOTES = "/api.xro/2.0/CreditNotes"


class Shop:
    """One organisation with one customer, and what the product would do in it."""

    def __init__(self, world: XeroWorld) -> None:
        token = world.consent([HARBOUR])["access_token"]
        self.world = world
        self.xero = XeroOrganisation(XeroSender(XeroEndpoints(), InProcessWire(world.handle)), TenantId(HARBOUR), token)
        [contact] = self.xero.create(Call.CREATE_CONTACTS, contacts_body([a_contact()]), "contact")
        assert isinstance(contact, Accepted)
        self.contact = contact.xero_id

    @property
    def person(self) -> Person:
        return self.world.person(HARBOUR)

    def bill(self, number: str = "INV-1", **changes: Any) -> Accepted:
        """25.00 and its tax, unless the lines say otherwise."""
        body = invoices_body([(an_invoice(number=number, **changes), self.contact)])
        [made] = self.xero.create(Call.CREATE_INVOICES, body, f"bill {number}")
        assert isinstance(made, Accepted)
        return made

    def held(self, number: str = "INV-1") -> HeldInvoice:
        [found] = self.xero.invoices_by_number([number])
        return found

    def take_back(self, amount: str, made: Accepted, number: str = "INV-1", mark: str = "PR-1/1") -> Decision:
        take = TakeBack(mark=mark, creditable=Decimal(amount), days=NOVEMBER, reason="4 of 10 seats cancelled")
        billed = Billed(
            document=DocumentKey(f"invoice:{number}"),
            held=self.held(number),
            picture=kept_invoice(made.picture),
            takes=(take,),
        )
        [decision] = refunds([billed], "PR-2")
        return decision

    def update(self, decision: Decision, key: str = "update") -> Accepted | Refused:
        assert isinstance(decision, ChangeDraft | DeleteDraft)
        [made] = self.xero.change(Call.UPDATE_INVOICES, updates_body([decision.update]), key)
        return made

    def issue(self, decision: Decision) -> HeldCreditNote:
        assert isinstance(decision, IssueCredit)
        body = credit_notes_body([(the_note(decision), self.contact)])
        [made] = self.xero.create(Call.CREATE_CREDIT_NOTES, body, "note")
        assert isinstance(made, Accepted)
        [held] = self.xero.credit_notes_by_id([made.xero_id])
        [meant] = intended_credit_notes(body)
        assert difference(meant, held) is None
        assert posted(meant, held, self.xero.facts().tax_rates, "CN") == Equal()
        return held

    def note(self, note: HeldCreditNote) -> HeldCreditNote:
        [held] = self.xero.credit_notes_by_id([note.id])
        return held


def the_note(decision: IssueCredit) -> CreditNote:
    newest = decision.newest
    lines = tuple(
        credit_line(part.invoice, part.line, part.take, part.amount, f"PR-2/{at}")
        for at, part in enumerate(decision.parts, start=1)
    )
    return CreditNote(
        key=DocumentKey("credit_note:PR-2"),
        contact=DocumentKey("contact:TA-1"),
        contact_id=newest.contact_id,
        number=None,
        reference=credit_reference([newest]),
        date=TODAY,
        currency=newest.currency,
        currency_rate=newest.currency_rate,
        branding_theme=newest.branding_theme,
        line_amount_types=LineAmountTypes(newest.line_amount_types),
        lines=lines,
    )


@pytest.fixture
def world() -> Iterator[XeroWorld]:
    made = demo_xero(Clock(NOW), Contract.from_environment())
    yield made
    assert made.violations == []


@pytest.fixture
def shop(world: XeroWorld) -> Shop:
    return Shop(world)


def test_an_untouched_invoice_is_equal_to_its_picture_and_an_edited_one_is_not(shop: Shop) -> None:
    picture = kept_invoice(shop.bill(lines=TWO_LINES).picture)
    assert picture == shop.held()
    shop.person.edit("INV-1", Reference="by hand")
    assert picture is not None
    assert edited(picture, shop.held()) == "its reference was changed in Xero"


def test_an_untouched_draft_loses_what_is_given_back(shop: Shop) -> None:
    made = shop.bill(lines=TWO_LINES)
    answer = shop.update(shop.take_back("10", made))
    assert isinstance(answer, Accepted)
    held = shop.held()
    assert [(line.line_amount, line.quantity) for line in held.lines] == [
        (Decimal("15.00"), Decimal(6)), (Decimal("25.00"), Decimal(10)),
    ]  # fmt: skip
    assert [line.id for line in held.lines] == [line["LineItemID"] for line in made.picture["LineItems"]]
    assert kept_invoice(answer.picture) == held
    gone = shop.update(shop.take_back("15", answer), "again")
    assert isinstance(gone, Accepted)
    assert [line.description for line in shop.held().lines] == ["Set-up PR-1/2"]


def test_a_draft_that_empties_is_deleted_and_then_there_is_nothing_to_credit(shop: Shop) -> None:
    made = shop.bill()
    shop.update(shop.take_back("25", made))
    assert shop.held().status == "DELETED"
    assert isinstance(shop.take_back("25", made), Release)


def test_an_edited_draft_waits_for_a_person(shop: Shop) -> None:
    made = shop.bill()
    line = shop.held().lines[0].id
    shop.person.edit("INV-1", LineItems=[{"LineItemID": line, "Quantity": 9}])
    assert isinstance(shop.take_back("10", made), Attention)


def test_a_draft_approved_meanwhile_is_not_changed_by_a_late_deletion(shop: Shop) -> None:
    made = shop.bill()
    decision = shop.take_back("25", made)
    shop.person.approve("INV-1")
    assert isinstance(shop.update(decision), Refused)
    assert shop.held().status == "AUTHORISED"


def test_an_approved_invoice_is_credited_and_the_credit_applied_once_a_person_approves_it(shop: Shop) -> None:
    made = shop.bill()
    shop.person.approve("INV-1")
    decision = shop.take_back("10", made)
    note = shop.issue(decision)
    assert isinstance(decision, IssueCredit)
    assert note.total == sum((part.amount for part in decision.expected.parts), Decimal(0)) == Decimal("11.00")
    assert note.reference == "Credit for INV-1 of 2026-11-21"
    assert set_off_note(note, [shop.held()]) is None
    shop.person.approve(note.name)
    found = set_off_note(shop.note(note), [shop.held()])
    assert found is not None
    body = allocations_body([(part, allocation_date(TODAY, TODAY)) for part in found.parts])
    assert shop.xero.allocate(note.id, body, "allocate") == (
        Allocated(invoice_id=made.xero_id, amount=Decimal("11.0")),
    )
    assert (shop.held().amount_due, shop.note(note).remaining_credit) == (Decimal("16.50"), Decimal("0.00"))
    assert shop.note(note).status == "PAID"
    assert [(one.invoice_id, one.amount) for one in shop.note(note).allocations] == [(made.xero_id, Decimal("11.00"))]
    assert all(one.id for one in shop.note(note).allocations)


def test_a_paid_invoice_is_credited_and_nothing_is_applied(shop: Shop) -> None:
    made = shop.bill()
    shop.person.approve("INV-1")
    shop.person.pay("INV-1")
    decision = shop.take_back("25", made)
    note = shop.issue(decision)
    assert isinstance(decision, IssueCredit)
    assert decision.remark is not None
    assert (note.remaining_credit, decision.expected.parts) == (Decimal("27.50"), ())


def test_the_credit_copies_what_a_person_made_of_the_approved_line(shop: Shop) -> None:
    made = shop.bill(currency=Currency("USD"))
    line = shop.held().lines[0].id
    changed = {"LineItemID": line, "AccountCode": "260", "DiscountRate": 10, "TaxType": "EXEMPTEXPORT",
               "Tracking": [{"Name": "Region", "Option": "North"}]}  # fmt: skip
    shop.person.edit("INV-1", LineItems=[changed], CurrencyRate=Decimal("0.612345"), Status="AUTHORISED")
    note = shop.issue(shop.take_back("25", made))
    [credited] = note.lines
    assert (credited.line_amount, credited.unit_amount) == (Decimal("22.50"), Decimal("2.25"))
    assert (credited.account_code, credited.tax_type, credited.discount_rate) == ("260", "EXEMPTEXPORT", None)
    assert credited.tracking == (Tracking(category="Region", option="North"),)
    assert note.currency_rate == Decimal("0.612345")


def test_a_lost_credit_note_is_found_by_its_day_number_and_id(shop: Shop, world: XeroWorld) -> None:
    made = shop.bill()
    shop.person.approve("INV-1")
    decision = shop.take_back("10", made)
    assert isinstance(decision, IssueCredit)
    body = credit_notes_body([(the_note(decision), shop.contact)])
    world.faults.lose_answer("PUT", NOTES)
    with pytest.raises(WorldFailed) as failed:
        shop.xero.create(Call.CREATE_CREDIT_NOTES, body, "k")
    assert failed.value.failure.kind is FailureKind.UNCERTAIN
    [found] = shop.xero.credit_notes_since(NOW - timedelta(minutes=5))
    [again] = shop.xero.create(Call.CREATE_CREDIT_NOTES, body, "k")
    assert isinstance(again, Accepted)
    assert again.xero_id == found.id
    assert shop.xero.credit_notes_by_number(["CN-0001"]) == shop.xero.credit_notes_by_id([found.id]) == (found,)
    assert shop.xero.credit_notes_since(NOW + timedelta(days=1)) == ()


def test_a_lost_allocation_is_seen_on_the_note_and_the_same_bytes_apply_it_once(shop: Shop, world: XeroWorld) -> None:
    made = shop.bill()
    shop.person.approve("INV-1")
    note = shop.issue(shop.take_back("10", made))
    shop.person.approve(note.name)
    found = set_off_note(shop.note(note), [shop.held()])
    assert found is not None
    body = allocations_body([(part, TODAY) for part in found.parts])
    world.faults.lose_answer("PUT", f"{NOTES}/{note.id}/Allocations")
    with pytest.raises(WorldFailed) as failed:
        shop.xero.allocate(note.id, body, "k")
    assert failed.value.failure.kind is FailureKind.UNCERTAIN
    assert len(shop.note(note).allocations) == 1
    [again] = shop.xero.allocate(note.id, body, "k")
    assert isinstance(again, Allocated)
    assert len(shop.note(note).allocations) == 1
    [too_much] = shop.xero.allocate(note.id, body, "another key")
    assert isinstance(too_much, Refused)


def test_an_update_names_an_invoice_that_exists_or_is_refused_and_creates_nothing(shop: Shop) -> None:
    made = shop.bill()
    decision = shop.take_back("25", made)
    assert isinstance(decision, DeleteDraft)
    stranger = DeleteDraft(document=decision.document, invoice_id=XeroId(HARBOUR))
    [refused, deleted] = shop.xero.change(Call.UPDATE_INVOICES, updates_body([stranger.update, decision.update]), "k")
    assert isinstance(refused, Refused)
    assert isinstance(deleted, Accepted)
    assert [one["Status"] for one in shop.world.books(HARBOUR).invoices] == ["DELETED"]

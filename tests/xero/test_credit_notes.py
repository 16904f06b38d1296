from __future__ import annotations

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connect_ext.books.documents.allocations import AllocateTo
from connect_ext.books.documents.compare import intended
from connect_ext.books.documents.document import LineAmountTypes, Tracking
from connect_ext.books.documents.held import HeldAllocation, HeldLine
from connect_ext.books.documents.update import InvoiceUpdate, KeptLine, NewStatus
from connect_ext.books.ids import TenantId, XeroId
from connect_ext.books.money import LineFigures
from connect_ext.work.failure import FailureKind, WorldFailed
from connect_ext.work.intent import Call
from connect_ext.xero import documents
from connect_ext.xero.allocated import Allocated
from connect_ext.xero.created import Accepted, Refused, stored
from connect_ext.xero.encode import NotExact, allocations_body, credit_notes_body, updates_body
from connect_ext.xero.endpoints import XeroEndpoints
from connect_ext.xero.intended import intended_credit_notes
from connect_ext.xero.kept import kept_invoice
from connect_ext.xero.organisation import XeroOrganisation
from tests.xero.documents import ID, LINDEN, a_credit_note, a_line, an_invoice, saved_credit_note, saved_invoice
from tests.xero.test_decode import as_received
from tests.xero.wires import FunctionWire, ScriptedWire, Sent, reply, sender

NOTE = XeroId("7be578f5-63af-45c8-9b00-dcc4732baf0b")
PART = AllocateTo(invoice_id=XeroId("c45720a1-ade3-4a38-a064-d15489be6841"), name="INV-1", amount=Decimal("0.10"))
PARTS = allocations_body([(PART, date(2026, 11, 21))])
RATES = st.integers(1, 10**15 - 1).map(lambda units: Decimal(units).scaleb(-6))


def organisation(wire: Any) -> XeroOrganisation:
    return XeroOrganisation(sender(wire), TenantId("tenant-1"), "token-1")


def allocate(*results: Any) -> Any:
    return organisation(ScriptedWire(reply({"Allocations": list(results)}))).allocate(NOTE, PARTS, "key-1")


def test_a_credit_note_says_what_we_mean_and_nothing_else() -> None:
    [sent] = json.loads(credit_notes_body([(a_credit_note(), LINDEN)]))["CreditNotes"]
    assert sent == {
        "Type": "ACCRECCREDIT",
        "Status": "DRAFT",
        "Contact": {"ContactID": LINDEN},
        "Date": "2026-11-21",
        "LineAmountTypes": "Exclusive",
        "CurrencyCode": "AUD",
        "Reference": "Credit for INV-0001 of 2026-11-21",
        "LineItems": [
            {
                "Description": "Credit: Mailbox PR-2/1",
                "Quantity": 10,
                "UnitAmount": 2.5,
                "LineAmount": 25,
                "AccountCode": "200",
                "TaxType": "OUTPUT",
            }
        ],
    }


def test_rate_theme_number_item_and_tracking_are_copied_where_there_are_any() -> None:
    line = a_line(item_code="MBX", tracking=(Tracking(category="Region", option="North"),))
    note = a_credit_note(
        number="CR-1", currency_rate=Decimal("0.652300"), branding_theme=XeroId("theme-1"), lines=(line, a_line()),
        line_amount_types=LineAmountTypes.INCLUSIVE,
    )  # fmt: skip
    assert note.subtotal == Decimal(50)
    [sent] = json.loads(credit_notes_body([(note, LINDEN)]))["CreditNotes"]
    assert (sent["CreditNoteNumber"], sent["CurrencyRate"], sent["BrandingThemeID"]) == ("CR-1", 0.6523, "theme-1")
    assert sent["LineAmountTypes"] == "Inclusive"
    assert sent["LineItems"][0]["ItemCode"] == "MBX"
    assert sent["LineItems"][0]["Tracking"] == [{"Name": "Region", "Option": "North"}]
    assert "Tracking" not in sent["LineItems"][1]


@given(rate=RATES)
def test_a_rate_of_six_decimals_leaves_exactly(rate: Decimal) -> None:
    body = json.loads(credit_notes_body([(a_credit_note(currency_rate=rate), LINDEN)]), parse_float=Decimal)
    assert Decimal(body["CreditNotes"][0]["CurrencyRate"]) == rate


@pytest.mark.parametrize("rate", ["0.1234567", "0", "-1", "1000000000"])
def test_a_rate_that_would_change_on_the_way_is_refused(rate: str) -> None:
    with pytest.raises(NotExact, match="rate"):
        credit_notes_body([(a_credit_note(currency_rate=Decimal(rate)), LINDEN)])


def test_a_draft_is_deleted_by_its_id_and_keeps_the_lines_that_are_sent() -> None:
    held = HeldLine(
        id=XeroId("l-1"),
        description="Mailbox PR-1/1",
        quantity=Decimal(10),
        unit_amount=Decimal("2.5"),
        line_amount=Decimal("22.50"),
        account_code="200",
        tax_type="OUTPUT",
        discount_rate=Decimal(10),
        tracking=(Tracking(category="Region", option="North"),),
    )
    words = HeldLine(id=XeroId("l-2"), description="Thank you", line_amount=Decimal(0))
    less = LineFigures(quantity=Decimal(8), unit_amount=Decimal("2.25"), amount=Decimal(18), arithmetic=None)
    lines = (KeptLine(line=held, figures=less), KeptLine(line=held), KeptLine(line=words), a_line())
    body = updates_body(
        [
            InvoiceUpdate(invoice_id=XeroId("i-1"), status=NewStatus.DELETED),
            InvoiceUpdate(invoice_id=XeroId("i-2"), lines=lines),
        ]
    )
    gone, changed = json.loads(body)["Invoices"]
    assert gone == {"InvoiceID": "i-1", "Status": "DELETED"}
    reduced, same, text, new = changed["LineItems"]
    assert set(changed) == {"InvoiceID", "LineItems"}
    assert (reduced["LineItemID"], reduced["Quantity"], reduced["UnitAmount"], reduced["LineAmount"]) == (
        "l-1", 8, 2.25, 18,
    )  # fmt: skip
    assert (reduced["DiscountRate"], same["DiscountRate"], same["LineAmount"]) == (0, 10, 22.5)
    assert reduced["Tracking"] == same["Tracking"] == [{"Name": "Region", "Option": "North"}]
    assert text == {"LineItemID": "l-2", "Description": "Thank you"}
    assert "LineItemID" not in new


def test_what_leaves_is_the_stored_text_byte_for_byte() -> None:
    def echo(sent: Sent) -> Any:
        body = json.loads(sent.body)
        return reply(
            {name: [{"InvoiceID": "i-1", "CreditNoteID": "c"} | item for item in items] for name, items in body.items()}
        )

    wire = FunctionWire(echo)
    own = organisation(wire)
    notes = credit_notes_body([(a_credit_note(currency_rate=Decimal("1.1")), LINDEN), (a_credit_note(), LINDEN)])
    updates = updates_body([InvoiceUpdate(invoice_id=XeroId("i-1"), lines=(a_line(unit_amount=Decimal("0.3333")),))])
    own.create(Call.CREATE_CREDIT_NOTES, notes, "key-1")
    own.change(Call.UPDATE_INVOICES, updates, "key-2")
    own.allocate(NOTE, PARTS, "key-3")
    assert [sent.body for sent in wire.sent] == [notes, updates, PARTS]
    assert [sent.method for sent in wire.sent] == ["PUT", "POST", "PUT"]
    assert [sent.headers["idempotency-key"] for sent in wire.sent] == ["key-1", "key-2", "key-3"]
    both = {"summarizeErrors": "false", "unitdp": "4"}
    assert [sent.query for sent in wire.sent] == [both, both, {"summarizeErrors": "false"}]
    assert wire.sent[2].url.startswith(f"https://api.xero.com/api.xro/2.0/CreditNotes/{NOTE}/Allocations?")


def test_a_stored_body_tells_what_a_credit_note_was_meant_to_say() -> None:
    [meant] = intended_credit_notes(credit_notes_body([(a_credit_note(number="CR-1"), LINDEN)]))
    same = an_invoice(number="CR-1", lines=a_credit_note().lines)
    assert meant == intended(same, LINDEN)


def test_a_credit_note_is_accepted_or_refused_and_pictured_like_an_invoice() -> None:
    body = credit_notes_body([(a_credit_note(), LINDEN), (a_credit_note(), LINDEN)])
    error = {"StatusAttributeString": "ERROR", "ValidationErrors": [{"Message": "No."}]}
    wire = ScriptedWire(reply({"CreditNotes": [saved_credit_note(Reference=None), error]}))
    good, bad = organisation(wire).create(Call.CREATE_CREDIT_NOTES, body, "key-1")
    assert isinstance(good, Accepted)
    assert (good.xero_id, good.number, good.picture["RemainingCredit"]) == (ID, "CN-0001", "27.5")
    assert bad == Refused(messages=("No.",))


def test_an_allocation_is_known_by_invoice_and_amount_since_xero_may_not_tell_its_id() -> None:
    good = {"Amount": 0.10, "Invoice": {"InvoiceID": PART.invoice_id.upper()}}
    assert allocate(good) == (Allocated(invoice_id=PART.invoice_id, amount=Decimal("0.1")),)
    refused = {"Amount": 0.10, "ValidationErrors": [{"Message": "Too much."}]}
    assert allocate(refused) == (Refused(messages=("Too much.",)),)


@pytest.mark.parametrize(
    "results",
    [
        [],
        [{"Amount": 0.10, "Invoice": {"InvoiceID": "another"}}],
        [{"Amount": 0.10}],
        [{"Amount": 0.11, "Invoice": {"InvoiceID": PART.invoice_id}}],
        ["text"],
    ],
)
def test_allocations_that_cannot_be_told_apart_are_uncertain(results: list[Any]) -> None:
    with pytest.raises(WorldFailed) as failed:
        allocate(*results)
    assert failed.value.failure.kind is FailureKind.UNCERTAIN


def test_a_credit_note_is_read_with_its_allocations() -> None:
    found = documents.credit_note(as_received(saved_credit_note()), "CreditNotes[0]")
    assert (found.id, found.number, found.remaining_credit) == (ID, "CN-0001", Decimal("27.5"))
    assert found.allocations == (HeldAllocation(id=None, invoice_id=XeroId("i-1"), amount=Decimal("2.5")),)
    assert documents.credit_note(as_received(saved_credit_note(Allocations=None)), "").allocations == ()


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"RemainingCredit": None}, "CreditNotes[0].RemainingCredit is missing"),
        ({"Allocations": [{"Amount": 1}]}, "CreditNotes[0].Allocations[0].Invoice is missing"),
        ({"Allocations": {"a": 1}}, "CreditNotes[0].Allocations is no list"),
    ],
)
def test_what_is_missing_of_a_credit_note_is_named(changes: dict[str, Any], path: str) -> None:
    with pytest.raises(WorldFailed) as failed:
        documents.credit_note(as_received(saved_credit_note(**changes)), "CreditNotes[0]")
    assert path in failed.value.failure.evidence


def test_a_line_is_read_with_all_that_a_credit_copies() -> None:
    line = {
        "LineItemID": "l-1", "Description": "Mailbox PR-1/1", "Quantity": 10.0, "UnitAmount": 2.5, "LineAmount": 22.5,
        "DiscountRate": 10.0, "TaxAmount": 2.25, "TaxType": "OUTPUT", "AccountCode": "200", "ItemCode": "MBX",
        "Tracking": [{"Name": "Region", "Option": "North", "TrackingCategoryID": "t"}],
    }  # fmt: skip
    dated = {"Date": "/Date(1795219200000+0000)/", "DueDateString": "", "AmountDue": 27.5, "CurrencyRate": 0.652300}
    found = documents.invoice(as_received(saved_invoice(LineItems=[line], LineAmountTypes="NoTax", **dated)), "")
    [read] = found.lines
    assert (read.quantity, read.unit_amount, read.line_amount) == (Decimal(10), Decimal("2.5"), Decimal("22.5"))
    assert (read.discount_rate, read.discount_amount, read.tax_amount) == (Decimal(10), None, Decimal("2.25"))
    assert read.id == "l-1"
    assert (read.account_code, read.tax_type, read.item_code) == ("200", "OUTPUT", "MBX")
    assert read.tracking == (Tracking(category="Region", option="North"),)
    assert (found.date, found.due_date, found.amount_due) == (date(2026, 11, 21), None, Decimal("27.5"))
    assert (found.currency_rate, found.line_amount_types, found.branding_theme) == (Decimal("0.6523"), "NoTax", None)


def test_the_stored_answer_is_the_same_value_as_the_answer_read() -> None:
    answer = as_received(saved_invoice(CurrencyRate=1.0, AmountDue=27.5, BrandingThemeID="t", Tags=["a"]))
    read = documents.invoice(answer, "")
    assert kept_invoice(stored(answer)) == read
    assert read.branding_theme == "t"


@pytest.mark.parametrize("changes", [{"InvoiceID": None}, {"Total": "a lot"}, {"LineItems": None}])
def test_what_is_no_whole_answer_is_no_picture_to_compare_with(changes: dict[str, Any]) -> None:
    assert kept_invoice(stored(as_received(saved_invoice(**changes)))) is None


def test_credit_notes_are_asked_for_by_where_fifty_at_a_time() -> None:
    wire = FunctionWire(lambda _: reply({"CreditNotes": [], "pagination": {"pageCount": 0}}))
    own = organisation(wire)
    own.credit_notes_by_number(['CR-"1"'])
    own.credit_notes_by_id([XeroId(f"id-{number}") for number in range(60)])
    own.credit_notes_since(datetime(2026, 11, 21, 9, 30, tzinfo=UTC))
    by_number, first, second, since = wire.sent
    assert by_number.query == {
        "where": r'CreditNoteNumber=="CR-\"1\""', "order": "CreditNoteID",
        "page": "1", "pageSize": "200", "unitdp": "4",
    }  # fmt: skip
    assert [sent.query["where"].count("CreditNoteID==Guid(") for sent in (first, second)] == [50, 10]
    assert "where" not in since.query
    assert since.headers["if-modified-since"] == "2026-11-21T09:30:00"
    assert own.credit_notes_by_id([]) == ()
    assert max(len(sent.url) for sent in wire.sent) < 8000


def test_a_supplier_s_credit_note_is_not_ours() -> None:
    rows = [saved_credit_note(), saved_credit_note(Type="ACCPAYCREDIT", CreditNoteID="bill")]
    wire = ScriptedWire(reply({"CreditNotes": rows, "pagination": {"pageCount": 1}}))
    assert [one.id for one in organisation(wire).credit_notes_by_number(["CN-0001"])] == [ID]


def test_a_credit_note_is_opened_where_people_log_in() -> None:
    page = f"/AccountsReceivable/ViewCreditNote.aspx?creditNoteID={ID}"
    own = XeroEndpoints().credit_note_page("!hArb1", ID)
    assert own == f"https://go.xero.com/organisationlogin/default.aspx?shortcode=!hArb1&redirecturl={page}"

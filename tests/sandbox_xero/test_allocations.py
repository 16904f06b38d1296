from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from sandbox.http import Request, Response
from sandbox.xero import FJORD, HARBOUR, Contract
from tests.sandbox_xero.builders import AnApp, a_line, a_world, messages

APPROVED = {"Status": "AUTHORISED", "Date": "2026-11-20"}


@pytest.fixture
def app() -> Iterator[AnApp]:
    made = AnApp(a_world(Contract.from_environment()))
    yield made
    assert made.world.violations == []


def an_invoice(app: AnApp, **more: Any) -> dict[str, Any]:
    """33.00 AUD to Acme, approved."""
    return app.invoice(**{**APPROVED, "DueDate": "2026-12-20", **more})


def a_note(app: AnApp, **more: Any) -> dict[str, Any]:
    """11.00 AUD to Acme, approved."""
    return app.credit_note(**{**APPROVED, "LineItems": [a_line(Quantity=1)], **more})


def allocate(app: AnApp, note: Any, invoice: Any, amount: float, query: str = "", **more: Any) -> Response:
    path = f"CreditNotes/{note['CreditNoteID']}/Allocations{query}"
    sent = {"Amount": amount, "Date": "2026-11-20", "Invoice": {"InvoiceID": invoice["InvoiceID"]}, **more}
    return app.call("PUT", path, {"Allocations": [sent]})


def read(app: AnApp, made: Any) -> dict[str, Any]:
    name = "CreditNote" if "CreditNoteID" in made else "Invoice"
    found: dict[str, Any] = app.call("GET", f"{name}s/{made[f'{name}ID']}").json()[f"{name}s"][0]
    return found


def test_an_allocation_moves_both_documents(app: AnApp) -> None:
    invoice, note = an_invoice(app), a_note(app)
    answer = allocate(app, note, invoice, 4.5)
    assert answer.status == 200
    assert answer.json()["Allocations"][0]["Amount"] == 4.5
    after, left = read(app, invoice), read(app, note)
    assert (after["AmountDue"], after["AmountCredited"], after["Status"]) == (28.5, 4.5, "AUTHORISED")
    assert [(one["CreditNoteNumber"], one["AppliedAmount"]) for one in after["CreditNotes"]] == [("CN-0001", 4.5)]
    assert (left["RemainingCredit"], left["Status"]) == (6.5, "AUTHORISED")
    assert [(one["Invoice"]["InvoiceNumber"], one["Amount"]) for one in left["Allocations"]] == [("INV-0001", 4.5)]


def test_what_is_used_up_is_paid_and_open_again_when_the_allocation_goes(app: AnApp) -> None:
    invoice, note = an_invoice(app, LineItems=[a_line(Quantity=1)]), a_note(app)
    allocate(app, note, invoice, 11)
    assert (read(app, invoice)["Status"], read(app, note)["Status"]) == ("PAID", "PAID")
    allocation = read(app, note)["Allocations"][0]["AllocationID"]
    gone = app.call("DELETE", f"CreditNotes/{note['CreditNoteID']}/Allocations/{allocation}")
    assert (gone.status, gone.json()["IsDeleted"]) == (200, True)
    after, left = read(app, invoice), read(app, note)
    assert (after["Status"], after["AmountDue"], after["CreditNotes"]) == ("AUTHORISED", 11.0, [])
    assert (left["Status"], left["RemainingCredit"], left["Allocations"]) == ("AUTHORISED", 11.0, [])
    assert app.call("DELETE", f"CreditNotes/{note['CreditNoteID']}/Allocations/{allocation}").status == 404


@pytest.mark.parametrize(
    ("invoice", "note", "amount", "words"),
    [
        ({"Status": "DRAFT"}, {}, 1, "The invoice must be authorised to be allocated to"),
        ({}, {"Status": "DRAFT"}, 1, "Credit Note must be authorised to be allocated"),
        ({}, {}, 11.01, "Credit Note cannot be allocated as amount is greater than amount outstanding"),
        ({"LineItems": [a_line(UnitAmount=1, Quantity=1)]}, {}, 2, "amount is greater than amount outstanding"),
        ({"CurrencyCode": "USD"}, {}, 1, "Credit Note cannot be allocated to an incorrect invoice type"),
        ({"Contact": {"Name": "Other"}}, {}, 1, "Credit Note cannot be allocated to an incorrect invoice type"),
        ({}, {}, 0, "The amount of an allocation must be greater than zero"),
        ({}, {}, 0.001, "must not have more than 2 decimal places"),
        ({"Date": "2026-11-21"}, {}, 1, "cannot be before the date of the credit note or of the invoice"),
    ],
)
def test_an_allocation_that_breaks_a_rule_changes_nothing(
    app: AnApp, invoice: dict[str, Any], note: dict[str, Any], amount: float, words: str
) -> None:
    billed, credit = an_invoice(app, **invoice), a_note(app, **note)
    answer = allocate(app, credit, billed, amount)
    assert answer.status == 400
    assert any(words in message for message in messages(answer, "Allocations"))
    assert (read(app, credit)["Allocations"], read(app, billed)["CreditNotes"]) == ([], [])


def test_a_paid_invoice_takes_no_credit_and_errors_can_come_by_element(app: AnApp) -> None:
    invoice, note = an_invoice(app), a_note(app)
    app.world.person(HARBOUR).pay("INV-0001")
    answer = allocate(app, note, invoice, 1, "?summarizeErrors=false")
    assert answer.status == 200
    assert "The invoice you are trying to allocate to has already been paid off" in messages(answer, "Allocations")


def test_what_does_not_exist_is_said(app: AnApp) -> None:
    note = a_note(app)
    assert messages(allocate(app, note, {"InvoiceID": FJORD}, 1), "Allocations") == ["The invoice could not be found"]
    assert allocate(app, {"CreditNoteID": FJORD}, {"InvoiceID": FJORD}, 1).status == 404


def test_a_lock_holds_for_allocations_made_and_taken_back(app: AnApp) -> None:
    invoice, note, person = an_invoice(app), a_note(app), app.world.person(HARBOUR)
    person.allocate("CN-0001", "INV-0001", Decimal(5))
    person.lock_until(period=date(2026, 11, 20))
    words = "The document date cannot be before the period lock date, currently set at 20-Nov-2026"
    assert messages(allocate(app, note, invoice, 1), "Allocations") == [words]
    path = f"CreditNotes/{note['CreditNoteID']}/Allocations/{read(app, note)['Allocations'][0]['AllocationID']}"
    assert app.call("DELETE", path).status == 400
    assert read(app, note)["RemainingCredit"] == 6.0


def test_an_allocated_document_keeps_its_amounts_and_cannot_be_voided(app: AnApp) -> None:
    invoice, note = an_invoice(app), a_note(app)
    allocate(app, note, invoice, 1)
    for resource, made in (("Invoices", invoice), ("CreditNotes", note)):
        path = f"{resource}/{made[resource.removesuffix('s') + 'ID']}"
        void = app.call("POST", path, {resource: [{"Status": "VOIDED"}]})
        more = app.call("POST", path, {resource: [{"LineItems": [a_line(Quantity=9)]}]})
        assert "it has payments or credit notes allocated to it." in messages(void, resource)[0]
        assert "it has a payment or credit note allocated to it." in messages(more, resource)[1]


def test_the_same_key_allocates_once(app: AnApp) -> None:
    invoice, note = an_invoice(app), a_note(app)
    sent = {"Allocations": [{"Amount": 2, "Date": "2026-11-20", "Invoice": {"InvoiceID": invoice["InvoiceID"]}}]}
    path = f"CreditNotes/{note['CreditNoteID']}/Allocations"
    for _ in range(2):
        assert app.call("PUT", path, sent, idempotency_key="k-1").status == 200
    assert read(app, note)["RemainingCredit"] == 9.0


def test_the_pages_show_what_was_applied(app: AnApp) -> None:
    invoice, note = an_invoice(app), a_note(app)
    allocate(app, note, invoice, 4)

    def page(url: str) -> str:
        return app.world.handle(Request(method="GET", url=f"/AccountsReceivable/{url}")).body.decode()

    own = page(f"ViewCreditNote.aspx?creditNoteID={note['CreditNoteID']}")
    other = page(f"View.aspx?InvoiceID={invoice['InvoiceID']}")
    for words in ("Credit note CN-0001", "Applied: INV-0001", "Remaining credit", "-4.00", "7.00"):
        assert words in own
    for words in ("Applied: CN-0001", "Amount due", "29.00"):
        assert words in other
    assert "No document has this id." in page("Elsewhere.aspx")

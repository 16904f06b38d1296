from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest

from connect_ext.books.days import Days
from connect_ext.books.ids import TenantId, XeroId
from connect_ext.work.failure import FailureKind, WorldFailed
from connect_ext.work.intent import Call
from connect_ext.xero.created import Accepted, Refused
from connect_ext.xero.encode import contacts_body, invoices_body
from connect_ext.xero.organisation import XeroOrganisation
from tests.xero.documents import ID, LINDEN, a_contact, an_invoice, saved_invoice
from tests.xero.wires import FunctionWire, ScriptedWire, reply, sender

TWO = invoices_body([(an_invoice(reference="R-1"), LINDEN), (an_invoice(reference="R-2"), LINDEN)])


def organisation(wire: Any) -> XeroOrganisation:
    return XeroOrganisation(sender(wire), TenantId("tenant-1"), "token-1")


def create(*results: Any, body: str = TWO, call: Call = Call.CREATE_INVOICES, name: str = "Invoices") -> Any:
    return organisation(ScriptedWire(reply({name: list(results)}))).create(call, body, "key-1")


def error(*messages: str) -> dict[str, Any]:
    return {
        "InvoiceID": "00000000-0000-0000-0000-000000000000",
        "StatusAttributeString": "ERROR",
        "HasErrors": True,
        "ValidationErrors": [{"Message": message} for message in messages],
    }


def held_contact(number: int, status: str = "ACTIVE") -> dict[str, Any]:
    return {"ContactID": f"c-{number}", "Name": f"N {number}", "ContactNumber": f"TA-{number}", "ContactStatus": status}


def test_each_element_is_accepted_or_refused_by_itself_and_in_order() -> None:
    good, bad = create(saved_invoice(Reference="R-1"), error("Not valid.", "Not valid.", "Too old."))
    assert isinstance(good, Accepted)
    assert (good.xero_id, good.number, good.answered["SubTotal"]) == (ID, "INV-0001", Decimal(25))
    assert good.warnings == ()
    assert bad == Refused(messages=("Not valid.", "Too old."))


def test_a_warning_is_no_refusal() -> None:
    warned = saved_invoice(Reference="R-1", StatusAttributeString="WARNING", Warnings=[{"Message": "Odd rate."}])
    first, _ = create(warned, saved_invoice(Reference="R-2"))
    assert first.warnings == ("Odd rate.",)


@pytest.mark.parametrize(
    "sign", [{"HasErrors": True}, {"HasValidationErrors": True}, {"ValidationErrors": [{"Message": "No."}]}]
)
def test_any_sign_of_an_error_is_a_refusal(sign: dict[str, Any]) -> None:
    refused, _ = create(saved_invoice(Reference="R-1") | sign, saved_invoice(Reference="R-2"))
    assert isinstance(refused, Refused)
    assert refused.messages


@pytest.mark.parametrize(
    "results",
    [
        [],
        [saved_invoice(Reference="R-1")],
        [saved_invoice(Reference="R-1"), saved_invoice(Reference="R-2"), saved_invoice()],
        [saved_invoice(Reference="R-2"), saved_invoice(Reference="R-1")],
        [saved_invoice(Reference="R-1"), saved_invoice(Reference="R-2", InvoiceID=None)],
        [saved_invoice(Reference="R-1"), "text"],
    ],
    ids=["none", "too few", "too many", "swapped", "without an id", "no object"],
)
def test_results_that_cannot_be_told_apart_leave_the_batch_uncertain(results: list[Any]) -> None:
    with pytest.raises(WorldFailed) as failed:
        create(*results)
    assert failed.value.failure.kind is FailureKind.UNCERTAIN


@pytest.mark.parametrize("body", [None, [], {"Contacts": []}, {"Invoices": {}}])
def test_a_success_without_results_leaves_the_batch_uncertain(body: Any) -> None:
    with pytest.raises(WorldFailed) as failed:
        organisation(ScriptedWire(reply(body))).create(Call.CREATE_INVOICES, TWO, "key-1")
    assert failed.value.failure.kind is FailureKind.UNCERTAIN


def test_the_stored_picture_keeps_every_digit_as_text() -> None:
    first, _ = create(saved_invoice(Reference="R-1", CurrencyRate=0.652300), saved_invoice(Reference="R-2"))
    assert first.picture["CurrencyRate"] == "0.6523"
    assert first.picture["LineItems"][0]["LineAmount"] == "25.0"
    assert first.picture["HasErrors"] is False


def test_contacts_are_made_without_invoice_options() -> None:
    wire = ScriptedWire(reply({"Contacts": [held_contact(1) | {"HasValidationErrors": False}]}))
    [made] = organisation(wire).create(Call.CREATE_CONTACTS, contacts_body([a_contact()]), "key-1")
    assert isinstance(made, Accepted)
    assert (made.xero_id, made.number) == ("c-1", "TA-1")
    assert wire.sent[0].query == {"summarizeErrors": "false"}


def test_contacts_are_found_by_id_archived_ones_too() -> None:
    wire = ScriptedWire(
        reply({"Contacts": [held_contact(1), held_contact(2, "ARCHIVED")], "pagination": {"pageCount": 1}})
    )
    found = organisation(wire).contacts_by_id([XeroId("c-1"), XeroId("c-2")])
    assert [(one.id, one.active) for one in found] == [("c-1", True), ("c-2", False)]
    assert wire.sent[0].query == {"IDs": "c-1,c-2", "includeArchived": "true", "page": "1", "pageSize": "200"}


def test_contacts_are_found_by_number_in_one_call_with_quotes_escaped() -> None:
    wire = ScriptedWire(reply({"Contacts": [], "pagination": {"pageCount": 0}}))
    organisation(wire).contacts_by_number(["TA-1", 'a"b\\c'])
    assert wire.sent[0].query["where"] == r'ContactNumber=="TA-1" OR ContactNumber=="a\"b\\c"'
    assert wire.sent[0].query["includeArchived"] == "true"


def test_asking_for_nothing_asks_nothing() -> None:
    wire = ScriptedWire()
    own = organisation(wire)
    assert own.contacts_by_id([]) == own.contacts_by_number([]) == ()
    assert own.invoices_by_number([]) == ()
    assert wire.sent == []


def test_sixty_numbers_take_two_calls() -> None:
    wire = FunctionWire(lambda _: reply({"Invoices": [], "pagination": {"pageCount": 0}}))
    organisation(wire).invoices_by_number([f"PR-{n}" for n in range(60)])
    assert [sent.query["InvoiceNumbers"].count(",") for sent in wire.sent] == [49, 9]


def test_a_bill_with_the_same_number_is_not_ours() -> None:
    rows = [saved_invoice(), saved_invoice(Type="ACCPAY", InvoiceID="bill")]
    wire = ScriptedWire(reply({"Invoices": rows, "pagination": {"pageCount": 1}}))
    assert [one.id for one in organisation(wire).invoices_by_number(["INV-0001"])] == [ID]


def test_a_number_with_a_comma_cannot_be_asked_for() -> None:
    with pytest.raises(ValueError, match="comma"):
        organisation(ScriptedWire()).invoices_by_number(["a,b"])


def test_what_changed_since_is_asked_in_utc_and_read_to_the_last_page() -> None:
    pages = [
        reply({"Invoices": [saved_invoice(InvoiceID=f"i-{page}")], "pagination": {"pageCount": 3}})
        for page in (1, 2, 3)
    ]
    wire = ScriptedWire(*pages)
    since = datetime(2026, 11, 21, 22, 30, tzinfo=timezone(timedelta(hours=13)))
    found = organisation(wire).invoices_since(since, ours=True)
    assert [one.id for one in found] == ["i-1", "i-2", "i-3"]
    assert wire.sent[0].headers["if-modified-since"] == "2026-11-21T09:30:00"
    assert wire.sent[2].query == {
        "order": "InvoiceID",
        "page": "3",
        "createdByMyApp": "true",
        "unitdp": "4",
        "pageSize": "200",
    }


def test_documents_of_some_days_are_asked_for_in_the_form_that_xero_answers_quickly() -> None:
    wire = ScriptedWire(reply({"Invoices": []}), reply({"CreditNotes": []}))
    own, november = organisation(wire), Days(start=date(2026, 11, 1), end=date(2026, 12, 1))
    assert (own.invoices_dated(november), own.credit_notes_dated(november)) == ((), ())
    where = "Date>=DateTime(2026, 11, 01) AND Date<DateTime(2026, 12, 01)"
    assert [sent.query["where"] for sent in wire.sent] == [where, where]
    assert wire.sent[0].query["Statuses"] == "DRAFT,SUBMITTED,AUTHORISED,PAID"


def test_without_a_page_count_only_an_empty_page_is_the_end() -> None:
    wire = ScriptedWire(reply({"Invoices": [saved_invoice()]}), reply({"Invoices": []}))
    assert len(organisation(wire).invoices_by_number(["INV-0001"])) == 1
    assert len(wire.sent) == 2

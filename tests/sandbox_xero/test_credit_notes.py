from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from urllib.parse import quote

import pytest

from sandbox.http import Response
from sandbox.xero import FJORD, HARBOUR, Contract
from tests.sandbox_xero.builders import AnApp, a_credit_note, a_line, a_world, messages


@pytest.fixture
def app() -> Iterator[AnApp]:
    """Each request and answer is one that Xero describes."""
    made = AnApp(a_world(Contract.from_environment()))
    yield made
    assert made.world.violations == []


def put(app: AnApp, *notes: dict[str, Any], query: str = "unitdp=4", **headers: str) -> Response:
    return app.call("PUT", f"CreditNotes?{query}", {"CreditNotes": list(notes)}, **headers)


def test_a_credit_note_is_kept_numbered_and_echoed_with_what_follows(app: AnApp) -> None:
    made = app.credit_note(LineItems=[a_line(Quantity=3, UnitAmount=8.3333)])
    assert (made["CreditNoteNumber"], made["Status"], made["Type"]) == ("CN-0001", "DRAFT", "ACCRECCREDIT")
    assert (made["SubTotal"], made["TotalTax"], made["Total"], made["RemainingCredit"]) == (25.0, 2.5, 27.5, 27.5)
    assert (made["LineItems"][0]["UnitAmount"], made["Allocations"]) == (8.3333, [])
    assert app.credit_note()["CreditNoteNumber"] == "CN-0002"
    assert app.invoice()["InvoiceNumber"] == "INV-0001"


def test_tax_is_rounded_per_line_and_then_added(app: AnApp) -> None:
    lines = [a_line(Quantity=1, UnitAmount=amount) for amount in (0.05, 0.05, 0.05)]
    assert app.credit_note(LineItems=lines)["TotalTax"] == 0.03


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"Type": "ACCPAYCREDIT"}, "Credit note not of valid type; the stand-in keeps ACCRECCREDIT only"),
        ({"LineItems": [a_line(DiscountRate=10)]}, "Discounts cannot be applied to credit notes."),
        ({"LineItems": [a_line(DiscountAmount=1)]}, "Discounts cannot be applied to credit notes."),
        ({"LineItems": [a_line(AccountCode="999")]}, "Account code '999' is not a valid code for this document."),
        ({"LineItems": [a_line(TaxType="INPUT")]}, "The TaxType code 'INPUT' cannot be used with account code '200'."),
        ({"LineItems": [a_line(UnitAmount=-1)]}, "The document total must not be less than zero."),
        ({"LineItems": []}, "One or more line items must be specified"),
        ({"CurrencyCode": "GBP"}, "Organisation is not subscribed to currency GBP"),
        ({"CurrencyRate": 0}, "CurrencyRate must be greater than zero"),
        ({"Contact": {}}, "A Contact must be specified for this type of transaction"),
        ({"Date": "tomorrow"}, "Date 'tomorrow' is not a valid date"),
        ({"BrandingThemeID": FJORD}, f"Branding theme {FJORD} does not exist."),
    ],
)
def test_a_broken_rule_is_said_in_xero_s_words_and_saves_nothing(
    app: AnApp, changes: dict[str, Any], words: str
) -> None:
    answer = put(app, a_credit_note(**changes))
    assert (answer.status, answer.json()["Type"]) == (400, "ValidationException")
    assert words in messages(answer, "CreditNotes")
    assert app.world.books(HARBOUR).credit_notes == ()


def test_one_bad_element_does_not_spoil_a_batch_that_is_not_summarised(app: AnApp) -> None:
    answer = put(
        app, a_credit_note(CreditNoteNumber="A"), a_credit_note(CreditNoteNumber="A"), query="summarizeErrors=false"
    )
    good, bad = answer.json()["CreditNotes"]
    assert (answer.status, good["StatusAttributeString"], bad["StatusAttributeString"]) == (200, "OK", "ERROR")
    assert messages(answer, "CreditNotes", 1) == ["Credit note # must be unique."]
    assert len(app.world.books(HARBOUR).credit_notes) == 1


def test_the_same_key_answers_again_and_makes_nothing_new(app: AnApp) -> None:
    first, second = (put(app, a_credit_note(), idempotency_key="k-1") for _ in range(2))
    assert first.body == second.body
    assert len(app.world.books(HARBOUR).credit_notes) == 1


def test_faults_reach_the_new_endpoints(app: AnApp) -> None:
    app.world.faults.find_wrong("PUT", "/api.xro/2.0/CreditNotes", "Not today.")
    assert messages(put(app, a_credit_note()), "CreditNotes") == ["Not today."]
    app.world.faults.warn("PUT", "/api.xro/2.0/CreditNotes", "Odd rate.")
    assert put(app, a_credit_note()).json()["CreditNotes"][0]["Warnings"] == [{"Message": "Odd rate."}]


def test_nothing_is_dated_or_changed_inside_a_locked_period(app: AnApp) -> None:
    made = app.credit_note()
    app.world.person(HARBOUR).lock_until(period=date(2026, 11, 20))
    words = ["The document date cannot be before the period lock date, currently set at 20-Nov-2026"]
    assert messages(put(app, a_credit_note()), "CreditNotes") == words
    changed = app.call("POST", f"CreditNotes/{made['CreditNoteID']}", {"CreditNotes": [{"Status": "DELETED"}]})
    assert messages(changed, "CreditNotes") == words


def test_a_rate_of_its_own_is_kept_and_otherwise_it_is_the_day_s(app: AnApp) -> None:
    assert app.credit_note(CurrencyCode="USD", CurrencyRate=0.61)["CurrencyRate"] == 0.61
    assert app.credit_note(CurrencyCode="USD")["CurrencyRate"] == 0.6523


def test_lines_of_a_draft_are_changed_by_id(app: AnApp) -> None:
    made = app.credit_note(LineItems=[a_line(Description="kept"), a_line(Description="dropped")])
    kept = made["LineItems"][0]["LineItemID"]
    content = {"CreditNotes": [{"LineItems": [{"LineItemID": kept, "Quantity": 1}]}]}
    after = app.call("POST", f"CreditNotes/{made['CreditNoteID']}", content).json()["CreditNotes"][0]
    assert [(one["LineItemID"], one["Description"], one["Quantity"]) for one in after["LineItems"]] == [
        (kept, "kept", 1.0)
    ]
    assert after["RemainingCredit"] == 11.0


@pytest.mark.parametrize(
    ("steps", "end"),
    [
        (["SUBMITTED", "AUTHORISED", "VOIDED"], "VOIDED"),
        (["DELETED"], "DELETED"),
        (["VOIDED"], None),
        (["AUTHORISED", "DRAFT"], None),
        (["AUTHORISED", "DELETED"], None),
        (["DELETED", "DRAFT"], None),
    ],
)
def test_a_status_moves_only_along_xero_s_ways(app: AnApp, steps: list[str], end: str | None) -> None:
    path = f"CreditNotes/{app.credit_note()['CreditNoteID']}"
    answer = [app.call("POST", path, {"CreditNotes": [{"Status": step}]}) for step in steps][-1]
    if end is None:
        assert "Credit note not of valid status for modification" in messages(answer, "CreditNotes")[0]
    else:
        assert answer.json()["CreditNotes"][0]["Status"] == end
        assert answer.json()["CreditNotes"][0]["RemainingCredit"] == 0


def test_credit_notes_are_found_by_where_page_and_day_of_change(app: AnApp) -> None:
    first = app.credit_note(CreditNoteNumber="A", Contact={"Name": "One"}, Reference="INV-1")
    app.credit_note(CreditNoteNumber="B", Contact={"Name": "Two"})
    app.world.clock.move(timedelta(days=1))
    app.consent_again()
    app.credit_note(CreditNoteNumber="C", Contact={"Name": "Two"})

    def found(query: str, **headers: str) -> list[str]:
        answer = app.call("GET", f"CreditNotes?{query}", **headers)
        return [one["CreditNoteNumber"] for one in answer.json()["CreditNotes"]]

    contact = first["Contact"]["ContactID"]
    assert found("where=" + quote(f'Contact.ContactID==Guid("{contact}")')) == ["A"]
    assert found("where=" + quote('CreditNoteNumber=="B" OR CreditNoteNumber=="C"')) == ["B", "C"]
    assert found("where=" + quote(f'CreditNoteID==Guid("{first["CreditNoteID"]}")')) == ["A"]
    assert found("page=2&pageSize=2") == ["C"]
    assert found("order=" + quote("CreditNoteNumber DESC")) == ["C", "B", "A"]
    assert found("", if_modified_since="2026-11-20T12:00:00") == ["C"]


def test_a_list_shows_lines_only_on_pages(app: AnApp) -> None:
    made = app.credit_note()
    listed, paged, one = (app.call("GET", f"CreditNotes{tail}") for tail in ("", "?page=1", f"/{made['CreditNoteID']}"))
    assert [len(answer.json()["CreditNotes"][0]["LineItems"]) for answer in (listed, paged, one)] == [0, 1, 1]
    assert app.call("GET", f"CreditNotes/{FJORD}").status == 404


def test_post_edits_the_credit_note_that_holds_the_id(app: AnApp) -> None:
    made = app.credit_note()
    content = {"CreditNotes": [{"CreditNoteID": made["CreditNoteID"], "Reference": "PO 7"}, a_credit_note()]}
    assert app.call("POST", "CreditNotes", content).status == 200
    assert [one["Reference"] for one in app.world.books(HARBOUR).credit_notes] == ["PO 7", None]
    gone = app.call("POST", "CreditNotes", {"CreditNotes": [{"CreditNoteID": FJORD}]})
    assert messages(gone, "CreditNotes") == [f"CreditNote with CreditNoteID {FJORD} does not exist"]


def test_reading_asks_for_one_scope_and_writing_for_another(app: AnApp) -> None:
    reader = AnApp(app.world, scopes=["accounting.invoices.read"])
    assert reader.call("GET", "CreditNotes").status == 200
    assert put(reader, a_credit_note()).status == 401


def test_a_person_approves_edits_refunds_voids_and_deletes(app: AnApp) -> None:
    person = app.world.person(HARBOUR)
    for number in ("A", "B", "C"):
        app.credit_note(CreditNoteNumber=number)
    person.edit("A", Reference="seen")
    person.approve("A")
    person.refund("A", Decimal(3))
    assert app.world.books(HARBOUR).credit_note("A")["RemainingCredit"] == Decimal("30.00")
    person.refund("A")
    person.approve("B")
    person.void("B")
    person.delete("C")
    states = [(one["Status"], one["Reference"]) for one in app.world.books(HARBOUR).credit_notes]
    assert states == [("PAID", "seen"), ("VOIDED", None), ("DELETED", None)]
    with pytest.raises(ValueError, match="only an approved document"):
        person.refund("A")
    with pytest.raises(ValueError, match="there is no"):
        person.refund("D")

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from sandbox.xero import FJORD, HARBOUR
from tests.sandbox_xero.builders import AnApp, a_line, a_world, an_invoice, messages


def test_an_invoice_is_numbered_summed_and_echoed_as_xero_does() -> None:
    app = AnApp(a_world())
    made = app.invoice(LineItems=[a_line(Quantity=3, UnitAmount=0.3333), a_line(Description="Only words")])
    assert made["InvoiceNumber"] == "INV-0001"
    assert made["Date"] == "/Date(1795132800000+0000)/"
    assert made["DateString"] == "2026-11-20T00:00:00"
    assert (made["SubTotal"], made["TotalTax"], made["Total"], made["AmountDue"]) == (31.0, 3.1, 34.1, 34.1)
    kept = app.world.books(HARBOUR).invoice("INV-0001")
    assert [line["LineAmount"] for line in kept["LineItems"]] == [Decimal("1.00"), Decimal("30.00")]
    assert kept["Contact"] == "Acme Pty"


def test_answers_write_amounts_as_exact_decimals() -> None:
    app = AnApp(a_world())
    lines = [a_line(Quantity=1, UnitAmount=99999999.9999)]
    answer = app.call("PUT", "Invoices?unitdp=4", {"Invoices": [an_invoice(LineItems=lines)]})
    assert b'"UnitAmount":99999999.9999,' in answer.body
    assert b'"Total":110000000.00,' in answer.body


def test_tax_is_rounded_on_each_line_and_then_added() -> None:
    lines = [a_line(Quantity=1, UnitAmount=unit, TaxType="OUTPUT") for unit in (0.05, 0.05, 0.15)]
    made = AnApp(a_world()).invoice(LineItems=lines)
    assert (made["SubTotal"], made["TotalTax"]) == (0.25, 0.04)


def test_inclusive_amounts_contain_their_tax_and_untaxed_ones_have_none() -> None:
    app = AnApp(a_world())
    inclusive = app.invoice(LineAmountTypes="Inclusive", LineItems=[a_line(Quantity=1, UnitAmount=110)])
    untaxed = app.invoice(LineAmountTypes="NoTax", LineItems=[a_line(Quantity=1, UnitAmount=110)])
    assert (inclusive["SubTotal"], inclusive["TotalTax"], inclusive["Total"]) == (100.0, 10.0, 110.0)
    assert (untaxed["SubTotal"], untaxed["TotalTax"], untaxed["Total"]) == (110.0, 0.0, 110.0)


def test_without_unitdp_the_unit_is_cut_to_cents_before_anything_else() -> None:
    app = AnApp(a_world())
    lines = [a_line(Quantity=3, UnitAmount=0.3333, LineAmount=1.00)]
    answer = app.call("PUT", "Invoices", {"Invoices": [an_invoice(LineItems=lines)]})
    assert messages(answer) == ["The line total 1.0 does not match the expected line total 0.99"]


def test_an_invoice_without_a_date_is_dated_in_the_organisation_s_own_day() -> None:
    world = a_world()
    world.clock.move(timedelta(hours=12))
    sydney, london = AnApp(world, HARBOUR), AnApp(world, FJORD)
    assert sydney.invoice(Date=None)["DateString"] == "2026-11-21T00:00:00"
    there = london.invoice(Date=None, LineItems=[a_line(TaxType="OUTPUT2")])
    assert there["DateString"] == "2026-11-20T00:00:00"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"CurrencyCode": "GBP"}, "Organisation is not subscribed to currency GBP"),
        (
            {"LineItems": [a_line(TaxType="GST")]},
            "TaxType code GST does not exist or cannot be used for this type of transaction.",
        ),
        ({"LineItems": [a_line(AccountCode=None)], "Status": "SUBMITTED"}, "Account code must be specified"),
        ({"LineItems": [a_line(AccountCode="999")]}, "Account code '999' is not a valid code for this document."),
        ({"LineItems": [a_line(AccountCode="205")]}, "Account code '205' is not a valid code for this document."),
        ({"LineItems": [a_line(AccountCode="610")]}, "Account code '610' is not a valid code for this document."),
        ({"LineItems": [a_line(TaxType="INPUT")]}, "The TaxType code 'INPUT' cannot be used with account code '200'."),
        ({"LineItems": [a_line(Quantity=-1)]}, "Quantity must not be less than zero"),
        ({"LineItems": [a_line(ItemCode="NOPE")]}, "Item code 'NOPE' is not valid"),
        ({"LineItems": [a_line(UnitAmount=-1)]}, "The document total must not be less than zero."),
        ({"LineItems": [a_line(Description="x" * 4001)]}, "Description must be 4000 characters or fewer"),
        ({"LineItems": []}, "One or more line items must be specified"),
        ({"Url": "https://go.xero.com/x"}, "Url must be a valid absolute URL and must not contain 'xero'"),
        ({"Status": "AUTHORISED"}, "The document DueDate field must be specified."),
        ({"Contact": {}}, "A Contact must be specified for this type of transaction"),
        ({"Date": "tomorrow"}, "Date 'tomorrow' is not a valid date"),
    ],
)
def test_a_broken_rule_is_said_in_xero_s_words_and_saves_nothing(changes: dict[str, Any], words: str) -> None:
    app = AnApp(a_world())
    answer = app.call("PUT", "Invoices", {"Invoices": [an_invoice(**changes)]})
    assert (answer.status, answer.json()["ErrorNumber"], answer.json()["Type"]) == (400, 10, "ValidationException")
    assert words in messages(answer)
    assert app.world.books(HARBOUR).invoices == ()
    assert app.world.books(HARBOUR).contacts == ()


def test_one_bad_element_undoes_the_batch_unless_errors_are_not_summarised() -> None:
    app = AnApp(a_world())
    batch = {"Invoices": [an_invoice(InvoiceNumber="A"), an_invoice(CurrencyCode="GBP"), an_invoice()]}
    assert app.call("PUT", "Invoices", batch).status == 400
    assert app.world.books(HARBOUR).invoices == ()
    answer = app.call("PUT", "Invoices?summarizeErrors=false", batch)
    marks = [(one["StatusAttributeString"], one["HasErrors"]) for one in answer.json()["Invoices"]]
    assert answer.status == 200
    assert marks == [("OK", False), ("ERROR", True), ("OK", False)]
    assert messages(answer, position=1) == ["Organisation is not subscribed to currency GBP"]
    assert [one["InvoiceNumber"] for one in app.world.books(HARBOUR).invoices] == ["A", "INV-0001"]


def test_a_number_is_used_once_even_inside_one_batch() -> None:
    app = AnApp(a_world())
    batch = {"Invoices": [an_invoice(InvoiceNumber="PR-1"), an_invoice(InvoiceNumber="PR-1")]}
    answer = app.call("PUT", "Invoices?summarizeErrors=false", batch)
    assert messages(answer, position=0) == []
    assert messages(answer, position=1) == ["Invoice # must be unique."]


def test_post_edits_the_invoice_that_holds_the_number() -> None:
    app = AnApp(a_world())
    app.invoice(InvoiceNumber="PR-1")
    edited = app.call("POST", "Invoices", {"Invoices": [{"InvoiceNumber": "PR-1", "Reference": "PO 7"}]})
    assert edited.status == 200
    assert [one["Reference"] for one in app.world.books(HARBOUR).invoices] == ["PO 7"]


def test_an_archived_contact_cannot_be_invoiced_and_an_unknown_one_is_not_found() -> None:
    app = AnApp(a_world())
    archived = app.contact("Gone Pty", ContactStatus="ARCHIVED")
    for contact_id, words in ((archived, "has been archived"), (FJORD, "could not be found")):
        answer = app.call("PUT", "Invoices", {"Invoices": [an_invoice(Contact={"ContactID": contact_id})]})
        assert words in messages(answer)[0]


def test_anything_beside_a_contact_id_changes_the_contact_itself() -> None:
    app = AnApp(a_world())
    people = [{"FirstName": "Ada", "LastName": "Reed"}]
    contact_id = app.contact("Acme Pty", ContactPersons=people)
    app.invoice(Contact={"ContactID": contact_id})
    assert app.world.books(HARBOUR).contacts[0]["ContactPersons"] == people
    app.invoice(Contact={"ContactID": contact_id, "Name": "Acme Group"})
    changed = app.world.books(HARBOUR).contacts[0]
    assert (changed["Name"], changed["ContactPersons"]) == ("Acme Group", [])


def test_nothing_is_dated_or_changed_inside_a_locked_period() -> None:
    app = AnApp(a_world())
    made = app.invoice()
    app.world.person(HARBOUR).lock_until(period=date(2026, 11, 20))
    words = ["The document date cannot be before the period lock date, currently set at 20-Nov-2026"]
    assert messages(app.call("PUT", "Invoices", {"Invoices": [an_invoice()]})) == words
    voided = app.call("POST", f"Invoices/{made['InvoiceID']}", {"Invoices": [{"Status": "DELETED"}]})
    assert messages(voided) == words
    assert app.call("PUT", "Invoices", {"Invoices": [an_invoice(Date="2026-11-21")]}).status == 200


def test_an_update_keeps_lines_by_id_drops_the_missing_and_puts_new_ones_first() -> None:
    app = AnApp(a_world())
    made = app.invoice(LineItems=[a_line(Description="kept"), a_line(Description="dropped")])
    kept = made["LineItems"][0]["LineItemID"]
    lines = [{"LineItemID": kept, "Quantity": 5}, a_line(Description="new")]
    answer = app.call("POST", f"Invoices/{made['InvoiceID']}", {"Invoices": [{"LineItems": lines}]})
    after = answer.json()["Invoices"][0]
    shown = [(one["Description"], one["Quantity"], one["UnitAmount"]) for one in after["LineItems"]]
    assert shown == [("new", 3.0, 10.0), ("kept", 5.0, 10.0)]
    assert after["LineItems"][1]["LineItemID"] == kept
    assert after["SubTotal"] == 80.0


@pytest.mark.parametrize(
    ("start", "steps", "end"),
    [
        ("DRAFT", ["SUBMITTED", "AUTHORISED", "VOIDED"], "VOIDED"),
        ("DRAFT", ["DELETED"], "DELETED"),
        ("AUTHORISED", ["DRAFT"], None),
        ("AUTHORISED", ["DELETED"], None),
        ("DRAFT", ["VOIDED"], None),
        ("DRAFT", ["DELETED", "DRAFT"], None),
    ],
)
def test_a_status_moves_only_along_xero_s_ways(start: str, steps: list[str], end: str | None) -> None:
    app = AnApp(a_world())
    made = app.invoice(Status=start, DueDate="2026-12-20")
    path = f"Invoices/{made['InvoiceID']}"
    answer = [app.call("POST", path, {"Invoices": [{"Status": step}]}) for step in steps][-1]
    if end is None:
        assert "Invoice not of valid status for modification" in messages(answer)[0]
    else:
        assert answer.json()["Invoices"][0]["Status"] == end
        assert answer.json()["Invoices"][0]["AmountDue"] == 0


def test_a_part_paid_invoice_keeps_its_amounts_and_cannot_be_voided() -> None:
    app = AnApp(a_world())
    path = f"Invoices/{app.invoice(Status='AUTHORISED', DueDate='2026-12-20')['InvoiceID']}"
    app.world.person(HARBOUR).pay("INV-0001", Decimal("3.00"))
    more = app.call("POST", path, {"Invoices": [{"LineItems": [a_line(Quantity=9)]}]})
    void = app.call("POST", path, {"Invoices": [{"Status": "VOIDED"}]})
    renamed = app.call("POST", path, {"Invoices": [{"Reference": "PO 8"}]})
    assert messages(more)[1] == "This document cannot be edited as it has a payment or credit note allocated to it."
    assert "it has payments or credit notes allocated to it." in messages(void)[0]
    assert (renamed.status, renamed.json()["Invoices"][0]["AmountDue"]) == (200, 30.0)


def test_a_paid_invoice_is_closed() -> None:
    app = AnApp(a_world())
    app.invoice(Status="AUTHORISED", DueDate="2026-12-20")
    app.world.person(HARBOUR).pay("INV-0001")
    answer = app.call("POST", "Invoices/INV-0001", {"Invoices": [{"Reference": "late"}]})
    assert app.world.books(HARBOUR).invoice("INV-0001")["Status"] == "PAID"
    assert messages(answer) == ["Invoice not of valid status for modification"]

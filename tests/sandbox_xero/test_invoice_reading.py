from __future__ import annotations

from datetime import timedelta
from urllib.parse import quote

from sandbox.xero import HARBOUR
from tests.sandbox_xero.builders import AnApp, a_world, an_invoice


def test_a_list_shows_lines_only_on_pages_and_says_how_many_there_are() -> None:
    app = AnApp(a_world())
    for _ in range(3):
        app.invoice()
    whole = app.call("GET", "Invoices").json()
    page = app.call("GET", "Invoices?page=2&pageSize=2").json()
    light = app.call("GET", "Invoices?summaryOnly=true").json()
    assert "pagination" not in whole
    assert [one["LineItems"] for one in whole["Invoices"]] == [[], [], []]
    assert page["pagination"] == {"page": 2, "pageSize": 2, "pageCount": 2, "itemCount": 3}
    assert [len(one["LineItems"]) for one in page["Invoices"]] == [1]
    assert light["pagination"]["itemCount"] == 3
    assert light["Invoices"][0]["LineItems"] == []


def test_invoices_are_found_by_every_filter() -> None:
    world = a_world()
    app = AnApp(world)
    first = app.invoice(InvoiceNumber="PR-1", Reference="PO 1", Contact={"Name": "One"})
    app.invoice(
        InvoiceNumber="PR-2", Reference="PO 2", Contact={"Name": "Two"}, Status="SUBMITTED", DueDate="2026-12-01"
    )
    world.clock.move(timedelta(days=1))
    world.person(HARBOUR).write("PUT", "Invoices", {"Invoices": [an_invoice(InvoiceNumber="BY-HAND")]})
    app.consent_again()

    def found(query: str, **headers: str) -> list[str]:
        answer = app.call("GET", f"Invoices?{query}", **headers)
        return [one["InvoiceNumber"] for one in answer.json()["Invoices"]]

    assert found("InvoiceNumbers=PR-2,PR-9,PR-1") == ["PR-1", "PR-2"]
    assert found(f"IDs={first['InvoiceID']}") == ["PR-1"]
    assert found(f"ContactIDs={first['Contact']['ContactID']}") == ["PR-1"]
    assert found("Statuses=SUBMITTED,PAID") == ["PR-2"]
    assert found("createdByMyApp=true") == ["PR-1", "PR-2"]
    assert found("where=" + quote('Reference=="PO 1" OR Reference=="PO 2"')) == ["PR-1", "PR-2"]
    assert found("where=" + quote('Status=="DRAFT" AND Date>=DateTime(2026,11,20) AND Contact.Name=="One"')) == ["PR-1"]
    assert found("order=" + quote("InvoiceNumber DESC")) == ["PR-2", "PR-1", "BY-HAND"]
    assert found("", if_modified_since="2026-11-20T12:00:00") == ["BY-HAND"]


def test_a_where_clause_that_cannot_be_read_is_refused() -> None:
    answer = AnApp(a_world()).call("GET", "Invoices?where=" + quote('Colour=="red"'))
    assert (answer.status, answer.json()["Type"]) == (400, "QueryParseException")


def test_an_invoice_is_read_by_id_or_number_and_absent_ones_are_not_found() -> None:
    app = AnApp(a_world())
    made = app.invoice()
    for target in (made["InvoiceID"], "INV-0001"):
        assert app.call("GET", f"Invoices/{target}").json()["Invoices"][0]["LineItems"]
    assert app.call("GET", "Invoices/INV-0002").status == 404

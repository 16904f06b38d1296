from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from sandbox.http import Response, Unanswered
from sandbox.portal.faults import BAD_DAYS
from sandbox.xero import HARBOUR
from sandbox.xero.identity import CLIENT_ID, InvalidGrant
from tests.sandbox_portal.builders import APortal
from tests.sandbox_xero.builders import AnApp, an_invoice, messages

ON_SENDING = [
    ("minute_limit", 429), ("day_limit", 429), ("app_limit", 429), ("concurrent_limit", 429), ("internal_error", 500),
    ("offline", 503), ("forbidden", 403),
]  # fmt: skip


def send(app: AnApp) -> Response:
    return app.call("PUT", "Invoices?unitdp=4&summarizeErrors=false", {"Invoices": [an_invoice()]})


def armed(stage: APortal) -> dict[str, int]:
    return {fault["kind"]: fault["active"] for fault in stage.browser().state["faults"] if fault["active"]}


def arm(stage: APortal, kind: str, times: int = 1) -> None:
    stage.browser().expect(200, "POST", "xero/faults", {"kind": kind, "times": times})


@pytest.mark.parametrize(("kind", "status"), ON_SENDING)
def test_a_fault_happens_as_often_as_it_was_asked_for(kind: str, status: int) -> None:
    stage = APortal()
    app = AnApp(stage.xero)
    arm(stage, kind, times=2)
    assert [send(app).status for _ in range(3)] == [status, status, 200]
    assert armed(stage) == {}
    assert len(stage.xero.books(HARBOUR).invoices) == 1


def test_a_lost_answer_leaves_an_invoice_and_a_broken_connection_does_not() -> None:
    stage = APortal()
    app = AnApp(stage.xero)
    for kind, invoices in (("broken", 0), ("lost_answer", 1)):
        arm(stage, kind)
        with pytest.raises(Unanswered):
            send(app)
        assert len(stage.xero.books(HARBOUR).invoices) == invoices


def test_what_xero_finds_wrong_is_said_of_each_document_and_nothing_is_kept() -> None:
    stage = APortal()
    app = AnApp(stage.xero)
    arm(stage, "validation")
    arm(stage, "contact_validation")
    answer = send(app)
    assert answer.status == 200
    assert messages(answer) == ["Account code '200' is not a valid code for this document."]
    answer = app.call("PUT", "Contacts?summarizeErrors=false", {"Contacts": [{"Name": "New"}]})
    assert messages(answer, "Contacts") == ["The email address is not valid."]
    assert (stage.xero.books(HARBOUR).invoices, stage.xero.books(HARBOUR).contacts) == ((), ())


def test_an_odd_answer_comes_with_an_invoice_that_was_made() -> None:
    stage = APortal()
    app = AnApp(stage.xero)
    arm(stage, "warning")
    arm(stage, "strange_status")
    warned, strange = send(app).json()["Invoices"][0], send(app).json()["Invoices"][0]
    assert warned["Warnings"]
    assert strange["Status"] == "PARKED"
    assert len(stage.xero.books(HARBOUR).invoices) == 2


def test_reading_can_fail_while_sending_works() -> None:
    stage = APortal()
    app = AnApp(stage.xero)
    arm(stage, "reading_offline")
    assert send(app).status == 200
    assert [app.call("GET", "Accounts").status for _ in range(2)] == [503, 200]


def test_every_fault_can_be_armed_and_all_end_together() -> None:
    stage = APortal()
    for day in BAD_DAYS:
        arm(stage, day.kind, times=3)
    assert armed(stage) == {day.kind: 3 for day in BAD_DAYS}
    after = stage.browser().expect(200, "DELETE", "xero/faults")
    assert {fault["active"] for fault in after} == {0}
    app = AnApp(stage.xero)
    assert (send(app).status, app.call("GET", "Accounts").status) == (200, 200)


def test_faults_that_do_not_exist_or_never_end_are_refused() -> None:
    browser = APortal().browser()
    assert "earthquake" in browser.refused(400, "POST", "xero/faults", {"kind": "earthquake"})
    for times in (0, 101, "2", True):
        assert "times" in browser.refused(400, "POST", "xero/faults", {"kind": "offline", "times": times})


def test_tokens_expire_and_organisations_are_disconnected_as_at_xero() -> None:
    stage = APortal()
    app, browser = AnApp(stage.xero), stage.browser()
    browser.expect(204, "POST", "xero/expire", {})
    assert app.call("GET", "Accounts").status == 401
    app.consent_again()
    browser.expect(204, "POST", "xero/disconnect", {"tenant_id": HARBOUR})
    assert app.call("GET", "Accounts").status == 403
    assert "no such" in browser.refused(404, "POST", "xero/disconnect", {"tenant_id": "elsewhere"})


def test_a_revoked_consent_gives_no_more_tokens() -> None:
    stage = APortal()
    app = AnApp(stage.xero)
    stage.browser().expect(204, "POST", "xero/revoke", {})
    with pytest.raises(InvalidGrant):
        stage.xero.identity.refresh(CLIENT_ID, app.tokens["refresh_token"])


def test_the_books_show_documents_with_amounts_as_text() -> None:
    stage = APortal()
    made = AnApp(stage.xero).invoice(Reference="PR-1")
    harbour, fjord = stage.browser().expect(200, "GET", "xero/books")
    assert (fjord["contacts"], fjord["invoices"]) == ([], [])
    (invoice,) = harbour["invoices"]
    assert (invoice["contact"], invoice["reference"], invoice["number"]) == ("Acme Pty", "PR-1", "INV-0001")
    assert (invoice["subtotal"], invoice["total_tax"], invoice["total"]) == ("30.00", "3.00", "33.00")
    assert invoice["lines"][0]["quantity"] == "3"
    assert invoice["url"] == f"http://localhost:2/AccountsReceivable/View.aspx?InvoiceID={made['InvoiceID']}"
    assert [contact["name"] for contact in harbour["contacts"]] == ["Acme Pty"]


def test_the_books_show_credit_notes_and_where_their_credit_went() -> None:
    stage = APortal()
    app, person = AnApp(stage.xero), stage.xero.person(HARBOUR)
    app.invoice(Status="AUTHORISED", DueDate="2026-12-20")
    made = app.credit_note(Status="AUTHORISED", Reference="INV-0001")
    person.allocate("CN-0001", "INV-0001", Decimal("12.50"))
    harbour, fjord = stage.browser().expect(200, "GET", "xero/books")
    assert (harbour["invoices"][0]["amount_due"], fjord["credit_notes"]) == ("20.50", [])
    (note,) = harbour["credit_notes"]
    assert (note["number"], note["total"], note["remaining_credit"]) == ("CN-0001", "33.00", "20.50")
    assert [(one["invoice"], one["amount"]) for one in note["allocations"]] == [("INV-0001", "12.50")]
    assert note["url"].endswith(f"/AccountsReceivable/ViewCreditNote.aspx?creditNoteID={made['CreditNoteID']}")


def test_a_stage_without_xero_says_so() -> None:
    browser = APortal(with_xero=False).browser()
    assert (browser.state["organisations"], browser.state["faults"]) == ([], [])
    assert "no Xero" in browser.refused(404, "GET", "xero/books")


def test_the_clock_moves_forwards_only() -> None:
    stage = APortal()
    browser = stage.browser()
    before = stage.who.world.clock()
    now = browser.expect(200, "POST", "clock", {"hours": 36.5})["now"]
    assert stage.moved == [timedelta(hours=36.5)]
    assert now == browser.state["now"] > (before + timedelta(hours=36)).isoformat()
    for hours in (0, -1, "5", True, None, 9_000):
        assert "hours" in browser.refused(400, "POST", "clock", {"hours": hours})

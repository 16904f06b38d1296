from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from sandbox.http import Response
from sandbox.xero import HARBOUR, Contract
from tests.sandbox_xero.builders import AnApp, a_world


@pytest.fixture
def app() -> Iterator[AnApp]:
    made = AnApp(a_world(Contract.from_environment()))
    yield made
    assert made.world.violations == []


def an_invoice(app: AnApp, address: str = "books@acme.example", **more: Any) -> dict[str, Any]:
    """An approved one, to a contact with an address."""
    body = {"Contacts": [{"Name": "Acme Reseller", "EmailAddress": address}]}
    app.call("POST", "Contacts", body)
    return app.invoice(
        **{"Contact": {"Name": "Acme Reseller"}, "Status": "AUTHORISED", "DueDate": "2026-12-20", **more}
    )


def email(app: AnApp, invoice: dict[str, Any], **headers: str) -> Response:
    return app.call("POST", f"Invoices/{invoice['InvoiceID']}/Email", {}, **headers)


def test_an_approved_invoice_is_e_mailed_and_marked(app: AnApp) -> None:
    invoice = an_invoice(app)
    answer = email(app, invoice)
    assert (answer.status, answer.body) == (204, b"")
    [sent] = app.world.books(HARBOUR).emails
    assert (sent.number, sent.to) == (invoice["InvoiceNumber"], "books@acme.example")
    shown = app.call("GET", f"Invoices/{invoice['InvoiceID']}").json()["Invoices"][0]
    assert shown["SentToContact"] is True


def test_the_same_key_e_mails_once(app: AnApp) -> None:
    invoice = an_invoice(app)
    assert email(app, invoice, idempotency_key="k-1").status == 204
    assert email(app, invoice, idempotency_key="k-1").status == 204
    assert len(app.world.books(HARBOUR).emails) == 1


@pytest.mark.parametrize(("address", "status"), [("", "AUTHORISED"), ("books@acme.example", "DRAFT")])
def test_a_draft_and_a_contact_without_an_address_are_refused(app: AnApp, address: str, status: str) -> None:
    answer = email(app, an_invoice(app, address, Status=status))
    assert answer.status == 400
    assert app.world.books(HARBOUR).emails == ()


def test_above_the_days_limit_nothing_goes_out(app: AnApp) -> None:
    app.world.person(HARBOUR).email_at_most(1)
    invoice = an_invoice(app)
    assert email(app, invoice).status == 204
    refused = email(app, invoice)
    assert (refused.status, "Daily Email Rate Limit" in refused.body.decode()) == (400, True)

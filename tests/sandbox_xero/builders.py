"""What the tests of the stand-in build: a world, an app that calls it, and documents."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from sandbox.clock import Clock
from sandbox.http import Request, Response
from sandbox.xero import HARBOUR, Contract, XeroWorld, demo_xero

NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
REDIRECT = "https://books.example/callback"


def a_world(contract: Contract | None = None) -> XeroWorld:
    return demo_xero(Clock(NOW), contract)


class AnApp:
    """An app with one organisation connected, calling the accounting endpoints."""

    def __init__(self, world: XeroWorld, tenant: str = HARBOUR, **consent: Any) -> None:
        self.world = world
        self.tenant = tenant
        self.tokens = world.consent([tenant], **consent)

    def consent_again(self) -> None:
        """Access tokens live for thirty minutes only."""
        self.tokens = self.world.consent([self.tenant])

    def call(self, method: str, path: str, body: Any = None, **headers: str) -> Response:
        sent = {
            "authorization": f"Bearer {self.tokens['access_token']}",
            "xero-tenant-id": self.tenant,
            **{name.replace("_", "-"): value for name, value in headers.items()},
        }
        content = b"" if body is None else json.dumps(body).encode()
        return self.world.handle(Request(method=method, url=f"/api.xro/2.0/{path}", headers=sent, body=content))

    def contact(self, name: str = "Acme Pty", **more: Any) -> str:
        """The ContactID of a new contact."""
        answer = self.call("PUT", "Contacts", {"Contacts": [{"Name": name, **more}]})
        assert answer.status == 200, answer.body
        return str(answer.json()["Contacts"][0]["ContactID"])

    def invoice(self, **more: Any) -> dict[str, Any]:
        """A new invoice as Xero echoed it."""
        contact = more.pop("Contact", None) or {"Name": "Acme Pty"}
        answer = self.call("PUT", "Invoices?unitdp=4", {"Invoices": [an_invoice(Contact=contact, **more)]})
        assert answer.status == 200, answer.body
        made: dict[str, Any] = answer.json()["Invoices"][0]
        return made

    def credit_note(self, **more: Any) -> dict[str, Any]:
        """A new credit note as Xero echoed it."""
        answer = self.call("PUT", "CreditNotes?unitdp=4", {"CreditNotes": [a_credit_note(**more)]})
        assert answer.status == 200, answer.body
        made: dict[str, Any] = answer.json()["CreditNotes"][0]
        return made


def a_line(**more: Any) -> dict[str, Any]:
    line = {"Description": "Seats", "Quantity": 3, "UnitAmount": 10, "AccountCode": "200", "TaxType": "OUTPUT"}
    return {**line, **more}


def an_invoice(**more: Any) -> dict[str, Any]:
    invoice = {"Type": "ACCREC", "Contact": {"Name": "Acme Pty"}, "Date": "2026-11-20", "LineItems": [a_line()]}
    return {**invoice, **more}


def a_credit_note(**more: Any) -> dict[str, Any]:
    return {**an_invoice(Type="ACCRECCREDIT"), **more}


def messages(answer: Response, resource: str = "Invoices", position: int = 0) -> list[str]:
    """What Xero objects to in one element, whichever way it says so."""
    content = answer.json()
    elements = content["Elements"] if "Elements" in content else content[resource]
    return [one["Message"] for one in elements[position].get("ValidationErrors", ())]


def a_form(path: str, fields: dict[str, str] | list[tuple[str, str]], **headers: str) -> Request:
    sent = {"content-type": "application/x-www-form-urlencoded", **headers}
    return Request(method="POST", url=path, headers=sent, body=urlencode(fields).encode())

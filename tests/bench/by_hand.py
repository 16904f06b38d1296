"""The same documents with xero-python and nothing else: its models built, sent and read, as its README shows it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import urllib3
from xero_python.accounting import (
    AccountingApi,
    Contact,
    Contacts,
    CurrencyCode,
    Invoice,
    Invoices,
    LineAmountTypes,
    LineItem,
)
from xero_python.api_client import ApiClient
from xero_python.api_client.configuration import Configuration
from xero_python.api_client.oauth2 import OAuth2Token

from connect_ext.sync.connection.tokens import Access, access
from sandbox.xero import InProcessWire
from sandbox.xero.wire import Sent
from tests.bench.processor import metered
from tests.world import World

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Batches:
    """What the product sent, in calls of the same size; an invoice names its contact by the contact's number."""

    contacts: list[list[Json]]
    invoices: list[list[Json]]


def batches_of(world: World, writes: Iterable[Sent]) -> Batches:
    numbers = {contact["ContactID"]: contact["ContactNumber"] for contact in world.books().contacts}
    bodies = [json.loads(call.body) for call in writes]
    invoices = [body["Invoices"] for body in bodies if "Invoices" in body]
    named: list[list[Json]] = [
        [{**one, "Contact": numbers[one["Contact"]["ContactID"]]} for one in some] for some in invoices
    ]
    return Batches(contacts=[body["Contacts"] for body in bodies if "Contacts" in body], invoices=named)


def send_the_same(batches: Batches, database_url: str) -> float:
    """Seconds of this thread for building these documents and sending them to an organisation as empty as theirs."""
    world = World(database_url)
    installation_id = world.ready()
    found = access(world.app.runtime, installation_id)
    if not isinstance(found, Access):
        raise RuntimeError(f"not connected: {found}")
    meter = metered(world)
    api = AccountingApi(
        _client(world.wire, found.tokens.access_token), base_url=world.config.xero_api_url + "/api.xro/2.0"
    )
    with meter.running():
        _send(api, found.tenant_id, batches)
    # Nothing of this was written down first: that is what is measured against.
    world.unannounced.clear()
    world.close()
    return meter.ours


def _send(api: AccountingApi, tenant_id: str, batches: Batches) -> None:
    ids: dict[str, str] = {}
    for some in batches.contacts:
        answer = api.create_contacts(tenant_id, Contacts(contacts=[*map(_contact, some)]), summarize_errors=False)
        ids |= {contact.contact_number: contact.contact_id for contact in answer.contacts}
    for some in batches.invoices:
        invoices = Invoices(invoices=[_invoice(one, ids) for one in some])
        answer = api.create_invoices(tenant_id, invoices, summarize_errors=False, unitdp=4)
        if len(answer.invoices) != len(some) or any(invoice.has_errors for invoice in answer.invoices):
            raise RuntimeError("xero-python could not send the same invoices")


def _contact(one: Json) -> Contact:
    return Contact(name=one["Name"], contact_number=one["ContactNumber"], email_address=one.get("EmailAddress"))


def _invoice(one: Json, ids: Mapping[str, str]) -> Invoice:
    return Invoice(
        type=one["Type"],
        contact=Contact(contact_id=ids[one["Contact"]]),
        date=date.fromisoformat(one["Date"]),
        due_date=date.fromisoformat(one["DueDate"]),
        reference=one["Reference"],
        url=one["Url"],
        status=one["Status"],
        currency_code=CurrencyCode(one["CurrencyCode"]),
        line_amount_types=LineAmountTypes(one["LineAmountTypes"]),
        line_items=[_line(line) for line in one["LineItems"]],
    )


def _line(line: Json) -> LineItem:
    return LineItem(
        description=line["Description"],
        quantity=line["Quantity"],
        unit_amount=line["UnitAmount"],
        account_code=line["AccountCode"],
        tax_type=line["TaxType"],
    )


class _Pool:
    """The wire as xero-python expects its pool: it reads a whole answer."""

    def __init__(self, wire: InProcessWire) -> None:
        self._wire = wire

    def request(self, method: str, url: str, **kwargs: Any) -> urllib3.HTTPResponse:
        return self._wire.request(method, url, **{**kwargs, "preload_content": True})


def _client(wire: InProcessWire, access_token: str) -> ApiClient:
    token = {
        "access_token": access_token, "refresh_token": "not used", "scope": ["accounting.invoices"],
        "expires_in": 1800, "expires_at": 9e12, "token_type": "Bearer",
    }  # fmt: skip
    made = ApiClient(type.__call__(Configuration, oauth2_token=OAuth2Token()), oauth2_token_getter=lambda: token)
    made.rest_client.pool_manager = _Pool(wire)
    return made

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
import urllib3
from urllib3.exceptions import ProtocolError
from xero_python.accounting import AccountingApi
from xero_python.api_client import ApiClient, Configuration
from xero_python.api_client.oauth2 import OAuth2Token
from xero_python.exceptions import HTTPStatusException

from sandbox.xero import HARBOUR, Contract, InProcessWire, XeroWorld
from tests.sandbox_xero.builders import a_world, an_invoice


@pytest.fixture
def world() -> Iterator[XeroWorld]:
    """Each call of the vendor's own client is one that Xero describes."""
    made = a_world(Contract.from_environment())
    yield made
    assert made.violations == []


def an_api(world: XeroWorld) -> tuple[Any, InProcessWire]:
    """The vendor's client with tokens that never expire inside it, over a wire without sockets."""
    tokens = world.consent([HARBOUR])
    held = {
        "access_token": tokens["access_token"],
        "scope": tokens["scope"].split(),
        "expires_in": 1800,
        "token_type": "Bearer",
    }
    configuration = Configuration()
    configuration.oauth2_token = OAuth2Token()
    client = ApiClient(configuration, oauth2_token_getter=lambda: held, oauth2_token_saver=lambda _: None)
    wire = InProcessWire(world.handle)
    client.rest_client.pool_manager = wire
    return AccountingApi(client), wire


def test_xero_s_own_client_writes_and_reads_invoices_here(world: XeroWorld) -> None:
    api, wire = an_api(world)
    answer = api.create_invoices(
        xero_tenant_id=HARBOUR,
        invoices={"Invoices": [an_invoice(LineItems=[{**an_invoice()["LineItems"][0], "UnitAmount": 0.3333}])]},
        summarize_errors="false",
        unitdp=4,
        idempotency_key="k-1",
        _preload_content=False,
        _return_http_data_only=False,
    )[0]
    assert isinstance(answer, urllib3.HTTPResponse)
    made = json.loads(answer.data, parse_float=Decimal)["Invoices"][0]
    assert made["Total"] == Decimal("1.10")
    assert wire.sent[0].headers["idempotency-key"] == "k-1"
    assert wire.sent[0].url.endswith("/api.xro/2.0/Invoices?summarizeErrors=false&unitdp=4")
    read = api.get_invoices(xero_tenant_id=HARBOUR, invoice_numbers=["INV-0001"], page=1)
    assert [(one.invoice_number, one.total) for one in read.invoices] == [("INV-0001", Decimal("1.10"))]


def test_a_refusal_reaches_the_client_with_status_headers_and_body(world: XeroWorld) -> None:
    api, _ = an_api(world)
    world.disconnect(HARBOUR)
    with pytest.raises(HTTPStatusException) as caught:
        api.get_organisations(xero_tenant_id=HARBOUR)
    response = caught.value.http_resp.urllib3_response
    assert response.status == 403
    assert response.headers["Content-Type"] == "application/json; charset=utf-8"


def test_a_lost_answer_is_a_protocol_error_and_is_not_sent_again(world: XeroWorld) -> None:
    api, wire = an_api(world)
    world.faults.lose_answer("PUT", "/api.xro/2.0/Invoices")
    with pytest.raises(ProtocolError):
        api.create_invoices(xero_tenant_id=HARBOUR, invoices={"Invoices": [an_invoice()]})
    assert len(wire.sent) == 1
    assert len(world.books(HARBOUR).invoices) == 1


def test_the_wire_sends_forms_and_reads_late_when_told_to(world: XeroWorld) -> None:
    wire = InProcessWire(world.handle)
    answer = wire.request(
        "POST",
        "https://identity.xero.com/connect/token",
        fields={"grant_type": "refresh_token", "client_id": "nobody"},
        encode_multipart=False,
        preload_content=False,
    )
    assert answer.read() == b'{"error": "invalid_client"}'
    assert wire.sent[0].body == b"grant_type=refresh_token&client_id=nobody"

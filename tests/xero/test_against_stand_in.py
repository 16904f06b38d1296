"""The whole adapter against the stand-in of Xero, which also judges every request by Xero's contract, if given."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest

from connect_ext.books.documents.compare import difference
from connect_ext.books.documents.organisation import PaymentTerms, TermKind
from connect_ext.books.ids import TenantId
from connect_ext.work.authorisation import TokenSet
from connect_ext.work.failure import FailureKind, WorldFailed
from connect_ext.work.intent import Call
from connect_ext.xero.connections import connections, disconnect
from connect_ext.xero.created import Accepted, Refused
from connect_ext.xero.encode import contacts_body, invoices_body
from connect_ext.xero.endpoints import XeroEndpoints
from connect_ext.xero.intended import intended_invoices
from connect_ext.xero.oauth import SCOPES, Granted, authorize_url, exchange_code, refresh
from connect_ext.xero.organisation import XeroOrganisation
from connect_ext.xero.sender import XeroSender
from sandbox.clock import Clock
from sandbox.http import Request
from sandbox.xero import CLIENT_ID, CLIENT_SECRET, FJORD, HARBOUR, Contract, InProcessWire, XeroWorld, demo_xero
from tests.xero.documents import a_contact, a_line, an_invoice

NOW = datetime(2026, 11, 21, 1, 0, tzinfo=UTC)
BACK = "https://extension.example/back"


@pytest.fixture
def clock() -> Clock:
    return Clock(NOW)


@pytest.fixture
def world(clock: Clock) -> Iterator[XeroWorld]:
    made = demo_xero(clock, Contract.from_environment())
    made.register_redirect(BACK)
    yield made
    assert made.violations == []


@pytest.fixture
def xero(world: XeroWorld) -> XeroSender:
    return XeroSender(XeroEndpoints(), InProcessWire(world.handle))


def consent(world: XeroWorld, xero: XeroSender, *tenants: str) -> Granted:
    """A person follows the address, chooses, and comes back with a code."""
    asked = authorize_url(xero.endpoints, client_id=CLIENT_ID, redirect_uri=BACK, scopes=SCOPES, state="s-1")
    parts = urlsplit(asked)
    assert world.handle(Request(method="GET", url=asked)).status == 200
    fields = [*((n, v[0]) for n, v in parse_qs(parts.query).items()), ("decision", "allow")]
    form = urlencode([*fields, *(("tenant", tenant) for tenant in tenants)])
    answered = world.handle(Request(method="POST", url=parts.path, body=form.encode()))
    came_back = parse_qs(urlsplit(answered.headers["location"]).query)
    assert came_back["state"] == ["s-1"]
    return exchange_code(
        xero, client_id=CLIENT_ID, client_secret=CLIENT_SECRET, code=came_back["code"][0], redirect_uri=BACK, now=NOW
    )


@pytest.fixture
def granted(world: XeroWorld, xero: XeroSender) -> Granted:
    return consent(world, xero, HARBOUR)


@pytest.fixture
def harbour(xero: XeroSender, granted: Granted) -> XeroOrganisation:
    return XeroOrganisation(xero, TenantId(HARBOUR), granted.tokens.access_token)


@pytest.fixture
def linden(harbour: XeroOrganisation) -> Accepted:
    [made] = harbour.create(Call.CREATE_CONTACTS, contacts_body([a_contact()]), "contact-key")
    assert isinstance(made, Accepted)
    return made


def test_a_consent_lists_its_own_organisation_only(world: XeroWorld, xero: XeroSender, granted: Granted) -> None:
    later = consent(world, xero, FJORD)
    [own] = connections(xero, granted.tokens.access_token, granted.event_id)
    [other] = connections(xero, later.tokens.access_token, later.event_id)
    assert (own.tenant_id, other.tenant_id) == (HARBOUR, FJORD)
    assert own.tenant_type == "ORGANISATION"


def test_a_refresh_rotates_and_the_old_token_works_for_half_an_hour(
    xero: XeroSender, granted: Granted, clock: Clock
) -> None:
    def again(tokens: TokenSet) -> TokenSet:
        return refresh(xero, client_id=CLIENT_ID, client_secret=CLIENT_SECRET, tokens=tokens, now=clock())

    fresh = again(granted.tokens)
    assert fresh.refresh_token != granted.tokens.refresh_token
    assert again(granted.tokens).access_token
    clock.move(timedelta(minutes=31))
    with pytest.raises(WorldFailed) as failed:
        again(granted.tokens)
    assert (failed.value.failure.kind, failed.value.failure.code) == (FailureKind.RECONNECT, "invalid_grant")


def test_the_facts_of_an_organisation_take_five_calls(world: XeroWorld, harbour: XeroOrganisation) -> None:
    before = len(world.calls)
    facts = harbour.facts()
    assert len(world.calls) - before == 5
    assert (facts.name, facts.base_currency, facts.timezone.key) == ("Harbour Cloud Ltd", "AUD", "Australia/Sydney")
    assert facts.currencies == {"AUD", "USD", "EUR"}
    assert facts.sales_terms == PaymentTerms(days=30, kind=TermKind.DAYS_AFTER_BILL_DATE)
    sales, gst = facts.account("200"), facts.tax_rate("OUTPUT")
    assert sales is not None
    assert gst is not None
    assert (sales.active, sales.system, gst.for_revenue, gst.effective_rate) == (True, False, True, Decimal(10))
    assert any(account.system for account in facts.accounts)


def test_a_contact_is_found_again_by_id_and_by_number(harbour: XeroOrganisation, linden: Accepted) -> None:
    [by_id] = harbour.contacts_by_id([linden.xero_id])
    assert harbour.contacts_by_number(["TA-1", "TA-none"]) == (by_id,)
    assert (by_id.name, by_id.number, by_id.active) == ("Linden Bakery", "TA-1", True)


def test_one_bad_invoice_does_not_fail_its_neighbour(harbour: XeroOrganisation, linden: Accepted) -> None:
    bad = an_invoice(lines=(a_line(account_code="nowhere"),))
    body = invoices_body([(bad, linden.xero_id), (an_invoice(number="PR-1"), linden.xero_id)])
    refused, accepted = harbour.create(Call.CREATE_INVOICES, body, "invoice-key")
    assert isinstance(refused, Refused)
    assert "nowhere" in refused.messages[0]
    assert isinstance(accepted, Accepted)
    assert (accepted.number, accepted.answered["SubTotal"]) == ("PR-1", Decimal(25))


def test_what_was_sent_equals_what_is_read_back(harbour: XeroOrganisation, linden: Accepted) -> None:
    lines = (
        a_line(quantity=Decimal(3), unit_amount=Decimal("33.3333"), line_amount=Decimal("100.00")),
        a_line(mark="PR-1/2", description="Set-up PR-1/2", quantity=Decimal(1), unit_amount=Decimal("0.07"),
               line_amount=Decimal("0.07")),
    )  # fmt: skip
    body = invoices_body([(an_invoice(number="PR-1", lines=lines), linden.xero_id)])
    harbour.create(Call.CREATE_INVOICES, body, "invoice-key")
    [held] = harbour.invoices_by_number(["PR-1"])
    assert harbour.invoices_by_id([held.id]) == (held,)
    assert harbour.invoices_since(NOW - timedelta(minutes=5), ours=True) == (held,)
    [meant] = intended_invoices(body)
    assert difference(meant, held) is None


def test_a_lost_answer_and_the_same_bytes_again_make_one_invoice(
    world: XeroWorld, harbour: XeroOrganisation, linden: Accepted
) -> None:
    body = invoices_body([(an_invoice(), linden.xero_id)])
    world.faults.lose_answer("PUT", "/api.xro/2.0/Invoices")
    with pytest.raises(WorldFailed) as failed:
        harbour.create(Call.CREATE_INVOICES, body, "one-key")
    assert failed.value.failure.kind is FailureKind.UNCERTAIN
    [again] = harbour.create(Call.CREATE_INVOICES, body, "one-key")
    held = harbour.invoices_since(NOW - timedelta(minutes=5), ours=True)
    assert isinstance(again, Accepted)
    assert [one.id for one in held] == [again.xero_id]


def test_an_offline_organisation_and_an_internal_error_leave_a_write_uncertain(
    world: XeroWorld, harbour: XeroOrganisation, linden: Accepted
) -> None:
    """A proxy's page about maintenance may stand before a write that has passed."""
    body = invoices_body([(an_invoice(), linden.xero_id)])
    world.faults.offline("PUT", "/api.xro/2.0/Invoices")
    world.faults.internal_error("PUT", "/api.xro/2.0/Invoices")
    kinds = []
    for key in ("key-1", "key-2"):
        with pytest.raises(WorldFailed) as failed:
            harbour.create(Call.CREATE_INVOICES, body, key)
        kinds.append(failed.value.failure.kind)
    assert kinds == [FailureKind.UNCERTAIN, FailureKind.UNCERTAIN]


def test_an_expired_token_asks_for_a_refresh_and_a_disconnected_organisation_for_a_person(
    world: XeroWorld, harbour: XeroOrganisation, xero: XeroSender, granted: Granted
) -> None:
    world.expire_access_tokens()
    with pytest.raises(WorldFailed) as expired:
        harbour.contacts_by_number(["TA-1"])
    assert expired.value.failure.code == "token_expired"
    tokens = refresh(xero, client_id=CLIENT_ID, client_secret=CLIENT_SECRET, tokens=granted.tokens, now=NOW)
    [own] = connections(xero, tokens.access_token, granted.event_id)
    disconnect(xero, tokens.access_token, own.id)
    with pytest.raises(WorldFailed) as gone:
        XeroOrganisation(xero, TenantId(HARBOUR), tokens.access_token).facts()
    assert gone.value.failure.kind is FailureKind.RECONNECT


def test_the_days_of_an_invoice_stay_the_days_that_were_sent(harbour: XeroOrganisation, linden: Accepted) -> None:
    due = date(2027, 2, 28)
    body = invoices_body([(an_invoice(due_date=due), linden.xero_id)])
    [made] = harbour.create(Call.CREATE_INVOICES, body, "invoice-key")
    assert isinstance(made, Accepted)
    assert str(made.picture["DueDateString"]).startswith("2027-02-28")

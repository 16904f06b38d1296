"""Approved invoices are e-mailed once at most, and only after a person has sent ten approved documents (money §14)."""

from __future__ import annotations

from typing import Any

import pytest

from connect_ext.books.ids import InstallationId
from sandbox.xero import HARBOUR
from sandbox.xero.limits import Problem
from tests.sync.watching import codes, open_intents, told
from tests.world import World

EMAIL = "/api.xro/2.0/Invoices/"
MONTHLY: dict[str, Any] = {
    "invoice_target": "one_per_customer_and_month",
    "sent_as": "AUTHORISED",
    "email_invoices": True,
}


def approved(world: World, us: InstallationId, many: int) -> list[dict[str, Any]]:
    """So many orders, each approved in Xero at once because a person has pressed Sync."""
    orders = [world.buy(us, {"NRD-SETUP": 1}) for _ in range(many)]
    world.sync(us)
    return orders


@pytest.fixture
def us(sqlite_world: World) -> InstallationId:
    """Ten approved documents were sent by a person, before e-mail was switched on."""
    us = sqlite_world.ready(sent_as="AUTHORISED")
    approved(sqlite_world, us, 10)
    sqlite_world.choose_settings(us, sent_as="AUTHORISED", email_invoices=True)
    return us


def emails(world: World) -> list[tuple[str, str]]:
    return [(one.number, one.to) for one in world.books().emails]


def asked(world: World) -> int:
    """How many calls asked for an e-mail."""
    return sum(call.url.partition("?")[0].endswith("/Email") for call in world.wire.sent)


def test_an_invoice_that_we_approve_is_e_mailed_once(sqlite_world: World, us: InstallationId) -> None:
    [order] = approved(sqlite_world, us, 1)
    sqlite_world.drain()
    sqlite_world.later(days=2)
    sqlite_world.drain()
    assert emails(sqlite_world) == [("INV-0011", sqlite_world.who.sydney["contact_info"]["contact"]["email"])]
    assert asked(sqlite_world) == 1
    assert told(sqlite_world, us, "invoice.emailed") == ["Invoice INV-0011 was e-mailed to its contact."]
    assert codes(sqlite_world, us, order) == []


def test_nine_documents_are_not_enough_and_auto_sync_confirms_none(sqlite_world: World) -> None:
    us = sqlite_world.ready(sent_as="AUTHORISED", auto_sync="every_five_minutes")
    sqlite_world.buy(us, {"NRD-SETUP": 1})
    sqlite_world.drain()
    sqlite_world.choose_settings(us, sent_as="AUTHORISED")
    approved(sqlite_world, us, 8)
    sqlite_world.choose_settings(us, sent_as="AUTHORISED", email_invoices=True)
    [ninth] = approved(sqlite_world, us, 1)
    assert emails(sqlite_world) == []
    assert codes(sqlite_world, us, ninth) == ["XI-410"]
    [tenth] = approved(sqlite_world, us, 1)
    assert emails(sqlite_world)[0][0] == "INV-0011"
    assert codes(sqlite_world, us, tenth) == []


def test_drafts_are_neither_counted_nor_e_mailed(sqlite_world: World) -> None:
    us = sqlite_world.ready()
    approved(sqlite_world, us, 10)
    sqlite_world.choose_settings(us, email_invoices=True)
    approved(sqlite_world, us, 1)
    assert asked(sqlite_world) == 0
    sqlite_world.choose_settings(us, sent_as="AUTHORISED", email_invoices=True)
    [order] = approved(sqlite_world, us, 1)
    assert codes(sqlite_world, us, order) == ["XI-410"]


def test_a_send_without_an_answer_is_never_repeated_and_warns(sqlite_world: World, us: InstallationId) -> None:
    sqlite_world.xero.faults.break_before("POST", EMAIL)
    [order] = approved(sqlite_world, us, 1)
    for _ in range(6):
        sqlite_world.later(minutes=30)
        sqlite_world.drain()
    assert (emails(sqlite_world), asked(sqlite_world)) == ([], 1)
    assert codes(sqlite_world, us, order) == ["XI-411"]
    assert open_intents(sqlite_world, us) == []


def test_one_whose_answer_was_lost_is_seen_to_be_sent(sqlite_world: World, us: InstallationId) -> None:
    sqlite_world.xero.faults.lose_answer("POST", EMAIL)
    [order] = approved(sqlite_world, us, 1)
    for _ in range(6):
        sqlite_world.later(minutes=30)
        sqlite_world.drain()
    assert (len(emails(sqlite_world)), asked(sqlite_world)) == (1, 1)
    assert codes(sqlite_world, us, order) == []
    assert told(sqlite_world, us, "invoice.emailed") == ["Invoice INV-0011 was e-mailed to its contact."]


def test_what_a_person_has_e_mailed_is_not_e_mailed_again(sqlite_world: World, us: InstallationId) -> None:
    sqlite_world.watchers.append(
        lambda request: (
            sqlite_world.xero.person(HARBOUR).edit("INV-0011", SentToContact=True)
            if request.method == "GET" and "IDs=" in request.url and len(sqlite_world.books().invoices) == 11
            else None
        )
    )
    approved(sqlite_world, us, 1)
    assert asked(sqlite_world) == 0


def test_a_contact_without_an_address_is_a_warning(sqlite_world: World, us: InstallationId) -> None:
    contact = sqlite_world.books().contacts[0]
    without = {"ContactID": contact["ContactID"], "EmailAddress": ""}
    sqlite_world.xero.person(HARBOUR).write("POST", "Contacts", {"Contacts": [without]})
    [order] = approved(sqlite_world, us, 1)
    assert asked(sqlite_world) == 0
    [found] = sqlite_world.task(us, order["id"]).problems
    assert found.sentence == "Invoice INV-0011 was not e-mailed: its contact has no e-mail address."


def test_the_days_limit_of_e_mails_is_a_warning(sqlite_world: World, us: InstallationId) -> None:
    sqlite_world.xero.person(HARBOUR).email_at_most(1)
    first, second = approved(sqlite_world, us, 2)
    sqlite_world.later(days=2)
    sqlite_world.drain()
    assert (len(emails(sqlite_world)), asked(sqlite_world)) == (1, 2)
    [found] = [one for order in (first, second) for one in sqlite_world.task(us, order["id"]).problems]
    assert "Daily Email Rate Limit" in found.sentence


def test_a_limit_of_calls_puts_it_off(sqlite_world: World, us: InstallationId) -> None:
    sqlite_world.xero.faults.rate_limit("POST", EMAIL, Problem.MINUTE, retry_after=30)
    approved(sqlite_world, us, 1)
    for _ in range(6):
        sqlite_world.later(minutes=30)
        sqlite_world.drain()
    assert len(emails(sqlite_world)) == 1


def test_an_invoice_of_a_month_is_e_mailed_once_it_is_closed(sqlite_world: World, us: InstallationId) -> None:
    sqlite_world.choose_settings(us, **MONTHLY)
    first, second = approved(sqlite_world, us, 2)
    sqlite_world.drain()
    assert emails(sqlite_world) == []
    sqlite_world.later(days=10)
    sqlite_world.drain()
    assert [number for number, _ in emails(sqlite_world)] == ["INV-0011"]
    assert codes(sqlite_world, us, first) == codes(sqlite_world, us, second) == []


def test_every_order_on_the_invoice_says_that_it_was_not_e_mailed(sqlite_world: World) -> None:
    us = sqlite_world.ready(**MONTHLY)
    first, second = approved(sqlite_world, us, 2)
    sqlite_world.later(days=10)
    sqlite_world.drain()
    assert codes(sqlite_world, us, first) == codes(sqlite_world, us, second) == ["XI-410"]


def test_an_invoice_that_is_voided_meanwhile_is_not_e_mailed(sqlite_world: World) -> None:
    us = sqlite_world.ready(**MONTHLY)
    approved(sqlite_world, us, 1)
    sqlite_world.later(days=10)
    sqlite_world.watchers.append(
        lambda request: (
            sqlite_world.xero.person(HARBOUR).void("INV-0001")
            if "/Contacts" in request.url and sqlite_world.books().invoice("INV-0001")["Status"] == "AUTHORISED"
            else None
        )
    )
    sqlite_world.drain()
    assert asked(sqlite_world) == 0

"""The operator is mailed once a day what has asked something of a person, by a real server on a thread."""

from __future__ import annotations

import socket
from dataclasses import replace
from email.message import Message
from typing import Any

import pytest

from connect_ext.app import App
from connect_ext.mail import Mail, Tls
from connect_ext.sync.schedule.digest import send_digest
from sandbox.xero import FJORD
from tests.mail_server import Mailbox, a_mail_server
from tests.world import World

HOLDS: dict[str, Any] = {"auto_sync": "every_five_minutes", "holds": {"first_documents": 3}}


def mail_to(box: Mailbox, **differently: Any) -> Mail:
    usual = Mail(
        host="127.0.0.1",
        port=box.port,
        user="books",
        password="hidden-password",
        sender="books@shop.example",
        recipients=("ann@shop.example", "bob@shop.example"),
        tls=Tls.NONE,
    )
    return replace(usual, **differently)


def text_of(message: Message) -> str:
    text = message.get_payload(decode=True)
    assert isinstance(text, bytes)
    return text.decode()


def with_a_held_order(world: World) -> str:
    ours = world.ready(**HOLDS)
    order = world.buy(ours)
    world.drain()
    world.later(minutes=5)
    return str(order["id"])


def test_what_asks_for_somebody_is_mailed_once_a_day_for_all_installations_together(world: World) -> None:
    order = with_a_held_order(world)
    theirs = world.ready(world.who.albion, FJORD, **HOLDS)
    world.buy(theirs, seller=world.who.albion, customer=world.who.leeds)
    world.drain()
    world.later(minutes=5)
    with a_mail_server() as box:
        assert [send_digest(world.app.runtime, mail_to(box)) for _ in range(2)] == [True, False]
        [message] = box.messages
        assert (message["Subject"], message["From"], message["To"]) == (
            "Xero Integration: 2 things need somebody",
            "books@shop.example",
            "ann@shop.example, bob@shop.example",
        )
        text = text_of(message)
        assert f"Order is held for you. {order} is among the first 3 documents" in text
        assert text.count("1 order needs somebody now.") == 2
        assert box.recipients == [["ann@shop.example", "bob@shop.example"]]
        assert box.users == [("books", "hidden-password")]

        world.later(hours=23)
        assert not send_digest(world.app.runtime, mail_to(box))
        world.buy(theirs, seller=world.who.albion, customer=world.who.leeds)
        world.drain()
        world.later(hours=2)
        assert send_digest(world.app.runtime, mail_to(box))
        assert box.messages[1]["Subject"] == "Xero Integration: 1 thing needs somebody"


def test_without_anything_to_tell_nobody_is_mailed(sqlite_world: World) -> None:
    ours = sqlite_world.ready(**HOLDS)
    with a_mail_server() as box:
        assert not send_digest(sqlite_world.app.runtime, mail_to(box))
        sqlite_world.buy(ours)
        sqlite_world.drain()
        sqlite_world.later(hours=1)
        assert send_digest(sqlite_world.app.runtime, mail_to(box))
        assert len(box.messages) == 1


@pytest.mark.parametrize("verb", ["EHLO", "AUTH", "MAIL", "RCPT", "DATA"])
def test_what_the_server_does_not_take_is_told_with_the_next_one(
    sqlite_world: World, verb: str, caplog: pytest.LogCaptureFixture
) -> None:
    order = with_a_held_order(sqlite_world)
    with a_mail_server(verb) as box:
        assert not send_digest(sqlite_world.app.runtime, mail_to(box))
        assert not send_digest(sqlite_world.app.runtime, mail_to(box)), "an hour goes by first"
        sqlite_world.later(hours=1)
        box.refuses.clear()
        assert send_digest(sqlite_world.app.runtime, mail_to(box))
        assert order in text_of(box.messages[0])
    assert [one for one in caplog.messages if one.startswith("digest.refused kind=")] != []
    assert "hidden" not in caplog.text
    assert "secret-words" not in caplog.text


def test_a_server_that_is_away_or_not_trusted_gets_nothing_and_stops_nothing(sqlite_world: World) -> None:
    with_a_held_order(sqlite_world)
    runtime = sqlite_world.app.runtime
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        away = mail_to(Mailbox(port=nobody.getsockname()[1]))
        assert not send_digest(runtime, away)
    with a_mail_server() as box:
        for tls in (Tls.STARTTLS, Tls.TLS):
            sqlite_world.later(hours=1)
            assert not send_digest(runtime, mail_to(box, tls=tls)), "a password never leaves in the clear"
        assert (box.messages, box.users) == ([], [])


def test_the_tick_of_the_schedule_mails(sqlite_world: World) -> None:
    with_a_held_order(sqlite_world)
    with a_mail_server() as box:
        config = replace(sqlite_world.config, mail=mail_to(box, user="", password=""))
        app = App(config, wire=sqlite_world.wire, clock=sqlite_world.clock)
        app.tick(sqlite_world.owner, sqlite_world.marketplace.environment.service_id)
        assert (len(box.messages), box.users) == (1, [])

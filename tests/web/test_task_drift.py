"""What a person sees and does about a document that was changed in Xero."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from connect_ext.sync.hearing.hearing import hear
from connect_ext.work.task import TaskStatus
from sandbox.xero import HARBOUR
from sandbox.xero.person import Person
from tests.web.door import Caller, Door
from tests.web.test_webhook import post
from tests.webhooks import body, event, signature
from tests.world import World


class Order:
    """One that is synced, with its page open."""

    def __init__(self, world: World, door: Door, **chosen: Any) -> None:
        self.world, self.door = world, door
        self.installation_id = world.ready(**chosen)
        bought = world.buy(self.installation_id)
        self.order = bought["id"]
        world.sync(self.installation_id)
        [self.invoice] = world.books().invoices
        self.task = world.task(self.installation_id, bought["id"]).id
        self.caller: Caller = door.of(world.who.southern, self.installation_id)
        hear(world.app.runtime, self.installation_id)

    @property
    def person(self) -> Person:
        return self.world.xero.person(HARBOUR)

    def heard(self) -> list[dict[str, Any]]:
        sent = body(event(self.invoice["InvoiceID"], HARBOUR))
        post(self.door, sent, signature(sent))
        hear(self.world.app.runtime, self.installation_id)
        now: list[dict[str, Any]] = self.caller.get(f"/api/tasks/{self.task}").json()["now"]
        return now

    def end(self, end: str, digest: str) -> tuple[int, str]:
        answer = self.caller.post(f"/api/tasks/{self.task}/drift", {"end": end, "digest": digest})
        found = answer.json()
        return answer.status, found.get("code") or found.get("sentence") or found["title"]

    def refusal(self, end: str, digest: str) -> str:
        answer = self.caller.post(f"/api/tasks/{self.task}/drift", {"end": end, "digest": digest})
        assert answer.status == 409
        said: str = answer.json()["detail"]
        return said


@pytest.fixture
def edited(world: World, door: Door) -> Order:
    order = Order(world, door)
    order.person.edit(order.invoice["InvoiceNumber"], Reference="Another")
    return order


def test_a_payment_is_shown_with_the_order(world: World, door: Door) -> None:
    order = Order(world, door, sent_as="AUTHORISED")
    order.person.pay(order.invoice["InvoiceNumber"])
    [now] = order.heard()

    assert (now["status"], now["payment"], now["amount_due"], now["currency"]) == ("PAID", "paid", "0.00", "AUD")
    assert (now["name"], now["differences"], now["digest"]) == (order.invoice["InvoiceNumber"], [], None)


def test_an_edit_is_shown_and_accepted(edited: Order) -> None:
    [now] = edited.heard()
    assert now["differences"] == [{"what": "reference", "posted": edited.invoice["Reference"], "now": "Another"}]

    assert edited.end("accept", now["digest"]) == (200, "What Xero holds was accepted.")
    [now] = edited.heard()
    assert (now["differences"], now["digest"]) == ([], None)


def test_an_edit_is_put_back(edited: Order) -> None:
    [now] = edited.heard()
    number = edited.invoice["InvoiceNumber"]
    assert edited.end("restore", now["digest"]) == (200, f"What we posted was put back in {number}.")
    assert edited.world.books().invoices[0]["Reference"] == edited.invoice["Reference"]


def test_what_is_not_as_it_was_shown_is_left_alone(edited: Order) -> None:
    edited.heard()
    for end in ("accept", "restore"):
        assert edited.end(end, "0" * 32) == (409, "changed meanwhile")
    assert edited.world.books().invoices[0]["Reference"] == "Another"


def test_what_cannot_be_put_back_says_why(world: World, door: Door) -> None:
    order = Order(world, door, sent_as="AUTHORISED")
    order.person.edit(order.invoice["InvoiceNumber"], Reference="Another")
    order.person.pay(order.invoice["InvoiceNumber"])
    [now] = order.heard()
    assert order.end("restore", now["digest"]) == (409, "not possible")


def test_nobody_else_sees_or_ends_it(edited: Order, world: World, door: Door) -> None:
    [now] = edited.heard()
    other = door.of(world.who.albion, world.install(world.who.albion))
    answer = other.post(f"/api/tasks/{edited.task}/drift", {"end": "accept", "digest": now["digest"]})
    assert answer.status == 404


def later(order: Order) -> Any:
    order.world.wait()
    order.world.drain()
    return order.world.task(order.installation_id, order.order)


def test_an_edited_draft_is_taken_back_and_its_order_sent_anew_with_one_press(edited: Order) -> None:
    [now] = edited.heard()
    status, said = edited.end("reissue", now["digest"])
    assert (status, said.endswith("The order is sent again now.")) == (200, True)

    assert later(edited).status is TaskStatus.SYNCED
    former, anew = edited.world.books().invoices
    assert (former["Status"], anew["Status"]) == ("DELETED", "DRAFT")
    same = ("Reference", "Total", "Contact", "Date")
    assert [anew[name] for name in same] == [edited.invoice[name] for name in same]
    assert [one["digest"] for one in edited.heard()] == []
    assert edited.end("reissue", now["digest"]) == (409, "changed meanwhile")


def test_an_approved_one_of_this_month_is_voided_and_sent_anew(world: World, door: Door) -> None:
    order = Order(world, door, sent_as="AUTHORISED")
    order.person.edit(order.invoice["InvoiceNumber"], Reference="Another")
    [now] = order.heard()
    assert order.end("reissue", now["digest"])[0] == 200
    assert later(order).status is TaskStatus.SYNCED
    assert [one["Status"] for one in world.books().invoices] == ["VOIDED", "AUTHORISED"]


def test_an_approved_one_of_a_former_month_is_credited_and_sent_anew(world: World, door: Door) -> None:
    order = Order(world, door, sent_as="AUTHORISED")
    world.later(days=20)
    order.person.edit(order.invoice["InvoiceNumber"], Reference="Another")
    [now] = order.heard()
    assert order.end("reissue", now["digest"])[0] == 200
    assert later(order).status is TaskStatus.SYNCED
    books = world.books()
    assert [one["Total"] for one in books.credit_notes] == [order.invoice["Total"]]
    assert [one["Total"] for one in books.invoices] == [order.invoice["Total"]] * 2


def test_what_is_paid_or_in_a_locked_period_is_not_sent_anew_and_says_what_to_do(world: World, door: Door) -> None:
    paid = Order(world, door, sent_as="AUTHORISED")
    number = paid.invoice["InvoiceNumber"]
    paid.person.edit(number, Reference="Another")
    paid.person.pay(number)
    [now] = paid.heard()
    assert paid.refusal("reissue", now["digest"]) == (
        f"{number} is paid, or part of it is: accept what it says, or take the payment off it in Xero."
    )
    assert len(world.books().invoices) == 1


def test_a_draft_in_a_locked_period_is_not_sent_anew(edited: Order) -> None:
    [now] = edited.heard()
    edited.person.lock_until(period=date(2026, 11, 30))
    said = edited.refusal("reissue", now["digest"])
    assert said.endswith("is locked until 2026-11-30: give it another date in Xero first.")
    assert len(edited.world.books().invoices) == 1


def test_after_a_lost_answer_the_order_is_sent_anew_once_it_is_known_that_it_was_taken_back(edited: Order) -> None:
    [now] = edited.heard()
    edited.world.xero.faults.lose_answer("POST", "/api.xro/2.0/Invoices")
    assert edited.end("reissue", now["digest"]) == (
        200,
        "Xero has not confirmed yet that it is taken back; once it has, the order is sent again.",
    )
    edited.world.wait()
    for _ in range(3):
        edited.world.later(minutes=10)
        edited.world.drain()
    assert [one["Status"] for one in edited.world.books().invoices] == ["DELETED", "DRAFT"]
    assert edited.world.task(edited.installation_id, edited.order).status is TaskStatus.SYNCED


def test_a_voided_invoice_stays_to_be_read_with_the_explanation_of_each_line(world: World, door: Door) -> None:
    order = Order(world, door)
    order.person.approve(order.invoice["InvoiceNumber"])
    order.person.void(order.invoice["InvoiceNumber"])
    order.heard()

    found = order.caller.get(f"/api/tasks/{order.task}").json()
    assert (found["status"], found["xero"]) == ("attention", None)
    [former] = found["former"]
    assert (former["number"], former["subtotal"]) == (order.invoice["InvoiceNumber"], "125.00")
    assert former["lines"][0]["explanation"].startswith(f"{order.order} ordered 10 of NRD-OFF-M at 12.5")

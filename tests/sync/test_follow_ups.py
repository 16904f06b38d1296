"""A credit note is set off against what it credits once both are approved, exactly once, and holds nothing up."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from connect_ext.books.documents.policies import SentAs
from connect_ext.books.ids import OrderKey
from connect_ext.sync.sending.following import WAITS
from connect_ext.sync.showing.task_story import task_story
from connect_ext.work.task import TaskStatus
from sandbox.xero import HARBOUR, Person
from sandbox.xero.limits import Problem
from tests.sync.by_hand import ByHand, by_hand
from tests.sync.watching import keys, open_intents, told
from tests.world import World

NOTES = "/api.xro/2.0/CreditNotes"


@pytest.fixture
def hand(sqlite_world: World) -> ByHand:
    """The first order's invoice is approved: 137.50 with tax."""
    return by_hand(sqlite_world, approved=True)


def person(hand: ByHand) -> Person:
    return hand.world.xero.person(HARBOUR)


def credited(hand: ByHand, amount: str = "50", sent_as: SentAs = SentAs.DRAFT) -> OrderKey:
    """An order that has given so much back, on a credit note of its own."""
    order = hand.another()
    note = hand.note(order, amount, sent_as=sent_as)
    assert hand.ran({order: lambda: hand.proposal(order, notes=(note,))}) == [TaskStatus.SYNCED]
    return order


def due(hand: ByHand) -> str:
    return str(hand.world.books().invoice("INV-0001")["AmountDue"])


def allocations(hand: ByHand) -> list[str]:
    """The calls that have left."""
    return keys([call for call in hand.world.wire.sent if "/Allocations" in call.url])


def test_a_draft_waits_visibly_and_is_set_off_after_its_approval(hand: ByHand) -> None:
    order = credited(hand)
    [waiting] = hand.follow_ups(order)
    assert (waiting.due_at - hand.world.clock(), waiting.done_at) == (WAITS[0], None)
    hand.world.later(minutes=15)
    assert hand.follow() == 1
    assert hand.follow_ups(order)[0].sentence == (
        "Credit note CN-0001 waits for approval; then it is set off against INV-0001."
    )
    person(hand).approve("CN-0001")
    hand.world.later(hours=1)
    hand.follow()

    [done] = hand.follow_ups(order)
    assert (due(hand), done.done_at) == ("82.50", hand.world.clock())
    assert done.sentence == "Credit note CN-0001 is set off against INV-0001 (55.00 AUD)."
    assert told(hand.world, hand.us, "credit.followed") == [done.sentence]
    hand.world.later(days=3)
    assert hand.follow() == 0
    assert len(allocations(hand)) == 1


def test_the_waits_grow_to_a_day_and_stay_there(hand: ByHand) -> None:
    order = credited(hand)
    found = []
    for _ in range(6):
        [one] = hand.follow_ups(order)
        found.append(one.due_at - hand.world.clock())
        hand.world.clock.move(found[-1])
        hand.follow()
    assert found == [WAITS[0], *WAITS, WAITS[-1]]


def test_one_that_is_made_approved_is_set_off_in_the_drain(hand: ByHand) -> None:
    order = credited(hand, sent_as=SentAs.AUTHORISED)
    hand.world.drain()
    assert due(hand) == "82.50"
    assert hand.follow_ups(order)[0].done_at is not None


def test_only_what_a_person_has_left_is_set_off(hand: ByHand) -> None:
    order = credited(hand)
    person(hand).approve("CN-0001")
    person(hand).allocate("CN-0001", "INV-0001", Decimal(20))
    hand.world.later(minutes=15)
    hand.follow()
    assert due(hand) == "82.50"
    assert hand.follow_ups(order)[0].sentence == (
        "Credit note CN-0001 is set off against INV-0001 (20.00 AUD), INV-0001 (35.00 AUD)."
    )


def test_more_credit_than_is_due_stays_open_and_says_so(hand: ByHand) -> None:
    order = credited(hand)
    person(hand).pay("INV-0001", Decimal(100))
    person(hand).approve("CN-0001")
    hand.world.later(minutes=15)
    hand.follow()
    assert hand.world.books().invoice("INV-0001")["Status"] == "PAID"
    assert hand.follow_ups(order)[0].sentence == (
        "Credit note CN-0001 is set off against INV-0001 (37.50 AUD); 17.50 AUD stay open credit, since nothing more "
        "is due."
    )


def test_it_waits_for_the_invoice_too(sqlite_world: World) -> None:
    hand = by_hand(sqlite_world)
    order = credited(hand, sent_as=SentAs.AUTHORISED)
    hand.follow()
    assert (
        hand.follow_ups(order)[0].sentence == "Credit note CN-0001 is set off against INV-0001 once approved in Xero."
    )
    person(hand).approve("INV-0001")
    hand.world.later(hours=1)
    hand.follow()
    assert due(hand) == "82.50"


@pytest.mark.parametrize("status", ["DELETED", "VOIDED"])
def test_one_that_a_person_has_ended_is_done(hand: ByHand, status: str) -> None:
    order = credited(hand)
    if status == "VOIDED":
        person(hand).approve("CN-0001")
    person(hand).edit("CN-0001", Status=status)
    hand.world.later(minutes=15)
    hand.follow()
    [done] = hand.follow_ups(order)
    assert done.sentence.endswith(f"is {status.lower()}: there is nothing to set off.")
    assert (done.done_at, allocations(hand)) == (hand.world.clock(), [])


@pytest.mark.parametrize("minutes", [1, 16])
def test_an_allocation_without_an_answer_is_made_once(hand: ByHand, minutes: int) -> None:
    order = credited(hand)
    person(hand).approve("CN-0001")
    hand.world.later(minutes=15)
    hand.world.xero.faults.lose_answer("PUT", NOTES)
    hand.follow()
    assert hand.follow_ups(order)[0].done_at is None

    hand.world.later(minutes=minutes)
    hand.follow()
    hand.world.later(minutes=16)
    hand.follow()

    assert due(hand) == "82.50"
    assert hand.follow_ups(order)[0].done_at is not None
    assert len(set(allocations(hand))) == 1
    assert open_intents(hand.world, hand.us) == []


def test_an_allocation_that_never_arrived_goes_out_again(hand: ByHand) -> None:
    order = credited(hand)
    person(hand).approve("CN-0001")
    hand.world.later(minutes=15)
    hand.world.xero.faults.break_before("PUT", NOTES)
    hand.follow()
    hand.world.later(minutes=16)
    hand.follow()
    assert due(hand) == "82.50"
    assert hand.follow_ups(order)[0].done_at is not None
    assert len(set(allocations(hand))) == 2


def test_a_refused_allocation_is_told_and_tried_later(hand: ByHand) -> None:
    order = credited(hand)
    person(hand).approve("CN-0001")
    hand.world.later(minutes=15)
    hand.world.xero.faults.find_wrong("PUT", NOTES, "Not today.")
    hand.follow()
    [waiting] = hand.follow_ups(order)
    assert waiting.sentence.endswith("Not today.")
    assert waiting.due_at > hand.world.clock()


def test_nothing_is_set_off_inside_a_locked_period(hand: ByHand) -> None:
    order = credited(hand)
    person(hand).approve("CN-0001")
    person(hand).lock_until(period=date(2026, 11, 30))
    hand.world.later(minutes=15)
    hand.follow()
    assert "locked until 2026-11-30" in hand.follow_ups(order)[0].sentence
    assert (allocations(hand), due(hand)) == ([], "137.50")


def limited(world: World) -> None:
    world.xero.faults.rate_limit("GET", NOTES, Problem.MINUTE, retry_after=30)


def broken(world: World) -> None:
    world.xero.faults.break_before("GET", NOTES)


@pytest.mark.parametrize("goes_wrong", [limited, broken])
def test_a_read_that_fails_decides_nothing_and_is_made_again(hand: ByHand, goes_wrong: Callable[[World], None]) -> None:
    order = credited(hand)
    person(hand).approve("CN-0001")
    hand.world.later(minutes=15)
    goes_wrong(hand.world)
    hand.world.drain()
    assert hand.follow_ups(order)[0].done_at is None
    hand.world.later(minutes=2)
    hand.world.drain()
    assert hand.follow_ups(order)[0].done_at is not None
    assert due(hand) == "82.50"


def test_the_task_shows_its_credit_note_and_what_is_to_be_done_with_it(hand: ByHand) -> None:
    order = credited(hand)
    story = task_story(hand.world.app.runtime, hand.us, hand.task(order).id)
    assert story is not None
    [note], [later] = story.credit_notes, story.follow_ups
    assert (note.number, note.status, note.subtotal, note.total) == ("CN-0001", "DRAFT", Decimal(50), Decimal(55))
    assert later.sentence == "Credit note CN-0001 is set off once it and what it credits are approved."
    assert story.invoice is None

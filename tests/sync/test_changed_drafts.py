"""A draft that an earlier order has made is changed once, by one order at a time, and never against a person."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest

from connect_ext.books.coverage.stretch import CoverageState, LineKey
from connect_ext.books.documents.document import LineItem
from connect_ext.books.documents.edited import edited
from connect_ext.books.documents.update import InvoiceChange, InvoiceUpdate, KeptLine
from connect_ext.books.facts.proposal import Proposal
from connect_ext.books.ids import OrderKey, change_key, invoice_key
from connect_ext.books.money import plain
from connect_ext.storage import links
from connect_ext.work.task import TaskStatus
from sandbox.xero import HARBOUR
from tests.sync.by_hand import ByHand, by_hand
from tests.sync.watching import INVOICES, on, open_intents, sent, told
from tests.world import World


@pytest.fixture
def hand(sqlite_world: World) -> ByHand:
    return by_hand(sqlite_world)


def reduced(hand: ByHand, order: OrderKey, amount: str = "50") -> Callable[[], Proposal]:
    """Planned anew whenever it is asked for."""
    return lambda: hand.proposal(order, changes=(hand.change(order, amount),))


def first_line(hand: ByHand) -> str:
    [line] = hand.world.books().invoice("INV-0001")["LineItems"]
    return f"{plain(line['Quantity'])} = {line['LineAmount']:.2f}"


def test_the_line_has_less_on_it_and_counts_as_unedited_afterwards(hand: ByHand) -> None:
    order = hand.another()
    assert hand.ran({order: reduced(hand, order)}) == [TaskStatus.SYNCED]
    assert first_line(hand) == "6 = 75.00"
    picture = hand.picture()
    assert picture is not None
    assert edited(picture, hand.held()) is None
    assert hand.task(order).reason == "Invoice INV-0001 reduced."


def test_a_draft_that_empties_is_deleted(hand: ByHand) -> None:
    order = hand.another()
    assert hand.ran({order: reduced(hand, order, "125")}) == [TaskStatus.SYNCED]
    assert hand.world.books().invoice("INV-0001")["Status"] == "DELETED"
    assert hand.task(order).reason == "Invoice INV-0001 deleted."


def test_of_two_orders_of_a_batch_that_change_one_draft_the_second_is_planned_anew(hand: ByHand) -> None:
    first, second = hand.another(), hand.another()
    makers = {first: reduced(hand, first, "50"), second: reduced(hand, second, "25")}
    assert hand.ran(makers) == [TaskStatus.SYNCED, TaskStatus.PENDING]
    assert first_line(hand) == "6 = 75.00"
    assert hand.ran(makers, ask=False) == [TaskStatus.SYNCED, TaskStatus.SYNCED]
    assert first_line(hand) == "4 = 50.00"
    assert len(sent(hand.world, "POST", INVOICES)) == 2


def approve(hand: ByHand) -> None:
    hand.world.xero.person(HARBOUR).approve("INV-0001")


def reword(hand: ByHand) -> None:
    hand.world.xero.person(HARBOUR).edit("INV-0001", Reference="by hand")


@pytest.mark.parametrize("act", [approve, reword])
def test_what_a_person_has_changed_since_it_was_read_is_not_sent_over(
    hand: ByHand, act: Callable[[ByHand], None]
) -> None:
    order = hand.another()
    change = hand.change(order)
    act(hand)
    assert hand.ran({order: lambda: hand.proposal(order, changes=(change,))}) == [TaskStatus.PENDING]
    assert sent(hand.world, "POST", INVOICES) == []
    assert open_intents(hand.world, hand.us) == []
    assert first_line(hand) == "10 = 125.00"


def test_one_that_is_approved_at_the_last_moment_is_refused_and_planned_again(hand: ByHand) -> None:
    order = hand.another()
    hand.world.watchers.append(on("POST", INVOICES, lambda _: approve(hand)))
    assert hand.ran({order: reduced(hand, order)}) == [TaskStatus.PENDING]
    assert "its status has changed meanwhile" in hand.task(order).reason
    assert (first_line(hand), hand.held().status) == ("10 = 125.00", "AUTHORISED")

    note = hand.note(order)
    assert hand.ran({order: lambda: hand.proposal(order, notes=(note,))}) == [TaskStatus.SYNCED]
    assert hand.task(order).reason == "Draft credit note CN-0001 created in Harbour Cloud Ltd."


def test_a_refusal_that_only_a_person_can_settle_stops_the_order(hand: ByHand) -> None:
    order = hand.another()
    hand.world.xero.faults.find_wrong("POST", INVOICES, "Account code '200' has been archived.")
    assert hand.ran({order: reduced(hand, order)}) == [TaskStatus.ATTENTION]
    assert [one.code.value for one in hand.task(order).problems] == ["XI-422"]


@pytest.mark.parametrize("minutes", [1, 7])
@pytest.mark.parametrize("arrived", [True, False])
def test_a_change_without_an_answer_is_never_sent_over_what_a_person_did_since(
    hand: ByHand, minutes: int, *, arrived: bool
) -> None:
    order = hand.another()
    faults = hand.world.xero.faults
    (faults.lose_answer if arrived else faults.break_before)("POST", INVOICES)
    assert hand.ran({order: reduced(hand, order)}) == [TaskStatus.UNCERTAIN]
    line = hand.held().lines[0]
    hand.world.xero.person(HARBOUR).edit("INV-0001", LineItems=[{"LineItemID": line.id, "Quantity": 9}])

    hand.world.later(minutes=minutes)
    hand.ran({}, ask=False)

    assert hand.task(order).status is TaskStatus.ATTENTION
    assert [one.code.value for one in hand.task(order).problems] == ["XI-403"]
    assert len(sent(hand.world, "POST", INVOICES)) == 1
    assert first_line(hand).startswith("9 = ")


def test_an_answer_with_other_lines_than_were_sent_needs_a_person(hand: ByHand) -> None:
    order = hand.another()
    hand.world.xero.faults.replace_value("POST", INVOICES, "LineItems", [])
    assert hand.ran({order: reduced(hand, order)}) == [TaskStatus.ATTENTION]
    assert [one.code.value for one in hand.task(order).problems] == ["XI-405"]


def test_while_a_change_of_a_draft_has_no_answer_no_other_order_changes_it(hand: ByHand) -> None:
    first, second, third = hand.another(), hand.another(), hand.another()
    hand.world.xero.faults.lose_answer("POST", INVOICES)
    assert hand.ran({first: reduced(hand, first)}) == [TaskStatus.UNCERTAIN]
    invoice = hand.invoice(third)
    # The first one's call is not looked at yet: it was sent a moment ago.
    found = hand.ran({second: reduced(hand, second, "25"), third: lambda: hand.proposal(third, invoice)})
    assert found == [TaskStatus.PENDING, TaskStatus.SYNCED]
    hand.world.later(minutes=1)
    hand.ran({second: reduced(hand, second, "25")}, ask=False)
    assert (hand.task(first).status, hand.task(second).status) == (TaskStatus.SYNCED, TaskStatus.SYNCED)
    assert first_line(hand) == "4 = 50.00"


def test_what_a_change_takes_back_is_written_with_its_link(hand: ByHand) -> None:
    order = hand.another()
    [billed] = hand.covered()
    taken = replace(billed, quantity=Decimal(4)).credited_by(
        LineKey(document=change_key(order, invoice_key(hand.first)), mark=f"{order}/1"), billed.dated
    )
    make = lambda: hand.proposal(order, changes=(replace(hand.change(order), covers=(taken,)),))  # noqa: E731
    hand.world.xero.faults.lose_answer("POST", INVOICES)
    hand.ran({order: make})
    assert hand.covered() == [billed]
    hand.world.later(minutes=7)
    hand.ran({}, ask=False)
    assert hand.covered() == [billed, taken]


def test_what_a_voided_document_covered_is_free_when_the_first_document_is_linked(hand: ByHand) -> None:
    order = hand.another()
    gone = invoice_key(hand.first)
    hand.ran({order: lambda: hand.proposal(order, hand.invoice(order), released=frozenset({gone}))})
    assert [one.state for one in hand.covered()] == [CoverageState.RELEASED]
    assert told(hand.world, hand.us, "coverage.released") == [
        f"What {hand.first} had billed is free again: its document was voided or deleted."
    ]


def added(hand: ByHand, order: OrderKey) -> Callable[[], Proposal]:
    """Lines of the order on the first one's draft, whose links are both to that invoice then."""

    def make() -> Proposal:
        held = hand.held()
        kept = tuple(KeptLine(line=line) for line in held.lines)
        lines: tuple[KeptLine | LineItem, ...] = (*kept, *hand.invoice(order).lines)
        update = InvoiceUpdate(invoice_id=held.id, lines=lines)
        change = InvoiceChange(
            key=invoice_key(order), document=invoice_key(hand.first), before=held, update=update, reason="More seats"
        )
        return hand.proposal(order, changes=(change,))

    return make


def is_added_once(hand: ByHand, order: OrderKey) -> None:
    lines = hand.world.books().invoice("INV-0001")["LineItems"]
    assert sorted(f"{line['LineAmount']:.2f}" for line in lines) == ["125.00", "25.00"]
    keys = [invoice_key(hand.first), invoice_key(order)]
    with hand.world.app.runtime.database.transaction() as tx:
        found = links.find(tx, hand.us, hand.tenant, keys)
    assert len(found) == 2
    assert len({link.xero_id for link in found.values()}) == 1
    for picture in (hand.picture(), hand.picture(order)):
        assert picture is not None
        assert edited(picture, hand.held()) is None


def test_lines_are_added_to_a_draft_and_the_order_is_linked_to_it(hand: ByHand) -> None:
    order = hand.another()
    assert hand.ran({order: added(hand, order)}) == [TaskStatus.SYNCED]
    is_added_once(hand, order)
    assert len(hand.world.books().invoices) == 1


@pytest.mark.parametrize("minutes", [1, 7])
def test_lines_whose_answer_was_lost_are_recognised_by_their_marks(hand: ByHand, minutes: int) -> None:
    order = hand.another()
    hand.world.xero.faults.lose_answer("POST", INVOICES)
    assert hand.ran({order: added(hand, order)}) == [TaskStatus.UNCERTAIN]
    hand.world.later(minutes=minutes)
    hand.ran({}, ask=False)
    assert hand.task(order).status is TaskStatus.SYNCED
    is_added_once(hand, order)

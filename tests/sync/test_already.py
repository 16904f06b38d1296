from __future__ import annotations

from typing import Any

import pytest

from connect_ext.books.documents.held import HeldInvoice, Link
from connect_ext.books.facts.proposal import NothingToInvoice, Proposal
from connect_ext.books.ids import XeroId
from connect_ext.sync.proposing.already import already
from connect_ext.work.outcome import NeedsPerson, Outcome, Synced
from tests.books.builders import an_organisation, as_held, proposed, the_invoice

PROPOSAL = proposed()
NOTHING = NothingToInvoice(reason="Nothing to invoice: price 0.")
KEY = the_invoice(PROPOSAL).key
LINK = Link(key=KEY, xero_id=XeroId("xero-1"), number="INV-0001")


def looked_at(proposed: Proposal | NothingToInvoice, held: HeldInvoice | None) -> Outcome:
    return already(proposed, {KEY: LINK}, {KEY: held} if held else {}, an_organisation())


def problem_of(outcome: Any) -> str:
    assert isinstance(outcome, NeedsPerson)
    (found,) = outcome.problems
    return str(found.sentence)


def test_an_invoice_that_says_what_the_order_says_ends_it() -> None:
    found = looked_at(PROPOSAL, as_held(the_invoice(PROPOSAL), contact_id=XeroId("another")))
    assert found == Synced(remark="Invoice INV-0001 is in Xero already.")


@pytest.mark.parametrize("proposed", [PROPOSAL, NOTHING])
def test_an_invoice_that_has_vanished_needs_a_person(proposed: Any) -> None:
    assert "INV-0001 is not in Harbour Cloud any more" in problem_of(looked_at(proposed, None))


def test_an_order_that_asks_for_nothing_any_more_is_not_done_while_its_invoice_stands() -> None:
    held = as_held(the_invoice(PROPOSAL))
    assert "asks for no invoice any more" in problem_of(looked_at(NOTHING, held))


def test_an_order_that_asks_for_nothing_is_done_once_its_invoice_is_voided() -> None:
    held = as_held(the_invoice(PROPOSAL), status="VOIDED")
    assert looked_at(NOTHING, held) == Synced(remark=NOTHING.reason)

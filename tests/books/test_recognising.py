from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from connect_ext.books.documents.compare import intended
from connect_ext.books.documents.held import HeldInvoice, HeldLine
from connect_ext.books.ids import XeroId
from connect_ext.books.planning.recognise import Doubtful, Ended, NotThere, Ours, Recognition, recognise
from tests.books.builders import CONTACT, as_held, proposed, the_invoice

INVOICE = the_invoice(proposed())
OURS = as_held(INVOICE)
FOREIGN = as_held(INVOICE, lines=(HeldLine(description="By hand", line_amount=Decimal(25)),))


def another(**changes: Any) -> HeldInvoice:
    return replace(OURS, **{"id": XeroId("another"), "number": "INV-0002", **changes})


def recognised(*held: HeldInvoice) -> Recognition[HeldInvoice]:
    return recognise(intended(INVOICE, CONTACT), held)


@pytest.mark.parametrize("held", [(), (FOREIGN,)])
def test_without_our_mark_it_is_not_there(held: tuple[HeldInvoice, ...]) -> None:
    assert recognised(*held) == NotThere()


def test_the_only_one_that_is_equal_is_ours() -> None:
    assert recognised(FOREIGN, OURS) == Ours(document=OURS)


def test_the_only_one_that_differs_is_doubtful() -> None:
    assert recognised(replace(OURS, subtotal=Decimal(26))) == Doubtful(
        difference="its total before tax is 26, not 25.00"
    )


def test_of_two_that_live_none_is_chosen() -> None:
    assert recognised(OURS, another()) == Doubtful(difference="there are several: INV-0001, INV-0002")


@pytest.mark.parametrize("status", ["VOIDED", "DELETED"])
def test_one_that_a_person_has_ended_is_neither_ours_nor_missing(status: str) -> None:
    ended = another(status=status)
    assert recognised(ended) == recognised(ended, ended) == Ended(difference=f"it is {status.lower()}")


@pytest.mark.parametrize("status", ["VOIDED", "DELETED"])
def test_one_that_a_person_has_ended_counts_for_nothing_beside_one_that_lives(status: str) -> None:
    ended = another(status=status)
    assert recognised(ended, OURS) == recognised(OURS, ended) == Ours(document=OURS)

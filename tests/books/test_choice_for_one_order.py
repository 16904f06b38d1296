"""What a person chooses for one order stands above the settings, and is said wherever it counts."""

from __future__ import annotations

import pytest

from connect_ext.books.documents.policies import CancellationRule, ReductionRule
from connect_ext.books.orders.order import OrderType
from connect_ext.books.settings.one_order import Chosen, CreditChoice, choices_for, settings_for
from connect_ext.books.settings.settings import Settings


def chosen(choice: CreditChoice) -> Chosen:
    return Chosen(choice=choice, by="UR-1")


@pytest.mark.parametrize(
    ("order_type", "choices"),
    [
        (OrderType.CHANGE, (CreditChoice.REFUND, CreditChoice.QUANTITY_ONLY)),
        (OrderType.RENEWAL, (CreditChoice.REFUND, CreditChoice.QUANTITY_ONLY)),
        (OrderType.CANCELLATION, (CreditChoice.CREDIT_UNUSED, CreditChoice.NO_CREDIT)),
        (OrderType.SALES, ()),
        (None, ()),
    ],
)
def test_an_order_has_the_choices_that_mean_something_for_it(
    order_type: OrderType | None, choices: tuple[CreditChoice, ...]
) -> None:
    assert choices_for(order_type) == choices


def test_a_choice_replaces_the_one_rule_that_it_is_about() -> None:
    settings = Settings(reductions=ReductionRule.ASK, cancellation_days=3)
    assert settings_for(settings, None) is settings
    reduced = settings_for(settings, chosen(CreditChoice.QUANTITY_ONLY))
    assert (reduced.reductions, reduced.cancellation) == (ReductionRule.QUANTITY_ONLY, CancellationRule.ASK)
    ended = settings_for(settings, chosen(CreditChoice.NO_CREDIT))
    assert (ended.reductions, ended.cancellation) == (ReductionRule.ASK, CancellationRule.NO_CREDIT)


def test_who_chose_is_a_sentence() -> None:
    assert chosen(CreditChoice.REFUND).sentence == "UR-1 chose for this order: refund what is taken back."

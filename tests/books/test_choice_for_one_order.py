"""What a person chooses for one order stands above the settings, and is said wherever it counts."""

from __future__ import annotations

import pytest

from connect_ext.books.documents.policies import CancellationRule, ReductionRule
from connect_ext.books.facts.proposal import NothingToInvoice, Proposal
from connect_ext.books.ids import ProductId
from connect_ext.books.orders.order import OrderType
from connect_ext.books.settings.one_order import Chosen, CreditChoice, choices_for, settings_for
from connect_ext.books.settings.settings import Settings
from tests.books.builders import a_fee
from tests.books.little_books import Found, LittleBooks, an_order_on
from tests.books.test_changes import an_order_of, seats

PRODUCT = ProductId("PRD-276-377-545")


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
    assert settings_for(settings, PRODUCT) == settings
    reduced = settings_for(settings, PRODUCT, chosen(CreditChoice.QUANTITY_ONLY))
    assert (reduced.reductions, reduced.cancellation) == (ReductionRule.QUANTITY_ONLY, CancellationRule.ASK)
    ended = settings_for(settings, PRODUCT, chosen(CreditChoice.NO_CREDIT))
    assert (ended.reductions, ended.cancellation) == (ReductionRule.ASK, CancellationRule.NO_CREDIT)


def test_who_chose_is_a_sentence() -> None:
    assert chosen(CreditChoice.REFUND).sentence == "UR-1 chose for this order: refund what is taken back."


def reduced(choice: CreditChoice, status: str = "AUTHORISED", **settings: object) -> Found:
    """Ten seats of January, five of them taken back on the 11th."""
    told = LittleBooks(
        status=status, settings={"reductions": ReductionRule.ASK, **settings}, facts={"chosen": chosen(choice)}
    )
    told.made(an_order_on(OrderType.SALES, 1, "1 Jan", a_fee(quantity="10")))
    return told.take(an_order_of(OrderType.CHANGE, 2, "11 Jan", seats("10", "5")))


def test_what_is_made_says_who_chose_it() -> None:
    said = "UR-1 chose for this order: refund what is taken back."
    for found in (reduced(CreditChoice.REFUND), reduced(CreditChoice.REFUND, "DRAFT")):
        assert isinstance(found, Proposal)
        assert said.rstrip(".") in found.remarks
        assert all(text.endswith(said) for text in found.explanations.values())


def test_where_nothing_is_made_the_reason_says_who_chose_it() -> None:
    found = reduced(CreditChoice.QUANTITY_ONLY)
    assert isinstance(found, NothingToInvoice)
    assert found.reason.endswith("; UR-1 chose for this order: only the quantity changes.")


def test_the_rules_of_a_product_stand_above_those_for_all_and_below_a_persons_choice() -> None:
    settings = Settings(
        reductions_by_product={PRODUCT: ReductionRule.QUANTITY_ONLY},
        cancellations_by_product={PRODUCT: CancellationRule.NO_CREDIT},
    )
    own, other = settings_for(settings, PRODUCT), settings_for(settings, ProductId("PRD-1"))
    assert (own.reductions, own.cancellation) == (ReductionRule.QUANTITY_ONLY, CancellationRule.NO_CREDIT)
    assert (other.reductions, other.cancellation) == (ReductionRule.REFUND, CancellationRule.ASK)
    assert settings_for(settings, PRODUCT, chosen(CreditChoice.REFUND)).reductions is ReductionRule.REFUND

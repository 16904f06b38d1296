from __future__ import annotations

from dataclasses import replace

import pytest

from connect_ext.books.orders.order import SkuClass
from connect_ext.books.settings.settings import Settings
from connect_ext.work.setup import SetupFacts, SetupStep, steps_done

NOTHING = SetupFacts(connected=False, settings=Settings(), mapped=False, waits_for_mapping=0, made=False)


def done(facts: SetupFacts) -> list[SetupStep]:
    return [step for step, done in steps_done(facts).items() if done]


def test_a_new_installation_has_four_steps_before_it() -> None:
    assert steps_done(NOTHING) == dict.fromkeys(SetupStep, False)


@pytest.mark.parametrize(
    "settings",
    [Settings(fallback_account="200"), Settings(accounts=dict.fromkeys(SkuClass, "200"))],
    ids=["fallback", "each class"],
)
def test_how_orders_become_invoices_is_chosen_once_every_charge_has_an_account(settings: Settings) -> None:
    assert done(replace(NOTHING, settings=settings)) == [SetupStep.RULES]


def test_an_account_for_some_charges_is_not_enough() -> None:
    assert done(replace(NOTHING, settings=Settings(accounts={SkuClass.LICENCE: "200"}))) == []


def test_mapping_is_done_once_something_is_mapped_and_nothing_waits_for_it() -> None:
    assert done(replace(NOTHING, mapped=True)) == [SetupStep.MAPPING]
    assert done(replace(NOTHING, mapped=True, waits_for_mapping=1)) == []


def test_the_first_document_ends_the_set_up() -> None:
    facts = SetupFacts(
        connected=True, settings=Settings(fallback_account="200"), mapped=False, waits_for_mapping=0, made=True
    )

    assert done(facts) == list(SetupStep)

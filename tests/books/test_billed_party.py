from __future__ import annotations

import pytest

from connect_ext.books.booking.billed_party import billed_party, billed_role
from connect_ext.books.facts.proposal import Account
from connect_ext.books.ids import TierAccountId
from connect_ext.books.orders.order import Order, PartyRole
from connect_ext.books.problems.problem import Code, Problem
from connect_ext.books.settings.settings import BilledParty
from tests.books.builders import OURS, a_party, a_reseller, an_order

BELOW = BilledParty.DIRECTLY_BELOW
OTHER = "TA-1000-0000-0002"

ONE_TIER = an_order(tier1=a_reseller(OTHER))
TWO_TIERS = an_order(tier1=a_reseller(OTHER), tier2=a_reseller("TA-1000-0000-0003"))
WE_ARE_TIER1 = an_order(tier1=a_reseller(OURS), tier2=a_reseller(OTHER))
WE_ARE_TIER2 = an_order(tier1=a_reseller(OTHER), tier2=a_reseller(OURS))


def known(role: str = "reseller") -> Account:
    return Account(role=role, tier_account_id=OURS)


def unknown(role: str = "reseller") -> Account:
    return Account(role=role)


@pytest.mark.parametrize(
    ("order", "account", "billed"),
    [
        (ONE_TIER, known("distributor"), PartyRole.TIER1),
        (ONE_TIER, unknown("distributor"), PartyRole.TIER1),
        (TWO_TIERS, known("distributor"), PartyRole.TIER2),
        (ONE_TIER, known(), PartyRole.CUSTOMER),
        (ONE_TIER, unknown(), PartyRole.CUSTOMER),
        (WE_ARE_TIER1, known(), PartyRole.CUSTOMER),
        (WE_ARE_TIER2, known(), PartyRole.TIER1),
        (TWO_TIERS, known(), Code.BILLED_PARTY_UNCLEAR),
        (TWO_TIERS, unknown(), Code.BILLED_PARTY_UNCLEAR),
        (an_order(tier1=None), known(), PartyRole.CUSTOMER),
    ],
)
def test_the_party_directly_below_this_account(order: Order, account: Account, billed: PartyRole | Code) -> None:
    found = billed_role(order, BELOW, account)
    assert (found.code if isinstance(found, Problem) else found) is billed


@pytest.mark.parametrize(
    ("choice", "billed"),
    [
        (BilledParty.CUSTOMER, PartyRole.CUSTOMER),
        (BilledParty.TIER1, PartyRole.TIER1),
        (BilledParty.TIER2, PartyRole.TIER2),
    ],
)
def test_a_fixed_tier_is_billed_whoever_we_are(choice: BilledParty, billed: PartyRole) -> None:
    for account in (known(), unknown(), known("distributor")):
        assert billed_role(TWO_TIERS, choice, account) is billed


@pytest.mark.parametrize(
    ("choice", "id_"),
    [
        (BilledParty.CUSTOMER, "TA-2000-0000-0001"),
        (BilledParty.TIER1, OTHER),
        (BilledParty.TIER2, "TA-1000-0000-0003"),
    ],
)
def test_the_billed_party_is_the_one_of_that_tier(choice: BilledParty, id_: str) -> None:
    party = billed_party(TWO_TIERS, choice, known())
    assert party == a_party(
        id=TierAccountId(id_), **({} if choice is BilledParty.CUSTOMER else {"name": f"Reseller {id_}"})
    )


@pytest.mark.parametrize(
    ("order", "choice", "words"),
    [
        (an_order(customer=None), BELOW, "names no customer"),
        (an_order(tier1=None), BilledParty.TIER1, "names no tier1"),
        (an_order(tier2=None), BilledParty.TIER2, "names no tier2"),
    ],
)
def test_a_party_that_the_order_does_not_name_is_a_problem(order: Order, choice: BilledParty, words: str) -> None:
    found = billed_party(order, choice, known())
    assert isinstance(found, Problem)
    assert found.code is Code.BILLED_PARTY_MISSING
    assert words in found.sentence


def test_who_is_billed_is_never_guessed() -> None:
    found = billed_party(TWO_TIERS, BELOW, unknown())
    assert isinstance(found, Problem)
    assert found.code is Code.BILLED_PARTY_UNCLEAR

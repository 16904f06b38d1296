from __future__ import annotations

import pytest

from connect_ext.books.documents.organisation import Organisation
from connect_ext.books.planning.solved import solved_by
from connect_ext.books.problems.codes import Code
from connect_ext.books.problems.problem import Problem, problem
from tests.books.builders import AUD, JPY, a_rate, an_account, an_organisation


def disabled(currency: str) -> Problem:
    return problem(Code.CURRENCY_NOT_ENABLED, subject="PR-1", currency=currency, organisation="Harbour", base="AUD")


def unusable_account(code: str) -> Problem:
    return problem(Code.ACCOUNT_UNUSABLE, account=code, subject="MPN", why="is archived", organisation="Harbour")


def unusable_tax(tax_type: str) -> Problem:
    return problem(Code.TAX_TYPE_UNUSABLE, tax_type=tax_type, subject="MPN", why="is gone", organisation="Harbour")


@pytest.mark.parametrize("found", [disabled("JPY"), unusable_account("200"), unusable_tax("OUTPUT")])
def test_what_the_organisation_allows_now_is_solved(found: Problem) -> None:
    assert solved_by(an_organisation(currencies=frozenset({AUD, JPY})), found)


@pytest.mark.parametrize(
    ("organisation", "found"),
    [
        (an_organisation(currencies=frozenset({AUD})), disabled("JPY")),
        (an_organisation(accounts=()), unusable_account("200")),
        (an_organisation(accounts=(an_account(active=False),)), unusable_account("200")),
        (an_organisation(tax_rates=()), unusable_tax("OUTPUT")),
        (an_organisation(tax_rates=(a_rate(active=False),)), unusable_tax("OUTPUT")),
        (an_organisation(tax_rates=(a_rate(for_revenue=False),)), unusable_tax("OUTPUT")),
    ],
)
def test_what_it_still_does_not_allow_is_not(organisation: Organisation, found: Problem) -> None:
    assert not solved_by(organisation, found)


def test_the_facts_of_an_organisation_say_nothing_of_a_missing_price() -> None:
    assert not solved_by(an_organisation(), problem(Code.PRICE_MISSING, subject="MPN", tried="nothing"))

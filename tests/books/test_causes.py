"""What several orders wait for alike."""

from __future__ import annotations

import pytest

from connect_ext.books.problems.causes import RULES, cause_of
from connect_ext.books.problems.problem import Code, problem


class Anything(dict[str, str]):
    def __missing__(self, word: str) -> str:
        return f"a {word}"


def test_orders_without_one_account_have_one_cause_whatever_they_sell() -> None:
    one = cause_of(problem(Code.ACCOUNT_MISSING, sku_class="licence", subject="M-1"))
    other = cause_of(problem(Code.ACCOUNT_MISSING, sku_class="licence", subject="M-2"))
    usage = cause_of(problem(Code.ACCOUNT_MISSING, sku_class="usage", subject="M-1"))
    assert one == other
    assert (one.title, dict(one.about)) == ("No revenue account for licence items", {"sku_class": "licence"})
    assert usage.id != one.id


def test_what_is_no_different_from_order_to_order_is_named_by_its_code() -> None:
    assert cause_of(problem(Code.HELD_CREDIT, subject="PR-1", amount="1.00 AUD")).id == "XI-801"


def test_a_code_without_a_rule_is_named_by_its_own_sentence() -> None:
    found = problem(Code.XERO_WARNS, subject="PR-1", message="rounded")
    assert Code.XERO_WARNS not in RULES
    assert (cause_of(found).id, cause_of(found).title) == ("XI-407", found.sentence)


@pytest.mark.parametrize("code", RULES)
def test_every_title_names_its_cause_with_the_words_of_its_problem(code: Code) -> None:
    assert "{" not in RULES[code].title.format_map(Anything())
    assert all(f"{{{word}}}" in RULES[code].title or word == "subject" for word in RULES[code].words)

"""Problems that the organisation's own facts can solve: somebody has put it right in Xero meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from connect_ext.books.documents.organisation import Organisation
from connect_ext.books.mapping.classify import why_unusable
from connect_ext.books.money import Currency
from connect_ext.books.problems.codes import Code
from connect_ext.books.problems.problem import Problem

Data = Mapping[str, str]


def solved_by(organisation: Organisation, problem: Problem) -> bool:
    """False also for a problem of which the organisation's facts do not tell."""
    rule = RULES.get(problem.code)
    return rule is not None and rule(organisation, problem.data)


def _currency_enabled(organisation: Organisation, data: Data) -> bool:
    return Currency(data["currency"]) in organisation.currencies


def _account_usable(organisation: Organisation, data: Data) -> bool:
    account = organisation.account(data["account"])
    return account is not None and why_unusable(account) is None


def _tax_type_usable(organisation: Organisation, data: Data) -> bool:
    rate = organisation.tax_rate(data["tax_type"])
    return rate is not None and rate.active and rate.for_revenue


RULES: Mapping[Code, Callable[[Organisation, Data], bool]] = {
    Code.CURRENCY_NOT_ENABLED: _currency_enabled,
    Code.ACCOUNT_UNUSABLE: _account_usable,
    Code.TAX_TYPE_UNUSABLE: _tax_type_usable,
}

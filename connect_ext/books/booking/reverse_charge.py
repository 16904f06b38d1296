"""Reverse charge: the customer owes the tax, so an invoice needs the customer's tax number (money §11).

https://europa.eu/youreurope/business/taxation/vat/cross-border-vat/index_en.htm
"""

from __future__ import annotations

from collections.abc import Iterable

from connect_ext.books.documents.document import LineItem
from connect_ext.books.facts.proposal import Facts
from connect_ext.books.orders.order import Party
from connect_ext.books.problems.problem import Code, Problem, problem


def problems_of_reverse_charge(lines: Iterable[LineItem], party: Party, facts: Facts) -> list[Problem]:
    """Once for each such tax type. The number counts wherever it is: Connect says it, or the contact has it in Xero."""
    if party.tax_id.strip() or (facts.held_contact is not None and facts.held_contact.tax_number.strip()):
        return []
    rates = [facts.organisation.tax_rate(name) for name in dict.fromkeys(line.tax_type for line in lines)]
    return [
        problem(Code.TAX_NUMBER_MISSING, customer=party.name or party.id, tax_type=rate.tax_type, name=rate.name)
        for rate in rates
        if rate is not None and rate.reverse_charge
    ]

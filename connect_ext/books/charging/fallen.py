"""Days that a change is measured against, and that Xero bills no longer: their invoice was voided or deleted."""

from __future__ import annotations

from connect_ext.books.charging.charges import item_of
from connect_ext.books.coverage.coverage import Coverage
from connect_ext.books.days import Days
from connect_ext.books.facts.proposal import Facts
from connect_ext.books.orders.order import Fee, Order
from connect_ext.books.problems.problem import Code, Problem, problem


def fallen_invoices(fee: Fee, order: Order, facts: Facts, covered: Coverage, days: Days) -> tuple[Problem, ...]:
    """One problem for each such invoice. A new item has no days of its own: those of the others count. What was given
    back is no loss, such as on a draft that we emptied."""
    billing = [one for one in covered.stretches if one.bills and not one.once]
    own = [one for one in billing if one.item == item_of(fee, order)] or billing
    documents = {one.line.document for one in own if covered.left(one.item, one.line).within(days).steps}
    return tuple(
        problem(
            Code.INVOICE_FALLEN,
            subject=order.request_id,
            item=fee.product_item.name or fee.product_item.mpn,
            invoice=invoice.name,
            status=invoice.status,
        )
        for invoice in facts.asset.fallen
        if invoice.document in documents
    )

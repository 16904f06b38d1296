"""How an invoice is dated: on the day of sending or on the service start, never in the future, never inside a lock."""

from __future__ import annotations

from datetime import date

from connect_ext.books.booking.own_defaults import own_defaults
from connect_ext.books.documents.document import DocumentDates
from connect_ext.books.documents.policies import DocumentDate
from connect_ext.books.facts.proposal import Facts
from connect_ext.books.orders.order import Order
from connect_ext.books.periods.periods import A_DAY
from connect_ext.books.settings.due_date import due_date
from connect_ext.books.subscription.asset import effective_on


def invoice_dates(order: Order, facts: Facts) -> DocumentDates:
    """Fixed by the first send and kept on retry, unless the period was locked meanwhile (money §2).

    In the future only for an invoice that has to wait until then (`locks.waits_for`).
    """
    fixed = facts.fixed_dates
    if fixed is not None and not facts.organisation.is_locked(fixed.date):
        return fixed
    day = open_day(wanted_day(order, facts), facts)
    due = due_date(day, facts.settings.due, own_defaults(facts).terms, facts.organisation.sales_terms)
    return DocumentDates(date=day, due_date=due)


def wanted_day(order: Order, facts: Facts) -> date:
    """Where nothing is locked."""
    if facts.settings.document_date is DocumentDate.SENDING:
        return facts.today
    return min(facts.today, _due_on(order, facts))


def _due_on(order: Order, facts: Facts) -> date:
    """What is charged in arrears is due when its period has ended, whatever day that began on (money §4)."""
    if order.period is not None and order.product_id in facts.settings.in_arrears:
        return order.period.end
    return effective_on(order)


def open_day(day: date, facts: Facts) -> date:
    """The day, or the first one after the lock that it falls into (money §13)."""
    locked = facts.organisation.locked_until
    return locked + A_DAY if locked is not None and day <= locked else day

"""What a locked period does to documents: they are dated on the first open day, or wait (money §13)."""

from __future__ import annotations

from datetime import date, timedelta

from connect_ext.books.documents.policies import LockedPeriod
from connect_ext.books.facts.proposal import Facts, Proposal, Waits
from connect_ext.books.money import Amount, written
from connect_ext.books.placing.dating import open_day, wanted_day

AGAIN_AFTER = timedelta(days=7)
"""How often a parked order is looked at: whether the lock was moved, and as the weekly reminder."""


def waits_for(proposal: Proposal, facts: Facts) -> Waits | None:
    """Why none of its documents may be sent yet; drafts, credit notes and changes of drafts are no exception.

    All go together or none: what is charged and given back in one order is never torn apart.
    """
    locked = facts.organisation.locked_until
    if locked is None:
        return None
    amount = _amount(proposal)
    frozen = [change.before for change in proposal.changes if change.before.date and change.before.date <= locked]
    if frozen:
        names = ", ".join(draft.name for draft in frozen)
        return _parked(f"{amount} would change {names}, which is dated", locked, facts)
    wanted = _wanted(proposal, facts)
    if wanted is None or wanted > locked:
        return None
    if facts.settings.locked_period is LockedPeriod.PARK:
        return _parked(f"{amount} would be dated {wanted.isoformat()},", locked, facts)
    opens = open_day(wanted, facts)
    return None if opens <= facts.today else _until(opens, amount, facts)


def _wanted(proposal: Proposal, facts: Facts) -> date | None:
    """The earliest date that a new document would have if nothing were locked; credit notes are dated today."""
    dates = [facts.today for _ in proposal.credit_notes]
    if proposal.invoice:
        fixed = facts.fixed_dates
        dates.append(fixed.date if fixed and proposal.invoice.date == fixed.date else wanted_day(proposal.order, facts))
    return min(dates, default=None)


def _until(opens: date, amount: str, facts: Facts) -> Waits:
    why = f"Waits for {opens.isoformat()}, the first day that {facts.organisation.name} has not locked: {amount}."
    return Waits(until=min(opens, facts.today + AGAIN_AFTER), why=why)


def _parked(what: str, locked: date, facts: Facts) -> Waits:
    period = f"in a period that {facts.organisation.name} has locked until {locked.isoformat()}"
    why = f"Parked: {what} {period}. It is looked at again every week, and goes on when the lock is moved."
    return Waits(until=facts.today + AGAIN_AFTER, why=why)


def _amount(proposal: Proposal) -> str:
    """What waits, before tax, by document."""
    made = [document for document in (proposal.invoice, *proposal.credit_notes) if document]
    amounts = [Amount(value=document.subtotal, currency=document.currency) for document in made]
    told = [f"{written(amount.value, amount.currency)} {amount.currency}" for amount in amounts]
    return " and ".join([*told, *(change.reason for change in proposal.changes)])

"""An invoice of a customer's month is closed when its closing day is over: then it takes the status of the settings.

Orders of a month that is closed get invoices of their own (money §9).
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time

from connect_ext.books.documents.edited import edited
from connect_ext.books.documents.follow_up import Ends, Waits
from connect_ext.books.documents.held import HeldInvoice
from connect_ext.books.documents.organisation import Organisation
from connect_ext.books.documents.policies import InvoiceTarget, SentAs
from connect_ext.books.documents.update import InvoiceUpdate, NewStatus
from connect_ext.books.periods.periods import A_DAY
from connect_ext.books.settings.settings import Settings

SAID = {"DRAFT": "a draft", "SUBMITTED": "submitted", "AUTHORISED": "approved", "PAID": "paid"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Collects:
    """Orders still join it, until then (aware)."""

    until: datetime
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Closes:
    """It is given this status now."""

    invoice: HeldInvoice
    status: NewStatus

    @property
    def update(self) -> InvoiceUpdate:
        return InvoiceUpdate(invoice_id=self.invoice.id, status=self.status)


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed:
    """We have closed it."""

    sentence: str
    approved: bool


Closing = Collects | Closes | Closed | Waits | Ends


def closing_day(dated: date, settings: Settings) -> date:
    """Of the month that an invoice is dated in; the last one where the month is shorter."""
    last = monthrange(dated.year, dated.month)[1]
    return dated.replace(day=min(settings.closing_day, last))


def is_closed(dated: date, settings: Settings, today: date) -> bool:
    """Whether no order joins an invoice of that month any more."""
    return settings.invoice_target is InvoiceTarget.PER_MONTH and today > closing_day(dated, settings)


def closes_at(dated: date, settings: Settings, organisation: Organisation) -> datetime:
    """The midnight that ends the closing day, where the organisation is."""
    return datetime.combine(closing_day(dated, settings) + A_DAY, time.min, organisation.timezone)


def closing(
    held: HeldInvoice | None,
    picture: HeldInvoice | None,
    *,
    name: str,
    by_us: bool,
    settings: Settings,
    organisation: Organisation,
    today: date,
) -> Closing:
    """What becomes of it, as it is in Xero now. `picture` is Xero's last answer about it, `by_us` whether we have
    closed it already, `name` what it was called, should it not be there any more.

    One that a person has edited is theirs: who has added to it, or taken from it, knows whether it is complete.
    """
    if held is None or not held.alive:
        gone = "is not in Xero any more" if held is None else f"is {held.status.lower()}"
        return Ends(sentence=f"Invoice {name} {gone}: there is nothing to close.")
    said = SAID.get(held.status, held.status)
    if by_us:
        approved = held.status in ("AUTHORISED", "PAID")
        return Closed(sentence=f"Invoice {held.name} is closed and {said}.", approved=approved)
    if held.status != "DRAFT":
        return Ends(sentence=f"Invoice {held.name} was {said} by a person before it was closed.")
    if not is_closed(held.date or today, settings, today):
        return _open(held, held.date or today, settings, organisation)
    if picture is None or (why := edited(picture, held)):
        changed = why if picture is not None else "its former state is not known"
        return Ends(sentence=f"Invoice {held.name} stays a draft, for a person to approve, since {changed}.")
    if settings.sent_as is SentAs.DRAFT:
        return Ends(sentence=f"Invoice {held.name} is closed, and stays a draft as the settings say.")
    if organisation.is_locked(held.date or today):
        locked = f"periods are locked until {organisation.locked_until}"
        return Waits(sentence=f"Invoice {held.name} cannot be closed: {locked}.")
    return Closes(invoice=held, status=NewStatus(settings.sent_as.value))


def _open(held: HeldInvoice, dated: date, settings: Settings, organisation: Organisation) -> Collects | Ends:
    if settings.invoice_target is not InvoiceTarget.PER_MONTH:
        why = "since the settings ask for no invoice per month any more"
        return Ends(sentence=f"Invoice {held.name} stays a draft, for a person to approve, {why}.")
    last = closing_day(dated, settings)
    return Collects(
        until=closes_at(dated, settings, organisation),
        sentence=f"Invoice {held.name} takes further orders of {dated:%Y-%m} until {last}; then it is closed.",
    )

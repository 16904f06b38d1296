"""What auto-sync shows to a person before it sends it (money §14): held, not failed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from connect_ext.books.documents.policies import HoldRules
from connect_ext.books.facts.proposal import Proposal
from connect_ext.books.money import Amount, Currency, plain
from connect_ext.books.problems.codes import Code
from connect_ext.books.problems.problem import Problem, problem
from connect_ext.books.settings.settings import NewContacts, Settings

UNUSUALLY_LARGE = 3
"""Times the customer's last document."""


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """What the installation has made in its organisation so far."""

    documents: int = 0
    """Counted no further than the rules ask."""
    last: Mapping[Currency, Decimal] = field(default_factory=dict)
    """Of the order's customer: the last document before tax, by currency; nothing for a new customer."""


def holds(proposal: Proposal, net: Amount, history: History, rules: HoldRules) -> tuple[Problem, ...]:
    """Every reason to hold it; `net` is what it comes to before tax, credits taken off."""
    return tuple(_holds(proposal, net, history, rules))


def new_contact(subject: str, contact: str, made: int, settings: Settings) -> Problem | None:
    """Why auto-sync may not make this contact; `made` counts those that were made before (money §18)."""
    always, enough = settings.new_contacts is NewContacts.ALWAYS_ASK, settings.new_contacts_seen
    if not always and made >= enough:
        return None
    until = "" if always else f" until {enough} were made"
    return problem(Code.HELD_NEW_CONTACT, subject=subject, contact=contact, until=until)


def _holds(proposal: Proposal, net: Amount, history: History, rules: HoldRules) -> Iterator[Problem]:
    subject, value, currency = proposal.order.request_id, net.value, net.currency
    written = f"{plain(value)} {currency}"
    if rules.credits and (proposal.credit_notes or proposal.changes):
        yield problem(Code.HELD_CREDIT, subject=subject, amount=written)
    last, limit = history.last.get(currency), rules.above.get(currency)
    if rules.unusually_large and last is not None and value > UNUSUALLY_LARGE * abs(last):
        yield problem(Code.HELD_LARGE, subject=subject, amount=written, last=f"{plain(last)} {currency}")
    if limit is not None and value > limit:
        yield problem(Code.HELD_ABOVE, subject=subject, amount=written, limit=f"{plain(limit)} {currency}")
    if history.documents < rules.first_documents:
        yield problem(Code.HELD_FIRST, subject=subject, count=str(rules.first_documents))
    if rules.first_of_customer and not history.last:
        yield problem(Code.HELD_NEW_CUSTOMER, subject=subject, customer=proposal.contact.name)

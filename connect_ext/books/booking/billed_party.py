"""Who is billed: by default the party directly below this account (money §3)."""

from __future__ import annotations

from connect_ext.books.facts.proposal import Account
from connect_ext.books.orders.order import Order, Party, PartyRole
from connect_ext.books.problems.problem import Code, Problem, problem
from connect_ext.books.settings.settings import BilledParty

FIXED = {
    BilledParty.CUSTOMER: PartyRole.CUSTOMER,
    BilledParty.TIER1: PartyRole.TIER1,
    BilledParty.TIER2: PartyRole.TIER2,
}


def billed_role(order: Order, choice: BilledParty, account: Account) -> PartyRole | Problem:
    """The tier that is billed. Distributor: tier 2 if present, else tier 1; tier 2: tier 1; tier 1: the customer."""
    if choice is not BilledParty.DIRECTLY_BELOW:
        return FIXED[choice]
    if account.role == "distributor":
        return PartyRole.TIER2 if order.tier2 else PartyRole.TIER1
    if order.tier2 is None or _is(order.tier1, account):
        return PartyRole.CUSTOMER
    if _is(order.tier2, account):
        return PartyRole.TIER1
    return problem(Code.BILLED_PARTY_UNCLEAR, subject=order.request_id)


def billed_party(order: Order, choice: BilledParty, account: Account) -> Party | Problem:
    """The party itself, or the problem that the order does not name it."""
    role = billed_role(order, choice, account)
    if isinstance(role, Problem):
        return role
    party = order.party(role)
    return party or problem(Code.BILLED_PARTY_MISSING, subject=order.request_id, party=role.value)


def _is(party: Party | None, account: Account) -> bool:
    return party is not None and party.id == account.tier_account_id

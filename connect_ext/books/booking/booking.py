"""What mappings and rules say about a fee's line, in the order of money §11: a person's edit of the line, a rule
for the customer, what its contact has of its own in Xero, a rule for the product item or the fee. Where they say
nothing the installation's settings hold, which `classify` knows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from connect_ext.books.booking.own_defaults import NOTHING_OF_ITS_OWN, OwnDefaults, own_defaults, unusable
from connect_ext.books.documents.document import Tracking
from connect_ext.books.facts.proposal import Facts
from connect_ext.books.mapping.classify import Posting, account_code, posting_on, why_unusable
from connect_ext.books.mapping.item import why_unmappable
from connect_ext.books.mapping.mapping import CustomerRule, mapped
from connect_ext.books.mapping.tracking import tracking_of, why_untrackable
from connect_ext.books.orders.order import Fee, Order, Party
from connect_ext.books.problems.problem import Code, Problem, problem

BY_HAND = "by a person for this order"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruled:
    """Empty texts leave it to the settings. `because` is a sentence for the line's explanation, or empty."""

    item_code: str | None
    account_code: str
    tax_type: str
    tracking: tuple[Tracking, ...]
    because: str
    of_contact: OwnDefaults = NOTHING_OF_ITS_OWN
    """Of the above, what the contact has said."""


def ruled(fee: Fee, order: Order, party: Party, facts: Facts) -> Ruled:
    """A product rule's tax type holds at home only: abroad the customer's country decides, whatever is sold."""
    of_item, known, own = mapped(fee, order, facts.mappings), facts.mappings.customers, own_defaults(facts)
    of_customer = known.get(party.id, CustomerRule(customer=party.id))
    at_home = party.address.country == facts.organisation.country
    account = NOTHING_OF_ITS_OWN if fee.account_code or of_customer.account_code else own
    tax = NOTHING_OF_ITS_OWN if fee.tax_type or of_customer.tax_type else own
    tax_type = fee.tax_type or of_customer.tax_type or tax.tax_type or (of_item.tax_type if at_home else "")
    return Ruled(
        item_code=of_item.item_code,
        account_code=fee.account_code or of_customer.account_code or account.account_code or of_item.account_code,
        tax_type=tax_type,
        tracking=tracking_of(facts.mappings.tracking, order, party, own.tracking),
        because=_because(
            item=of_item.item_code,
            account=BY_HAND
            if fee.account_code
            else _by(of_customer.account_code, account.account_code, of_item.account_code, party),
            tax=BY_HAND if fee.tax_type else _by(of_customer.tax_type, tax.tax_type, tax_type, party),
        ),
        of_contact=OwnDefaults(account_code=account.account_code, tax_type=tax.tax_type),
    )


def booking(fee: Fee, said: Ruled, party: Party, facts: Facts) -> Posting | Problem:
    """Where the line goes by the rules and the settings; account and tax type must be usable, and go together."""
    settings, organisation = facts.settings, facts.organisation
    code = account_code(fee.product_item, settings, organisation, said.account_code)
    if isinstance(code, Problem):
        return code
    return posting_on(code, fee.product_item, party, settings, organisation, said.tax_type)


def problems_of(fee: Fee, said: Ruled, facts: Facts) -> Iterator[Problem]:
    """Whatever the organisation would not take; items are looked at only where they were read."""
    subject, organisation = fee.product_item.mpn, facts.organisation
    known = facts.items if said.item_code not in facts.new_items else None
    if said.item_code and known is not None and (why := why_unmappable(known.get(said.item_code))):
        yield problem(Code.ITEM_UNUSABLE, item=said.item_code, subject=subject, why=why, organisation=organisation.name)
    if said.account_code and (why := why_unusable(organisation.account(said.account_code))):
        yield (
            unusable(f"account {said.account_code}", why, facts)
            if said.of_contact.account_code
            else problem(
                Code.RULED_ACCOUNT_UNUSABLE,
                account=said.account_code,
                subject=subject,
                why=why,
                organisation=organisation.name,
            )
        )
    for tracked in said.tracking if facts.categories is not None else ():
        if why := why_untrackable(tracked.category, tracked.option, facts.categories or ()):
            yield problem(Code.TRACKING_UNUSABLE, option=tracked.option, why=why, organisation=organisation.name)
    rate = organisation.tax_rate(said.tax_type)
    if said.tax_type and (rate is None or not rate.active or not rate.for_revenue):
        name = said.tax_type
        ruled_so = problem(Code.RULED_TAX_UNUSABLE, tax_type=name, subject=subject, organisation=organisation.name)
        own = said.of_contact.tax_type
        yield unusable(f"tax type {name}", "cannot be used for sales", facts) if own else ruled_so


def _by(of_customer: str, of_contact: str, chosen: str, party: Party) -> str:
    """Whose rule it was; empty where there is none."""
    if of_customer:
        return f"by the rule for {party.name or party.id}"
    if of_contact:
        return "as the contact has it in Xero"
    return "by its mapping" if chosen else ""


def _because(*, item: str | None, account: str, tax: str) -> str:
    told = [
        *([f"Xero item {item}"] if item else []),
        *([f"account {account}"] if account else []),
        *([f"tax type {tax}"] if tax else []),
    ]
    return f"{', '.join(told)}." if told else ""

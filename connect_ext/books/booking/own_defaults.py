"""What the billed party's contact has of its own in Xero, as far as the settings use it (money §11)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from connect_ext.books.documents.document import Tracking
from connect_ext.books.documents.organisation import PaymentTerms
from connect_ext.books.facts.proposal import Facts
from connect_ext.books.ids import XeroId
from connect_ext.books.problems.problem import Code, Problem, problem
from connect_ext.books.settings.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnDefaults:
    """Empty where the contact has none, where the settings ignore it, and where there is no contact yet."""

    terms: PaymentTerms | None = None
    theme: XeroId | None = None
    account_code: str = ""
    tracking: tuple[Tracking, ...] = ()
    discount: Decimal = Decimal(0)
    """Percent."""
    tax_type: str = ""


NOTHING_OF_ITS_OWN = OwnDefaults()


def own_defaults(facts: Facts) -> OwnDefaults:
    contact, used = facts.held_contact, facts.settings.contact_defaults
    if contact is None:
        return NOTHING_OF_ITS_OWN
    return OwnDefaults(
        terms=contact.sales_terms if used.terms else None,
        theme=contact.branding_theme if used.theme else None,
        account_code=contact.account_code if used.account else "",
        tracking=contact.tracking if used.tracking else (),
        discount=contact.discount if used.discount else Decimal(0),
        tax_type=contact.tax_type if used.tax_type else "",
    )


def prices_depend_on_contacts(settings: Settings) -> bool:
    """Whether an amount before tax cannot be known without the contact: its discount, or the tax in its prices."""
    used = settings.contact_defaults
    return used.discount or bool(settings.prices_with_tax and (used.account or used.tax_type))


def theme_of(facts: Facts) -> XeroId | None:
    """The contact's own, else the installation's; None leaves it to Xero."""
    return own_defaults(facts).theme or facts.settings.branding_theme


def problems_of_the_theme(facts: Facts) -> Iterator[Problem]:
    """A theme that the organisation no longer has is the contact's affair, or that of the settings."""
    own, organisation = own_defaults(facts).theme, facts.organisation
    if theme_of(facts) in {None, *(theme.id for theme in organisation.themes)}:
        return
    if own is None:
        yield problem(Code.THEME_UNKNOWN, organisation=organisation.name)
    else:
        yield unusable("invoice theme", "does not exist", facts)


def unusable(what: str, why: str, facts: Facts) -> Problem:
    """One of the contact's own defaults that the organisation would not take; `why` ends a sentence about it."""
    assert facts.held_contact is not None
    name = facts.held_contact.name
    return problem(Code.CONTACT_DEFAULT_UNUSABLE, name=name, what=what, why=why, organisation=facts.organisation.name)

"""What several orders wait for alike: problems with one cause, which one fix puts right."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from connect_ext.books.problems.problem import Code, Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """`id` is the same for the same cause; `about` are the words of the problem that it depends on."""

    id: str
    code: Code
    title: str
    about: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """`title` names the cause, filled with the `words` of a problem that make it another one."""

    title: str
    words: tuple[str, ...] = ()


C = Code
RULES: Mapping[Code, Rule] = {
    C.UNREADABLE: Rule(title="The order cannot be read"),
    C.PRICE_MISSING: Rule(title="No price for {subject}", words=("subject",)),
    C.PRICES_IN_SEVERAL_CURRENCIES: Rule(title="Prices in several currencies on one order"),
    C.QUANTITY_UNUSABLE: Rule(title="{subject} has a price and no quantity to bill", words=("subject",)),
    C.BILLED_PARTY_MISSING: Rule(title="Orders without a {party} to bill", words=("party",)),
    C.BILLED_PARTY_UNCLEAR: Rule(title="It is not known whom you bill"),
    C.CURRENCY_NOT_ENABLED: Rule(title="{currency} is not enabled in Xero", words=("currency",)),
    C.USAGE_ONLY_COST: Rule(title="No selling price for {item}", words=("item",)),
    C.USAGE_NOT_FOR_PARTY: Rule(title="Usage without amounts for {party}", words=("party",)),
    C.ACCOUNT_MISSING: Rule(title="No revenue account for {sku_class} items", words=("sku_class",)),
    C.ACCOUNT_UNUSABLE: Rule(title="Account {account} {why}", words=("account", "why")),
    C.TAX_RULE_MISSING: Rule(title="No tax rate for customers in {country}", words=("country",)),
    C.TAX_TYPE_UNUSABLE: Rule(title="Tax type {tax_type} {why}", words=("tax_type", "why")),
    C.THEME_UNKNOWN: Rule(title="The invoice theme no longer exists"),
    C.DATE_LOCKED: Rule(title="The date was locked meanwhile"),
    C.TAX_COUNTRY_UNKNOWN: Rule(title="{customer} has no country", words=("customer",)),
    C.TAX_NUMBER_MISSING: Rule(title="{customer} has no tax number", words=("customer",)),
    C.ITEM_UNUSABLE: Rule(title="The Xero item {item} {why}", words=("item", "why")),
    C.RULED_ACCOUNT_UNUSABLE: Rule(title="Account {account} of a mapping {why}", words=("account", "why")),
    C.RULED_TAX_UNUSABLE: Rule(title="Tax type {tax_type} of a mapping is not for sales", words=("tax_type",)),
    C.TRACKING_UNUSABLE: Rule(title="The tracking option “{option}” {why}", words=("option", "why")),
    C.CONTACT_NAME_TAKEN: Rule(title="Xero already has a contact named “{name}”", words=("name", "subject")),
    C.CONTACT_ARCHIVED: Rule(title="The contact “{name}” is archived in Xero", words=("name", "subject")),
    C.CONTACT_GONE: Rule(title="The contact of {subject} is gone", words=("subject",)),
    C.CONTACT_NAME_MISSING: Rule(title="{subject} has no name", words=("subject",)),
    C.CONTACT_SIMILAR: Rule(title="Xero may have {subject} already", words=("subject",)),
    C.REFUSED_BY_XERO: Rule(title="Xero refused: {message}", words=("message",)),
    C.ANSWER_UNCLEAR: Rule(title="Xero’s answer was not clear"),
    C.DOCUMENT_DIFFERS: Rule(title="Xero holds a document that differs"),
    C.AMOUNT_DIFFERS: Rule(title="Xero holds other amounts than were sent"),
    C.GAVE_UP: Rule(title="Failed many times in a row"),
    C.NOT_AS_SHOWN: Rule(title="Changed since it was shown"),
    C.NUMBER_TAKEN: Rule(title="The number of a document is taken"),
    C.MARKETPLACE_REFUSED: Rule(title="Connect does not show what is needed"),
    C.NEVER_BILLED: Rule(title="Changes of what was never billed here"),
    C.EARLIER_ORDER_IGNORED: Rule(title="Changes after an order that was ignored"),
    C.INVOICE_FALLEN: Rule(title="Changes of an invoice that was voided or deleted"),
    C.REDUCTION_ASKS: Rule(title="Reductions that ask what is given back"),
    C.QUANTITIES_DISAGREE: Rule(title="Quantities that do not agree with Connect"),
    C.AFTER_THE_END: Rule(title="Changes after a cancellation"),
    C.REFUND_UNCLEAR: Rule(title="Refunds that cannot be worked out"),
    C.CANCELLATION_ASKS: Rule(title="Cancellations that ask what is given back"),
    C.BILLED_ELSEWHERE: Rule(title="Credits of days that were billed elsewhere"),
    C.CANCELLED_UNBILLED: Rule(title="Cancellations of what was never billed here"),
    C.COMMITMENT_UNKNOWN: Rule(title="Cancellations with an unknown commitment"),
    C.COMMITMENT_ASKS: Rule(title="Given up before a commitment ends: what is given back?"),
    C.HELD_CREDIT: Rule(title="Held: money is given back"),
    C.HELD_LARGE: Rule(title="Held: much larger than before"),
    C.HELD_ABOVE: Rule(title="Held: above your limit"),
    C.HELD_FIRST: Rule(title="Held: the first documents"),
    C.HELD_NEW_CUSTOMER: Rule(title="Held: the first order of a customer"),
    C.BEFORE_GO_LIVE: Rule(title="From before this extension began"),
    C.UNDONE: Rule(title="Undone: send again or ignore?"),
    C.FALLEN_IN_XERO: Rule(title="Voided or deleted in Xero: send again or ignore?"),
    C.CREDIT_ADRIFT: Rule(title="Credits of invoices that were voided or deleted"),
    C.UNDO_UNFINISHED: Rule(title="Undone in part: what is to become of the rest?"),
    C.OUR_MISTAKE: Rule(title="An error in this extension"),
}
"""A code that is not named here has one cause, named by the first problem's own sentence."""


def cause_of(found: Problem) -> Cause:
    rule = RULES.get(found.code)
    if rule is None:
        return Cause(id=found.code.value, code=found.code, title=found.sentence, about={})
    about = {word: found.data[word] for word in rule.words}
    return Cause(id=_id(found.code, about), code=found.code, title=rule.title.format_map(found.data), about=about)


def _id(code: Code, about: Mapping[str, str]) -> str:
    """Short and plain, for the address of a page."""
    if not about:
        return code.value
    words = "\n".join(f"{word}={about[word]}" for word in sorted(about))
    return f"{code.value}-{sha256(words.encode()).hexdigest()[:8]}"

"""The choices that a setting offers, each with what it does to a document (money §8, §9, §13, §18)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from connect_ext.books.money import Currency


class ReductionRule(StrEnum):
    """What a reduced quantity does to what is billed already (money §8)."""

    REFUND = "refunds"
    QUANTITY_ONLY = "quantity_changes_only"
    """The next period bills less; what is billed stays, and a re-add inside it costs nothing."""
    ASK = "ask"
    WITHIN_DAYS = "within_days"
    """Refunded inside some days from the start of the period, else only the quantity changes."""


class CancellationRule(StrEnum):
    """What a cancellation does to what is billed of the days after it (money §8)."""

    ASK = "ask"
    CREDIT = "credit_unused_part"
    NO_CREDIT = "no_credit"
    WITHIN_DAYS = "within_days"


class FeeRule(StrEnum):
    NONE = "none"
    FIXED = "fixed"
    PERCENT = "percent_of_remaining"
    """Of the net value of what is left of the billed periods."""
    COMMITTED_PERIODS = "remaining_committed_periods"


@dataclass(frozen=True, slots=True, kw_only=True)
class CancellationFee:
    """`value` is an amount without tax in `currency`, or a percentage; account and tax type empty: those of the SKU
    class custom."""

    rule: FeeRule
    value: Decimal = Decimal(0)
    currency: Currency | None = None
    account: str = ""
    tax_type: str = ""


NO_FEE = CancellationFee(rule=FeeRule.NONE)


class RefundLines(StrEnum):
    """Where a refund stands that comes with charges of the same order."""

    CREDIT_NOTE = "credit_note"
    NEGATIVE_LINE = "negative_line"
    """On the order's own invoice, as long as that stays positive."""


class RecurringSource(StrEnum):
    """What says that a period begins (money §6)."""

    CALENDAR = "calendar"
    PROVIDER = "provider_billing_requests"
    VENDOR = "vendor_billing_requests"


class InvoiceTarget(StrEnum):
    """Which invoice an order's charges go to (money §9)."""

    PER_ORDER = "one_per_order"
    PER_MONTH = "one_per_customer_and_month"
    LATEST_DRAFT = "latest_fitting_draft"


class SentAs(StrEnum):
    """The status that a document is made with, in Xero's words."""

    DRAFT = "DRAFT"
    SUBMITTED = "SUBMITTED"
    AUTHORISED = "AUTHORISED"


class DocumentDate(StrEnum):
    SENDING = "day_of_sending"
    SERVICE_START = "service_start"
    """Never in the future."""


class ProrationDisplay(StrEnum):
    """Equal totals either way (money §4)."""

    FOLDED = "folded"
    SEPARATE = "separate_line"


class TextSource(StrEnum):
    MARKETPLACE = "marketplace"
    XERO = "xero"


class Notify(StrEnum):
    """What people are shown first, and told of in pop-ups; everything is kept."""

    ERRORS_AND_ACTIONS = "errors_and_actions"
    ALL_TASKS = "all_tasks"


class LockedPeriod(StrEnum):
    """What becomes of a document whose date is locked (money §13)."""

    FIRST_OPEN_DAY = "first_open_day"
    PARK = "park"


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldRules:
    """What auto-sync leaves to a person (money §14); each of them a switch."""

    credits: bool = True
    unusually_large: bool = True
    above: Mapping[Currency, Decimal] = field(default_factory=dict)
    """Documents of more than so much before tax, by currency."""
    first_documents: int = 3
    """So many of the installation's first ones; 0 for none."""
    first_of_customer: bool = False
    price_changes: bool = False
    """A price that is more than a fifth above or below the last one that the customer was billed for the item."""
    low_margins: bool = False
    """A price that is not above what the item costs, where the price list says that."""


USUAL_HOLDS = HoldRules()


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactDefaults:
    """Which of the defaults that a contact has in Xero are used, rather than ignored (money §11). Of what is used the
    contact's own comes after a rule for the customer, and before one for the product and the installation's choice."""

    terms: bool = True
    """Payment terms; but a due date that the settings choose holds for everybody (money §2)."""
    theme: bool = True
    account: bool = True
    tracking: bool = True
    discount: bool = True
    """Percent off every price that a source gives."""
    tax_type: bool = True
    """The receivable one."""


ALL_USED = ContactDefaults()

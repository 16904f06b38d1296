"""What an installation chose (money §18). Changing a setting never rewrites what is in Xero."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from connect_ext.books.documents.document import LineAmountTypes
from connect_ext.books.documents.organisation import PaymentTerms
from connect_ext.books.documents.policies import (
    ALL_USED,
    NO_FEE,
    USUAL_HOLDS,
    CancellationFee,
    CancellationRule,
    ContactDefaults,
    DocumentDate,
    HoldRules,
    InvoiceTarget,
    LockedPeriod,
    Notify,
    ProrationDisplay,
    RecurringSource,
    ReductionRule,
    RefundLines,
    SentAs,
    TextSource,
)
from connect_ext.books.ids import ProductId, XeroId
from connect_ext.books.orders.order import SkuClass
from connect_ext.books.settings.rates import DatedRate


class PriceSource(StrEnum):
    """Where a price may come from."""

    PRICE_LIST = "marketplace"
    """The price list attached to the product's listing, in the column of the billed party or the one chosen."""
    OWN_TABLE = "own_table"
    PARAMETER = "asset_parameter"
    """The value of a parameter of the order's asset or item."""
    XERO = "xero"
    """The sales price of the Xero item that the product item is mapped to; in base currency only."""
    USAGE = "usage_amount"
    """What a usage file says itself. Asked of every file that names its prices, and of nothing else: so it has tax and
    markup like the others, and no place in their order."""


ORDERED_SOURCES = tuple(source for source in PriceSource if source is not PriceSource.USAGE)
"""Those that an installation puts in an order."""


class BilledParty(StrEnum):
    DIRECTLY_BELOW = "directly_below"
    """The party directly below this account: what a reseller or a distributor bills."""
    CUSTOMER = "customer"
    TIER1 = "tier1"
    TIER2 = "tier2"


class NumberSource(StrEnum):
    XERO = "xero"
    MARKETPLACE = "marketplace"


class AutoSync(StrEnum):
    OFF = "off"
    ONCE_A_DAY = "once_a_day"
    EVERY_FIVE_MINUTES = "every_five_minutes"


class Suggestions(StrEnum):
    """What becomes of what is suggested to be the same in Xero."""

    ASK = "ask"
    """Nothing is mapped before a person has accepted it."""
    APPLY_CERTAIN = "apply_certain"
    """The only active contact with the same tax number, and the item whose code is the MPN, are taken by orders."""


class NewContacts(StrEnum):
    """When a contact is made for a customer without a person's press."""

    SEEN_FIRST = "seen_first"
    """Once so many contacts were made in plans that a person has seen."""
    ALWAYS_ASK = "always_ask"


class ChangedContacts(StrEnum):
    """What becomes of a mapped contact when its customer changes its details in the marketplace."""

    PROPOSE = "propose"
    """A person sees what differs, and applies it or keeps what Xero has."""
    FOLLOW = "follow"
    """By itself, where nobody has changed it in Xero and the contact is only this customer's; else it is proposed."""
    TELL = "tell"
    """Activity says so; the contact is a person's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The settings of one installation; the defaults are what a new installation has."""

    price_sources: tuple[PriceSource, ...] = (PriceSource.PRICE_LIST, PriceSource.OWN_TABLE)
    """Asked in this order; the first that has a price wins. Of `ORDERED_SOURCES`."""
    price_column: str = ""
    """Of price lists; empty: that of the billed party."""
    cost_column_confirmed: bool = False
    """Whether a person has confirmed that the provider's cost is what is sold at; else no price comes from there."""
    price_parameter: str = ""
    """Id of the parameter whose value is the unit price of an order's items."""
    price_parameters: Mapping[ProductId, str] = field(default_factory=dict)
    """The same for single products."""
    prices_with_tax: frozenset[PriceSource] = frozenset()
    """Sources whose prices have the tax in them; the others are without tax."""
    markup: Mapping[PriceSource, Decimal] = field(default_factory=dict)
    """Percent on top of a source's prices."""
    currency_rates: tuple[DatedRate, ...] = ()
    """Of currencies that the organisation has not enabled, into its base currency."""
    billed_party: BilledParty = BilledParty.DIRECTLY_BELOW
    invoice_number_from: NumberSource = NumberSource.XERO
    number_template: str = "{request id}"
    """Of invoices that the marketplace numbers; with the placeholders of `reference`."""
    credit_number_template: str = "CN-{request id}"
    """The same of credit notes."""
    reference: str = "{po} {request id}"
    """`{po}`, `{request id}`, `{asset}` and `{customer}` stand for what the order has of them."""
    accounts: Mapping[SkuClass, str] = field(default_factory=dict)
    """Account code per class of SKU."""
    yearly_accounts: Mapping[SkuClass, str] = field(default_factory=dict)
    """The same for items charged for a year or longer, such as income in advance; where none is set, `accounts`."""
    fallback_account: str = ""
    tax_type: str = ""
    """Tax type for customers of the organisation's own country; empty: the account's own."""
    tax_types_by_country: Mapping[str, str] = field(default_factory=dict)
    """Tax type for customers of a country, by ISO code; `ZZ` for those whose country is not known."""
    branding_theme: XeroId | None = None
    show_zero_lines: bool = False
    reductions: ReductionRule = ReductionRule.REFUND
    reduction_days: int = 7
    """Of the window of *inside N days*, from the start of the period."""
    reductions_by_product: Mapping[ProductId, ReductionRule] = field(default_factory=dict)
    """Products with a rule of their own; the window is the same for all."""
    cancellation: CancellationRule = CancellationRule.ASK
    cancellation_days: int = 7
    cancellations_by_product: Mapping[ProductId, CancellationRule] = field(default_factory=dict)
    cancellation_fee: CancellationFee = NO_FEE
    refund_lines: RefundLines = RefundLines.CREDIT_NOTE
    recurring_source: RecurringSource = RecurringSource.CALENDAR
    in_arrears: frozenset[ProductId] = frozenset()
    """Products whose recurring items are charged when a period has ended."""
    invoice_target: InvoiceTarget = InvoiceTarget.PER_ORDER
    closing_day: int = 31
    """Of the month, clamped into it: when it is over, invoices per month are closed."""
    sent_as: SentAs = SentAs.DRAFT
    email_invoices: bool = False
    """Whether invoices that are approved here are e-mailed to their contacts; counts only where documents are."""
    document_date: DocumentDate = DocumentDate.SENDING
    due: PaymentTerms | None = None
    """None: the contact's terms, else the organisation's, else 30 days."""
    contact_defaults: ContactDefaults = ALL_USED
    line_amounts: LineAmountTypes = LineAmountTypes.EXCLUSIVE
    proration_display: ProrationDisplay = ProrationDisplay.FOLDED
    description_from: TextSource = TextSource.MARKETPLACE
    trim_description: bool = False
    """To the product's name."""
    several_products_per_item: bool = False
    """Whether several product items may be mapped to one Xero item."""
    locked_period: LockedPeriod = LockedPeriod.FIRST_OPEN_DAY
    notify: Notify = Notify.ERRORS_AND_ACTIONS
    auto_sync: AutoSync = AutoSync.OFF
    auto_sync_hour: int = 6
    """Of *once a day*: from 0 to 23, by the organisation's clock."""
    auto_sync_new_customers: bool = False
    """Whether auto-sync takes the orders of customers whose own switch nobody has set."""
    suggestions: Suggestions = Suggestions.ASK
    new_contacts: NewContacts = NewContacts.SEEN_FIRST
    new_contacts_seen: int = 10
    """Of *seen first*: how many contacts a person's syncs must have made."""
    changed_contacts: ChangedContacts = ChangedContacts.PROPOSE
    holds: HoldRules = USUAL_HOLDS
    """What auto-sync leaves to a person."""
    start_date: date | None = None
    """Orders approved before it are left to a person; None: the day of the first connection."""

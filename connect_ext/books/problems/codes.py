"""The names of problems: a stable number for each, and what a remedy is made of."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Screen(StrEnum):
    """Where a person fixes it."""

    SETTINGS = "settings"
    CONNECTION = "connection"
    PRICES = "prices"
    CUSTOMERS = "customers"
    MAPPING = "mapping"
    ORDERS = "orders"
    XERO = "xero"


@dataclass(frozen=True, slots=True, kw_only=True)
class Remedy:
    """One row of the catalogue."""

    sentence: str
    """Filled with the problem's own data."""
    advice: str
    screen: Screen


class Code(StrEnum):
    """Stable numbers: they stand in support tickets, so they are never reused, such as XI-601."""

    UNREADABLE = "XI-001"
    PRICE_MISSING = "XI-101"
    PRICES_IN_SEVERAL_CURRENCIES = "XI-102"
    QUANTITY_UNUSABLE = "XI-103"
    BILLED_PARTY_MISSING = "XI-104"
    BILLED_PARTY_UNCLEAR = "XI-105"
    CURRENCY_NOT_ENABLED = "XI-106"
    PRICE_TOO_LARGE = "XI-107"
    USAGE_ONLY_COST = "XI-108"
    USAGE_NOT_FOR_PARTY = "XI-109"
    ACCOUNT_MISSING = "XI-201"
    ACCOUNT_UNUSABLE = "XI-202"
    TAX_RULE_MISSING = "XI-203"
    TAX_TYPE_UNUSABLE = "XI-204"
    THEME_UNKNOWN = "XI-205"
    DATE_LOCKED = "XI-206"
    TAX_COUNTRY_UNKNOWN = "XI-207"
    ITEM_UNUSABLE = "XI-208"
    RULED_ACCOUNT_UNUSABLE = "XI-209"
    RULED_TAX_UNUSABLE = "XI-210"
    TRACKING_UNUSABLE = "XI-211"
    TAX_AUTOMATIC = "XI-212"
    TAX_NUMBER_MISSING = "XI-213"
    CONTACT_NAME_TAKEN = "XI-301"
    CONTACT_ARCHIVED = "XI-302"
    CONTACT_GONE = "XI-303"
    CONTACT_NAME_MISSING = "XI-304"
    CONTACT_SIMILAR = "XI-305"
    CONTACT_DEFAULT_UNUSABLE = "XI-306"
    REFUSED_BY_XERO = "XI-401"
    ANSWER_UNCLEAR = "XI-402"
    DOCUMENT_DIFFERS = "XI-403"
    RECONNECT = "XI-404"
    AMOUNT_DIFFERS = "XI-405"
    GAVE_UP = "XI-406"
    XERO_WARNS = "XI-407"
    NOT_AS_SHOWN = "XI-408"
    NUMBER_TAKEN = "XI-409"
    EMAIL_NOT_SENT = "XI-410"
    EMAIL_UNANSWERED = "XI-411"
    PLAN_LIMIT = "XI-421"
    ACCOUNT_REFUSED = "XI-422"
    TAX_REFUSED = "XI-423"
    CURRENCY_REFUSED = "XI-424"
    CONTACT_REFUSED = "XI-425"
    ITEM_REFUSED = "XI-426"
    TRACKING_REFUSED = "XI-427"
    THEME_REFUSED = "XI-428"
    LOST_TOO_OFTEN = "XI-429"
    MARKETPLACE_REFUSED = "XI-501"
    NEVER_BILLED = "XI-602"
    EARLIER_ORDER_IGNORED = "XI-603"
    INVOICE_FALLEN = "XI-604"
    REDUCTION_ASKS = "XI-605"
    QUANTITIES_DISAGREE = "XI-606"
    AFTER_THE_END = "XI-607"
    REFUND_UNCLEAR = "XI-701"
    CREDIT_STAYS_OPEN = "XI-702"
    CANCELLATION_ASKS = "XI-703"
    BILLED_ELSEWHERE = "XI-704"
    CANCELLED_UNBILLED = "XI-705"
    COMMITMENT_UNKNOWN = "XI-706"
    COMMITMENT_ASKS = "XI-707"
    HELD_CREDIT = "XI-801"
    HELD_LARGE = "XI-802"
    HELD_ABOVE = "XI-803"
    HELD_FIRST = "XI-804"
    HELD_NEW_CUSTOMER = "XI-805"
    HELD_PRICE_CHANGED = "XI-806"
    HELD_NEW_CONTACT = "XI-807"
    HELD_LOW_MARGIN = "XI-808"
    BEFORE_GO_LIVE = "XI-811"
    UNDONE = "XI-812"
    UNDO_UNFINISHED = "XI-813"
    FALLEN_IN_XERO = "XI-814"
    OUR_MISTAKE = "XI-901"

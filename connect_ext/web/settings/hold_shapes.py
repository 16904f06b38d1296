"""What auto-sync leaves to a person, among the settings."""

from __future__ import annotations

import re
from decimal import Decimal

from pydantic import ConstrainedDecimal, ConstrainedStr, Field

from connect_ext.books.documents.policies import HoldRules
from connect_ext.books.money import Currency
from connect_ext.web.door.shapes import Out

DEFAULTS = HoldRules()


class CurrencyCode(ConstrainedStr):
    regex = re.compile(r"^[A-Z]{3}$")


class Limit(ConstrainedDecimal):
    ge = Decimal(0)
    max_digits = 15
    decimal_places = 4


class HoldsBody(Out):
    """Orders that auto-sync prepares and does not send: a person looks at them and presses Sync."""

    credits: bool = Field(default=DEFAULTS.credits, description="Whatever gives money back.")
    unusually_large: bool = Field(
        default=DEFAULTS.unusually_large, description="More than three times the customer's last document."
    )
    above: dict[CurrencyCode, Limit] = Field(
        default={}, description="More than so much before tax, by currency.", example={"AUD": "5000.00"}
    )
    first_documents: int = Field(
        default=DEFAULTS.first_documents,
        ge=0,
        le=1000,
        description="Everything until so many of the installation's orders have become documents; 0 for none.",
    )
    first_of_customer: bool = Field(
        default=DEFAULTS.first_of_customer, description="What a customer without any document orders."
    )
    price_changes: bool = Field(
        default=DEFAULTS.price_changes,
        description="A price more than 20 % above or below the customer's last for the item; usage is not compared.",
    )
    low_margins: bool = Field(
        default=DEFAULTS.low_margins,
        description="A price not above what the item costs, where the price list has it in its column price.",
    )

    class Config:
        extra = "forbid"


def rules_of(body: HoldsBody) -> HoldRules:
    return HoldRules(
        credits=body.credits,
        unusually_large=body.unusually_large,
        above={Currency(code): Decimal(limit) for code, limit in body.above.items()},
        first_documents=body.first_documents,
        first_of_customer=body.first_of_customer,
        price_changes=body.price_changes,
        low_margins=body.low_margins,
    )


def holds_body(rules: HoldRules) -> HoldsBody:
    return HoldsBody(
        credits=rules.credits,
        unusually_large=rules.unusually_large,
        above={CurrencyCode(code): Limit(limit) for code, limit in rules.above.items()},
        first_documents=rules.first_documents,
        first_of_customer=rules.first_of_customer,
        price_changes=rules.price_changes,
        low_margins=rules.low_margins,
    )

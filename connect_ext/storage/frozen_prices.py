"""The frozen prices of a task as JSON and back."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from connect_ext.books.ids import ProductItemId
from connect_ext.books.money import Currency
from connect_ext.books.prices.price import FrozenPrice, FrozenPrices, Price
from connect_ext.books.settings.settings import PriceSource

RUNNING_TERM = "running_term"
"""Stands where a price comes from no source of the settings."""


def to_json(prices: FrozenPrices) -> dict[str, Any]:
    """Amounts are text, exactly as they were found: a price may have more decimals than a money column keeps."""
    return {
        str(number): {
            "product_item": found.product_item,
            "amount": str(found.price.amount),
            "currency": found.price.currency,
            "source": found.price.source.value if found.price.source else RUNNING_TERM,
            "evidence": found.price.evidence,
        }
        for number, found in prices.items()
    }


def from_json(data: Mapping[str, Any] | None) -> dict[int, FrozenPrice]:
    """None of a task that was never proposed. A source that this version does not know is asked for anew."""
    known = {RUNNING_TERM, *(source.value for source in PriceSource)}
    return {int(number): _price(found) for number, found in (data or {}).items() if found["source"] in known}


def _price(found: Mapping[str, str]) -> FrozenPrice:
    return FrozenPrice(
        product_item=ProductItemId(found["product_item"]),
        price=Price(
            amount=Decimal(found["amount"]),
            currency=Currency(found["currency"]),
            source=None if found["source"] == RUNNING_TERM else PriceSource(found["source"]),
            evidence=found["evidence"],
        ),
    )

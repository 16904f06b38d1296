"""What settings say about prices: their sources, and what is done to a price before it stands on an invoice."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from pydantic import Field, root_validator, validator

from connect_ext.books.money import has_places
from connect_ext.books.prices.list_column import COST_COLUMN
from connect_ext.books.settings.settings import ORDERED_SOURCES, PriceSource, Settings
from connect_ext.web.door.shapes import Out
from connect_ext.web.settings.settings_parts import DatedRateBody

DEFAULTS = Settings()
NAME = r"^\S(.*\S)?$|^$"
LONGEST_NAME = 200


class PriceSettings(Out):
    """Field by field as in `books.settings.Settings`."""

    price_sources: list[PriceSource] = Field(
        default=list(DEFAULTS.price_sources),
        min_items=1,
        description=(
            "Asked in this order. xero: the sales price of the mapped item, for invoices in base currency. "
            "asset_parameter: see price_parameter. usage_amount has no place here: a usage file's own amounts always "
            "count where it has them."
        ),
    )
    price_column: str = Field(
        default=DEFAULTS.price_column,
        max_length=LONGEST_NAME,
        regex=NAME,
        description="Of price lists; empty: st0p where the customer is billed, st1p for tier 1, none for tier 2.",
        example="st0p",
    )
    cost_column_confirmed: bool = Field(
        default=DEFAULTS.cost_column_confirmed,
        description="The column price is what items cost the provider: it is refused without this being true.",
    )
    price_parameter: str = Field(
        default=DEFAULTS.price_parameter,
        max_length=LONGEST_NAME,
        regex=NAME,
        description=(
            "Id of the parameter, of the item or else of the asset, whose value is the unit price: 12.50, in base "
            "currency, or 12.50 USD."
        ),
        example="unit_price",
    )
    price_parameters: dict[str, str] = Field(
        default={},
        description="The same for single products, by product id.",
        example={"PRD-276-377-545": "seat_price"},
    )
    prices_with_tax: list[PriceSource] = Field(
        default=[], description="Sources whose prices have the tax in them; the others are without tax."
    )
    markup: dict[PriceSource, Decimal] = Field(
        default={}, description="Percent on top of a source's prices.", example={"marketplace": "15"}
    )
    currency_rates: list[DatedRateBody] = Field(
        default=[],
        max_items=1000,
        description="For prices in a currency that is not enabled in Xero, into the base currency.",
    )

    @validator("price_sources", each_item=True)
    def sources_can_be_ordered(cls, value: PriceSource) -> PriceSource:
        if value not in ORDERED_SOURCES:
            raise ValueError("a usage file's own amounts always count where it has them, and are not put in an order")
        return value

    @validator("markup", each_item=True)
    def markups_are_percentages(cls, value: Decimal) -> Decimal:
        if not -100 < value <= 1000 or not has_places(value, 4):
            raise ValueError("a markup is above -100 and at most 1000 %, with at most four decimals")
        return value

    @validator("price_parameters", each_item=True)
    def names_are_short(cls, value: str) -> str:
        if not value.strip() or len(value) > LONGEST_NAME:
            raise ValueError(f"a parameter's id has 1 to {LONGEST_NAME} characters")
        return value

    @root_validator(skip_on_failure=True)
    def cost_is_confirmed(cls, values: dict[str, Any]) -> dict[str, Any]:
        if values["price_column"] == COST_COLUMN and not values["cost_column_confirmed"]:
            raise ValueError(
                "the column price is what items cost your provider: to sell at it, confirm cost_column_confirmed"
            )
        return values

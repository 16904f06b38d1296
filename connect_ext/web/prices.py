"""The installation's own price table, replaced as a whole."""

from __future__ import annotations

from datetime import date
from decimal import Context, Decimal
from typing import Annotated, ClassVar

from connect.client import ConnectClient
from fastapi import APIRouter, Depends
from pydantic import BaseModel, Field, root_validator

from connect_ext.books.ids import MarketplaceId, ProductItemId, TierAccountId
from connect_ext.books.money import Currency
from connect_ext.books.price import PriceRow
from connect_ext.storage import prices
from connect_ext.sync import preferences
from connect_ext.web.caller import Caller, caller
from connect_ext.web.clients import calling_installation

router = APIRouter(prefix="/prices", tags=["Prices"])

ROWS_AT_MOST = 20_000
EXACT = Context(prec=50)
ONE_LINE = r"^[^\x00-\x1f]*(?!\n)$"
"""Also because PostgreSQL cannot store U+0000."""


def exactly(amount: Decimal) -> str:
    """As people write it: without the zeros that only say how it is stored."""
    return f"{amount.normalize(EXACT):f}"


class PriceRowBody(BaseModel):
    """One row; an absent field means “any”. Prices are per unit and period, without tax."""

    product_item: str | None = Field(default=None, max_length=200, regex=ONE_LINE, example="PRD-276-377-545-0001")
    mpn: str | None = Field(default=None, max_length=200, regex=ONE_LINE, example="MPN-R-001")
    marketplace: str | None = Field(default=None, max_length=200, regex=ONE_LINE, example="MP-12345")
    customer: str | None = Field(default=None, max_length=200, regex=ONE_LINE, example="TA-0000-0000-0001")
    currency: str = Field(..., regex=r"^[A-Z]{3}$", max_length=3, example="AUD")
    minimum_quantity: Decimal = Field(default=Decimal(0), ge=0, max_digits=15, decimal_places=4, example="10")
    price: Decimal = Field(..., ge=0, max_digits=15, decimal_places=4, example="12.50")
    valid_from: date | None = Field(default=None, example="2026-01-01")
    valid_to: date | None = Field(default=None, description="The last day on which the price holds.")

    class Config:
        extra = "forbid"

    @root_validator(skip_on_failure=True)
    def names_an_item_and_a_span(cls, values: dict[str, object]) -> dict[str, object]:
        if not values.get("product_item") and not values.get("mpn"):
            raise ValueError("name the product item or its MPN")
        start, end = values.get("valid_from"), values.get("valid_to")
        if isinstance(start, date) and isinstance(end, date) and end < start:
            raise ValueError("valid_to is before valid_from")
        return values


class PriceTable(BaseModel):
    rows: list[PriceRowBody] = Field(..., max_items=ROWS_AT_MOST)

    class Config:
        extra = "forbid"
        json_encoders: ClassVar = {Decimal: exactly}  # of the outermost model only: those of its parts do not count


@router.get("", response_model=PriceTable)
def read_prices(caller: Annotated[Caller, Depends(caller)]) -> PriceTable:
    with caller.app.runtime.database.transaction() as tx:
        found = prices.rows(tx, caller.installation_id)
    return PriceTable(rows=[_body(row) for row in found])


@router.put("", response_model=PriceTable)
def replace_prices(
    table: PriceTable,
    caller: Annotated[Caller, Depends(caller)],
    client: Annotated[ConnectClient, Depends(calling_installation)],
) -> PriceTable:
    rows = tuple(_row(body) for body in table.rows)
    preferences.replace_prices(caller.app.runtime, caller.installation_id, rows, caller.user_id)
    caller.app.estimate_in_background(caller.installation_id, client)
    return PriceTable(rows=[_body(row) for row in rows])


def _row(body: PriceRowBody) -> PriceRow:
    return PriceRow(
        product_item=ProductItemId(body.product_item) if body.product_item else None,
        mpn=body.mpn or None,
        marketplace_id=MarketplaceId(body.marketplace) if body.marketplace else None,
        customer_id=TierAccountId(body.customer) if body.customer else None,
        currency=Currency(body.currency),
        minimum_quantity=body.minimum_quantity,
        price=body.price,
        valid_from=body.valid_from,
        valid_to=body.valid_to,
    )


def _body(row: PriceRow) -> PriceRowBody:
    return PriceRowBody(
        product_item=row.product_item,
        mpn=row.mpn,
        marketplace=row.marketplace_id,
        customer=row.customer_id,
        currency=row.currency,
        minimum_quantity=row.minimum_quantity,
        price=row.price,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
    )

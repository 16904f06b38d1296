"""The installation's own price table, replaced as a whole."""

from __future__ import annotations

from datetime import date
from decimal import Context, Decimal
from typing import Annotated, ClassVar

from connect.client import ConnectClient
from fastapi import APIRouter, Depends
from pydantic import BaseModel, Field, root_validator, validator

from connect_ext.books.ids import MarketplaceId, ProductItemId, TierAccountId
from connect_ext.books.money import Currency
from connect_ext.books.prices.price import PriceRow
from connect_ext.books.prices.price_cells import INVISIBLE, Wrong, period_of, period_text
from connect_ext.books.prices.price_overlaps import overlaps
from connect_ext.books.prices.price_table import ROWS_AT_MOST
from connect_ext.storage import prices
from connect_ext.sync.by_hand import preferences
from connect_ext.web.door.caller import Caller, caller
from connect_ext.web.door.clients import calling_installation, owner
from connect_ext.web.door.problem_details import changed_meanwhile

router = APIRouter(prefix="/prices", tags=["Prices"])

EXACT = Context(prec=50)
ONE_LINE = rf"^(?!\s){INVISIBLE.pattern.replace('[', '[^', 1)}*(?<!\s)(?!\n)$"
"""Nor blanks around it, as in a file: they would only keep a row from fitting."""
OVERLAPS_NAMED = 10


def exactly(amount: Decimal) -> str:
    """As people write it: without the zeros that only say how it is stored."""
    return f"{amount.normalize(EXACT):f}"


class PriceRowBody(BaseModel):
    """One row; an absent field means “any”. Prices are per unit and period, without tax."""

    product_item: str | None = Field(default=None, max_length=200, regex=ONE_LINE, example="PRD-276-377-545-0001")
    mpn: str | None = Field(default=None, max_length=200, regex=ONE_LINE, example="MPN-R-001")
    marketplace: str | None = Field(default=None, max_length=200, regex=ONE_LINE, example="MP-12345")
    customer: str | None = Field(default=None, max_length=200, regex=ONE_LINE, example="TA-0000-0000-0001")
    billing_period: str | None = Field(
        default=None, description="month, year, 3 months, 2 years or one-time.", example="month"
    )
    currency: str = Field(..., regex=r"^[A-Z]{3}$", max_length=3, example="AUD")
    minimum_quantity: Decimal = Field(default=Decimal(0), ge=0, max_digits=15, decimal_places=4, example="10")
    price: Decimal = Field(..., ge=0, max_digits=15, decimal_places=4, example="12.50")
    discount: Decimal = Field(
        default=Decimal(0), ge=0, le=100, max_digits=7, decimal_places=4, description="Percent.", example="5"
    )
    valid_from: date | None = Field(default=None, example="2026-01-01")
    valid_to: date | None = Field(default=None, description="The last day on which the price holds.")

    class Config:
        extra = "forbid"

    @validator("billing_period")
    def period_is_known(cls, value: str | None) -> str | None:
        months = period_of(value)
        if isinstance(months, Wrong):
            raise ValueError("write month, year, 3 months, 2 years or one-time")
        return period_text(months)

    @root_validator(skip_on_failure=True)
    def names_an_item_and_a_span(cls, values: dict[str, object]) -> dict[str, object]:
        if not values.get("product_item") and not values.get("mpn"):
            raise ValueError("name the product item or its MPN")
        start, end = values.get("valid_from"), values.get("valid_to")
        if isinstance(start, date) and isinstance(end, date) and end < start:
            raise ValueError("valid_to is before valid_from")
        return values


class PriceTable(BaseModel):
    version: int = Field(..., ge=0, description="Of a table to save: the version that it was made from.")
    rows: list[PriceRowBody] = Field(..., max_items=ROWS_AT_MOST)

    class Config:
        extra = "forbid"
        json_encoders: ClassVar = {Decimal: exactly}  # of the outermost model only: those of its parts do not count


class NewPriceTable(PriceTable):
    """A table to save: checked once, and not again whenever it is read."""

    @validator("rows")
    def no_two_rows_answer_the_same(cls, value: list[PriceRowBody]) -> list[PriceRowBody]:
        found = overlaps([_row(body) for body in value])[:OVERLAPS_NAMED]
        if found:
            named = (f"rows.{one.later}: {one.problem.format(row=f'rows.{one.earlier}')}" for one in found)
            raise ValueError(" ".join(named).rstrip("."))
        return value


@router.get("", response_model=PriceTable)
def read_prices(caller: Annotated[Caller, Depends(caller)]) -> PriceTable:
    with caller.app.runtime.database.transaction() as tx:
        version, found = prices.version(tx, caller.installation_id), prices.rows(tx, caller.installation_id)
    return PriceTable(version=version, rows=[_body(row) for row in found])


@router.put("", response_model=PriceTable)
def replace_prices(
    table: NewPriceTable,
    caller: Annotated[Caller, Depends(caller)],
    client: Annotated[ConnectClient, Depends(calling_installation)],
    owner: Annotated[ConnectClient, Depends(owner)],
) -> PriceTable:
    rows = tuple(_row(body) for body in table.rows)
    version = save(caller, client, owner, rows, table.version)
    return PriceTable(version=version, rows=[_body(row) for row in rows])


def save(
    caller: Caller, client: ConnectClient, owner: ConnectClient, rows: tuple[PriceRow, ...], expected_version: int
) -> int:
    """The new version. Raises `Refusal` when somebody else has saved since the expected one."""
    runtime = caller.app.runtime
    version = preferences.replace_prices(runtime, caller.installation_id, rows, expected_version, caller.user_id)
    if version is None:
        raise changed_meanwhile("prices")
    caller.app.estimate_in_background(caller.installation_id, client)
    caller.app.drain_in_background(owner, caller.extension_id)
    return version


def _row(body: PriceRowBody) -> PriceRow:
    return PriceRow(
        product_item=ProductItemId(body.product_item) if body.product_item else None,
        mpn=body.mpn or None,
        marketplace_id=MarketplaceId(body.marketplace) if body.marketplace else None,
        customer_id=TierAccountId(body.customer) if body.customer else None,
        period_months=_months(body.billing_period),
        currency=Currency(body.currency),
        minimum_quantity=body.minimum_quantity,
        price=body.price,
        discount=body.discount,
        valid_from=body.valid_from,
        valid_to=body.valid_to,
    )


def _months(period: str | None) -> int | None:
    months = period_of(period)
    assert not isinstance(months, Wrong)  # refused before
    return months


def _body(row: PriceRow) -> PriceRowBody:
    return PriceRowBody(
        product_item=row.product_item,
        mpn=row.mpn,
        marketplace=row.marketplace_id,
        customer=row.customer_id,
        billing_period=period_text(row.period_months),
        currency=row.currency,
        minimum_quantity=row.minimum_quantity,
        price=row.price,
        discount=row.discount,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
    )

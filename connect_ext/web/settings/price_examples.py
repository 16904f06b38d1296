"""What every source says of the prices of a few real items, for whoever chooses between the sources."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from connect.client import ConnectClient
from fastapi import APIRouter, Depends
from pydantic import Field

from connect_ext.books.prices.price import NoPrice, Quote
from connect_ext.books.settings.settings import PriceSource
from connect_ext.sync.connection.tokens import Access
from connect_ext.sync.gathering.facts import recent_facts
from connect_ext.sync.showing.price_examples import PriceExample, read_examples
from connect_ext.web.connection.of_xero import of_xero
from connect_ext.web.door.caller import Caller, caller
from connect_ext.web.door.clients import calling_installation
from connect_ext.web.door.in_flight import Wait, one_at_a_time
from connect_ext.web.door.shapes import Out
from connect_ext.web.prices.prices import exactly

router = APIRouter(prefix="/prices/examples", tags=["Prices"])


class ExampleQuoteOut(Out):
    amount: str | None = Field(..., description="null: it has none.", example="12.5")
    currency: str | None = Field(..., example="AUD")
    why: str = Field(..., description="Why it has none; else where it was found.", example="column st0p is empty")


class PriceExampleOut(Out):
    product_item: str = Field(..., example="PRD-276-377-545-0001")
    product: str = Field(..., example="PRD-276-377-545")
    product_name: str = Field(..., example="Harbour Mail")
    mpn: str = Field(..., example="MPN-R-001")
    name: str = Field(..., example="Seat")
    marketplace: str = Field(..., description="Where it is listed.", example="MP-12345")
    price_list: str = Field(
        ..., description="And its version; empty where there is none.", example="PL-1 version PLV-1"
    )
    currency: str | None = Field(..., description="Of the price list.", example="AUD")
    columns: dict[str, str | None] = Field(
        ...,
        description="Of the price list: st0p is meant for customers, st1p for tier 1, price is the provider's cost.",
        example={"price": "9", "st0p": "12.5", "st1p": None},
    )
    why: str = Field(..., description="Why there is no price list, where there is none.")
    own_table: ExampleQuoteOut = Field(..., description="For any customer and quantity.")
    xero: ExampleQuoteOut = Field(..., description="The sales price of the mapped item.")
    asset_parameter: str = Field(
        ..., description="The parameter whose value each order states; empty: none is chosen.", example="unit_price"
    )


class PriceExamplesOut(Out):
    items: list[PriceExampleOut] = Field(..., description="Three at most; none where nothing is listed.")


@router.get("", response_model=PriceExamplesOut, dependencies=[Depends(one_at_a_time(Wait.PRICES))])
def read_price_examples(
    caller: Annotated[Caller, Depends(caller)], client: Annotated[ConnectClient, Depends(calling_installation)]
) -> PriceExamplesOut:
    """Before tax, markup and discount: as each source says it. Connect's and Xero's are those of two minutes ago at
    most."""
    app = caller.app

    def read(access: Access) -> tuple[PriceExample, ...]:
        facts = recent_facts(app.runtime, app.recent_facts, access)
        return read_examples(app.runtime, client, access, facts, caller.installation_id)

    return PriceExamplesOut(items=[_row(one) for one in of_xero(caller, read)])


def _row(example: PriceExample) -> PriceExampleOut:
    listed, item = example.listed, example.listed.item
    return PriceExampleOut(
        product_item=item.id,
        product=item.product_id,
        product_name=item.product_name,
        mpn=item.mpn,
        name=item.name,
        marketplace=listed.marketplace_id,
        price_list=listed.price_list,
        currency=listed.currency,
        columns={name: _written(amount) for name, amount in listed.columns.items()},
        why=listed.why,
        own_table=_quote(example.quotes[PriceSource.OWN_TABLE]),
        xero=_quote(example.quotes[PriceSource.XERO]),
        asset_parameter=example.parameter,
    )


def _quote(quote: Quote) -> ExampleQuoteOut:
    if isinstance(quote, NoPrice):
        return ExampleQuoteOut(amount=None, currency=None, why=quote.why)
    return ExampleQuoteOut(amount=_written(quote.amount), currency=quote.currency, why=quote.evidence)


def _written(amount: Decimal | None) -> str | None:
    return None if amount is None else exactly(amount)

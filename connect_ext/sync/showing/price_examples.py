"""Three real items with what every source says of their price, so that a person can choose between them (money §3)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from connect.client import ConnectClient

from connect_ext.books.documents.organisation import Organisation
from connect_ext.books.ids import InstallationId
from connect_ext.books.prices.base_currency import quote_from_item
from connect_ext.books.prices.listed import ListedItem
from connect_ext.books.prices.price import Quote, quote_from_table
from connect_ext.books.settings.settings import PriceSource
from connect_ext.cloudblue.price_examples import price_examples
from connect_ext.storage import mappings, prices, settings
from connect_ext.sync.connection.tokens import Access
from connect_ext.sync.runtime import Runtime


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceExample:
    """One item. What price lists say is among `listed`, column by column."""

    listed: ListedItem
    quotes: Mapping[PriceSource, Quote]
    """Of the own table and of Xero."""
    parameter: str
    """The id of the parameter that is read from each of its orders; empty where none is chosen."""


def read_examples(
    runtime: Runtime, client: ConnectClient, access: Access, organisation: Organisation, installation_id: InstallationId
) -> tuple[PriceExample, ...]:
    """`client` has the installation's key. What Connect and Xero say is that of two minutes ago at most; the own table,
    mappings and settings are those of now. Raises `WorldFailed`."""
    now = runtime.clock()
    found = runtime.lists.listed.get(access, now, lambda: price_examples(client, now))
    held = {item.code: item for item in runtime.lists.items_of(access, now)} if found else {}
    with runtime.database.transaction() as tx:
        rows, chosen = prices.rows(tx, installation_id), settings.load(tx, installation_id).settings
        known = mappings.load(tx, installation_id, access.tenant_id)
    on, base = now.astimezone(organisation.timezone).date(), organisation.base_currency
    return tuple(
        PriceExample(
            listed=one,
            quotes={
                PriceSource.OWN_TABLE: quote_from_table(rows, one.question(on)),
                PriceSource.XERO: quote_from_item(
                    one.item.mpn, known.item_code_of(one.item.id, one.marketplace_id), held, base
                ),
            },
            parameter=chosen.price_parameters.get(one.item.product_id) or chosen.price_parameter,
        )
        for one in found
    )

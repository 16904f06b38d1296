"""One scenario: its own reseller and customer in the shared marketplace, and the names that its sentences use."""

from __future__ import annotations

from typing import Any

from connect.client import ConnectClient

from sandbox.connect.catalogue import NewItem
from sandbox.connect.demo import DemoConnect
from sandbox.connect.newcomers import join_customer, join_reseller, list_without_prices
from sandbox.xero import CLIENT_ID, HARBOUR
from sandbox.xero.view import BooksView
from tests.features.expect import same
from tests.features.reseller import Reseller
from tests.features.theatre import Theatre

Json = dict[str, Any]


class Scene:
    """`names` is what the testing library looks up: products, items, connections and parties by their names."""

    def __init__(self, theatre: Theatre) -> None:
        self.theatre = theatre
        self.xero = theatre.xero
        self.names: dict[str, str] = {}
        self._reseller: Reseller | None = None
        self.xero.begin_anew(theatre.stage.redirect_uri)
        self.names[theatre.who.aud["name"]] = theatre.who.aud["id"]
        for product in (theatre.who.office, theatre.who.backup):
            self._name_product(product)

    @property
    def reseller(self) -> Reseller:
        assert self._reseller is not None, "the scenario has named no reseller"
        return self._reseller

    @property
    def vendor(self) -> ConnectClient:
        return ConnectClient(self.theatre.who.vendor.api_key, endpoint=self.theatre.connect_api, use_specs=False)

    @property
    def books(self) -> BooksView:
        return self.xero.world.books(HARBOUR)

    @property
    def only_invoice(self) -> Json:
        invoices = self.books.invoices
        assert len(invoices) == 1, f"Xero holds {len(invoices)} invoices"
        return invoices[0]

    @property
    def connected_at_xero(self) -> bool:
        """Whether Xero lists a connection of the app to the organisation."""
        world = self.xero.world
        return world.connections.find(CLIENT_ID, world.identity.user.user_id, HARBOUR) is not None

    def cast_reseller(self, name: str) -> None:
        account = join_reseller(self.theatre.who, name)
        self.names[name] = account.tier_account
        self._reseller = Reseller(self.theatre, account)

    def cast_customer(self, name: str) -> None:
        self.names[name] = join_customer(self.theatre.who, name, self.reseller.account)["id"]

    def list_product(self, name: str, item: NewItem) -> None:
        self._name_product(list_without_prices(self.theatre.who, name, item))

    def end(self) -> None:
        """Also states what must hold after every scenario: each call was one that Xero describes."""
        if self._reseller is not None:
            self._reseller.uninstall()
        same([str(found) for found in self.xero.world.violations], [])

    def _name_product(self, product: Json) -> None:
        self.names[product["name"]] = product["id"]
        self.names |= _items(self.theatre.who, product) | _connections(self.theatre.who, product)


def _items(who: DemoConnect, product: Json) -> dict[str, str]:
    items = [record.value for record in who.world.state.all(f"products/{product['id']}/items")]
    return {item["name"]: item["local_id"] for item in items}


def _connections(who: DemoConnect, product: Json) -> dict[str, str]:
    """Such as `preview of Northwind Office`, on the Australian marketplace."""
    found = [record.value for record in who.world.state.all(f"products/{product['id']}/connections")]
    return {f"{one['type']} of {product['name']}": one["id"] for one in found if one["marketplace"] == who.aud["id"]}

"""The marketplace as its installations see it: whoever reads, reads with the rights of the installing account."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from connect.client import ConnectClient

from connect_ext.books.ids import AssetId, InstallationId, ProductId, ProductItemId
from connect_ext.books.orders.order import Order
from connect_ext.books.periods.terms import Billing
from connect_ext.books.prices.price import Quote
from connect_ext.cloudblue.client import quiet_client
from connect_ext.cloudblue.commitments import Commitments
from connect_ext.cloudblue.failures import connect_call
from connect_ext.cloudblue.json_path import Json
from connect_ext.cloudblue.price_lists import PriceLists
from connect_ext.cloudblue.subscriptions import Subscriptions
from connect_ext.cloudblue.usage_files import UsageFiles


class InstallationReader:
    """Reads for one installation. It remembers what it read, so one object serves one run and no longer."""

    def __init__(self, client: ConnectClient) -> None:
        """`client` has the installation's own key."""
        self._price_lists = PriceLists(client)
        self._subscriptions = Subscriptions(client)
        self._commitments = Commitments(client)
        self.usage = UsageFiles(client)

    def price_list_quotes(self, order: Order, column: str, on: date) -> Mapping[ProductItemId, Quote]:
        """For each product item of the order, its price in the column when the service starts.

        `on` is that day as the organisation counts days; it stands in the sentences. Raises `WorldFailed`.
        """
        return self._price_lists.quotes(order, column, on)

    def commitments(self, product: ProductId) -> Mapping[ProductItemId, int]:
        """To how many billing periods each item of a product commits, where that is known. Raises `WorldFailed`."""
        return self._commitments.of(product)

    def billing(self, assets: Collection[AssetId]) -> Mapping[AssetId, Billing | None]:
        """When each asset is billed; None where this account is not shown it. Raises `WorldFailed`."""
        return self._subscriptions.billing(assets)


class Marketplace:
    """Opens the readers of the installations of one extension, with the key of the extension's owner."""

    def __init__(self, owner: ConnectClient, extension_id: str) -> None:
        """`extension_id` is the `SRVC-…` of the extension."""
        self._owner = quiet_client(owner.api_key, owner)
        self._extension_id = extension_id
        self._clients: dict[InstallationId, ConnectClient] = {}
        self._readers: dict[InstallationId, InstallationReader] = {}

    def for_installation(self, installation_id: InstallationId) -> InstallationReader:
        """The reader of one installation, the same one each time. Raises `WorldFailed`."""
        if installation_id not in self._readers:
            self._readers[installation_id] = InstallationReader(self.client_for(installation_id))
        return self._readers[installation_id]

    def client_for(self, installation_id: InstallationId) -> ConnectClient:
        """A client with a key of one installation, the same one each time. Raises `WorldFailed`."""
        if installation_id not in self._clients:
            key = self._installation_key(installation_id)
            self._clients[installation_id] = quiet_client(key, self._owner)
        return self._clients[installation_id]

    def _installation_key(self, installation_id: InstallationId) -> str:
        """A key of the installing account, as the SDK's own admin client gets it."""
        installations = self._owner("devops").services[self._extension_id].installations
        with connect_call(f"installation {installation_id}"):
            answer = installations[installation_id].action("impersonate").post()
            return Json(value=answer, path="").word("installation_api_key")

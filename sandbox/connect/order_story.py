"""The sentences in which a story tells of orders: placed by sellers, decided by the vendor."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sandbox.connect import decisions, fulfilment
from sandbox.connect.accounts import Account
from sandbox.connect.events import request_event, tell
from sandbox.connect.state import State

Json = dict[str, Any]
Quantities = Mapping[str, int | str]
"""By id or MPN of an item."""


class OrderStory:
    """Answers copies. Tier accounts and products are taken by id or as objects; moments are aware."""

    state: State

    def place_purchase(
        self,
        account: Account,
        customer: Json | str,
        product: Json | str,
        quantities: Quantities,
        connection: str = "production",
    ) -> Json:
        """The reseller or distributor orders for a customer, by MPN, on its own marketplace."""
        with self.state.lock:
            seller = self.state.get("tier/accounts", account.tier_account)
            buyer = self.state.get("tier/accounts", id_of(customer))
            order = fulfilment.Purchase(
                product_id=id_of(product), marketplace_id=account.marketplace, lines=_texts(quantities),
                customer=buyer, tier1=seller, connection=connection,
            )  # fmt: skip
            return copy.deepcopy(fulfilment.place_purchase(self.state, order))

    def place_change(self, asset_id: str, quantities: Quantities) -> Json:
        """New quantities by MPN, more or less; those not named stay."""
        with self.state.lock:
            return copy.deepcopy(fulfilment.place_follow_up(self.state, "change", asset_id, _texts(quantities)))

    def place_renew(
        self, asset_id: str, *, quantities: Quantities | None = None, begins: datetime | None = None
    ) -> Json:
        """Another term for every item, from the subscription's next date unless `begins` says otherwise."""
        with self.state.lock:
            lines = _texts(quantities or {})
            return copy.deepcopy(fulfilment.place_renew(self.state, asset_id, lines, begins))

    def place_transfer(self, asset_id: str, customer: Json | str) -> Json:
        """The asset is to go to another customer of the seller; it does on approval."""
        with self.state.lock:
            taker = self.state.get("tier/accounts", id_of(customer))
            return copy.deepcopy(fulfilment.place_transfer(self.state, asset_id, taker))

    def place_cancel(self, asset_id: str) -> Json:
        with self.state.lock:
            return copy.deepcopy(fulfilment.place_follow_up(self.state, "cancel", asset_id))

    def place(self, type_: str, asset_id: str) -> Json:
        """A request of an asset that names nothing else: suspend, resume, adjustment, cancel, renew."""
        if type_ == "renew":
            return self.place_renew(asset_id)
        with self.state.lock:
            return copy.deepcopy(fulfilment.place_follow_up(self.state, type_, asset_id))

    def approve(self, request_id: str, effective: datetime | None = None) -> Json:
        """`effective` is the date it counts from, now unless it is given; the asset is changed at once."""
        with self.state.lock:
            return copy.deepcopy(decisions.approve(self.state, request_id, effective))

    def fail(self, request_id: str, reason: str) -> Json:
        with self.state.lock:
            return copy.deepcopy(decisions.fail(self.state, request_id, reason))

    def schedule(self, request_id: str, planned_date: datetime) -> Json:
        """The vendor will fulfil it then, by `approve`."""
        with self.state.lock:
            return copy.deepcopy(decisions.schedule(self.state, request_id, planned_date))

    def revoke(self, request_id: str) -> Json:
        """What was scheduled is called off."""
        with self.state.lock:
            return copy.deepcopy(decisions.revoke(self.state, request_id))

    def tell_again(self, request_id: str) -> None:
        """The event of the request's present status comes once more, as events that are delivered at least once do."""
        with self.state.lock:
            record = self.state.record("requests", request_id)
            tell(self.state, request_event(record.value["type"]), record, record.value["status"])


def id_of(thing: Json | str) -> str:
    return thing if isinstance(thing, str) else str(thing["id"])


def _texts(quantities: Quantities) -> dict[str, str]:
    return {mpn: str(quantity) for mpn, quantity in quantities.items()}

"""The subscription view of assets: when they are billed. Requests do not tell it (money §4)."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from connect.client import ConnectClient, R

from connect_ext.books.ids import AssetId
from connect_ext.books.orders.order import BillingPeriod
from connect_ext.books.periods.terms import Billing
from connect_ext.cloudblue.client import read_all
from connect_ext.cloudblue.failures import NOT_FOUND, REFUSED
from connect_ext.cloudblue.json_path import Json, Misread
from connect_ext.cloudblue.moments import moment
from connect_ext.cloudblue.periods import counted_period
from connect_ext.work.failure import WorldFailed

LAST_DAY = 31


class Subscriptions:
    """Everything that one account sees of subscriptions, kept in memory once read."""

    def __init__(self, client: ConnectClient) -> None:
        self._client = client
        self._read: dict[AssetId, Billing | None] = {}

    def billing(self, assets: Collection[AssetId]) -> dict[AssetId, Billing | None]:
        """When each asset is billed, all in one call; None where it is not shown, or not so that it can be read.
        Raises `WorldFailed`, but not where the account may not see subscriptions."""
        unread = sorted(set(assets) - set(self._read))
        if unread:
            self._read |= dict.fromkeys(unread) | dict(self._ask(unread))
        return {asset: self._read[asset] for asset in assets}

    def _ask(self, assets: list[AssetId]) -> Iterator[tuple[AssetId, Billing | None]]:
        wanted = self._client("subscriptions").assets.filter(R().id.in_(assets))
        try:
            found = read_all(wanted, "the subscriptions of orders")
        except WorldFailed as failed:
            if failed.failure.code not in (REFUSED, NOT_FOUND):
                raise
            return
        for subscription in found:
            asset = AssetId(subscription.text("id"))
            if asset in assets:
                yield asset, read_billing(subscription)


def read_billing(subscription: Json) -> Billing | None:
    """None for what cannot be read: the service start is then the anchor of all periods. Never raises."""
    try:
        length = _length(subscription)
        next_date = moment(subscription, "billing.next_date")
        day = subscription.text("billing.anniversary.day")
    except Misread:
        return None
    if length is None or next_date is None:
        return None
    known = day.isascii() and day.isdigit() and 1 <= int(day) <= LAST_DAY
    return Billing(length=length, next_date=next_date, anniversary_day=int(day) if known else None)


def _length(subscription: Json) -> BillingPeriod | None:
    period = subscription.at("billing.period")
    return counted_period(period.word("uom"), period.at("delta").value)

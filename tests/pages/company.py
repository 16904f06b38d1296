"""A reseller in the middle of its business: orders of every kind, in Xero and not."""

from __future__ import annotations

from dataclasses import dataclass

from sandbox.connect.catalogue import NewItem
from sandbox.connect.newcomers import list_without_prices
from tests.pages.reseller import Reseller


@dataclass(frozen=True, slots=True, kw_only=True)
class Company:
    """Numbers of orders: one that is in Xero, one that lacks a price, one of a rehearsal, one to be synced."""

    reseller: Reseller
    in_xero: str
    needs_you: str
    ignored: str
    ready: str


def in_business(reseller: Reseller) -> Company:
    """The extension knows what each order comes to, where that can be known."""
    item = NewItem(mpn="OTB-MAIL", name="Outback Mail, monthly")
    unpriced = list_without_prices(reseller.walk.marketplace, "Outback Mail", item)
    backup = reseller.walk.marketplace.backup
    in_xero, needs_you = reseller.has_sold(), reseller.has_sold({item.mpn: 5}, unpriced)
    ignored = reseller.has_sold({"NRD-OFF-Y": 3}, connection="preview")
    reseller.call("POST", "/api/sync", {})
    reseller.wait_for(lambda: not {task["status"] for task in reseller.tasks()} - {"synced", "attention", "ignored"})
    ready = reseller.has_sold({"SKB-SEAT-M": 40}, backup)
    reseller.wait_for(lambda: reseller.task(ready)["amount"] is not None)
    return Company(reseller=reseller, in_xero=in_xero, needs_you=needs_you, ignored=ignored, ready=ready)

"""The items of renewals and cancellations: what is given for another term, and what is taken away."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from connect_ext.books.days import Days, platform_day
from connect_ext.books.orders.order import BillingPeriod, Fee, SkuClass
from connect_ext.books.orders.quantities import NOTHING
from connect_ext.books.periods.periods import Periods
from connect_ext.cloudblue.fees import read_fees
from connect_ext.cloudblue.json_path import Json
from connect_ext.cloudblue.moments import moment
from connect_ext.cloudblue.periods import counted_period


def read_renewed_fees(asset: Json, effective_on: date) -> tuple[Fee, ...]:
    """The fees of a renewal, each with the days of its new term. Raises `Misread`.

    An item that does not say when its term begins is renewed from the effective date on, and one that does not say
    when it ends, for a period of its own.
    """
    return tuple(
        _renewed(fee, item.at("renewal"), effective_on)
        for fee, item in zip(read_fees(asset), asset.members("items"), strict=True)
    )


def _renewed(fee: Fee, renewal: Json, effective_on: date) -> Fee:
    if fee.product_item.sku_class is SkuClass.LICENCE and fee.product_item.period is None:
        # Old requests name the period nowhere but here.
        fee = replace(fee, product_item=replace(fee.product_item, period=_length(renewal)))
    length = _length(renewal) or fee.product_item.period
    begins, ends = moment(renewal, "from"), moment(renewal, "to")
    start = platform_day(begins) if begins else effective_on
    if ends is not None and platform_day(ends) > start:
        return replace(fee, renewal=Days(start=start, end=platform_day(ends)))
    if fee.product_item.period is None or length is None:
        return fee
    return replace(fee, renewal=Periods(anchor=start, length=length).period(0))


def _length(renewal: Json) -> BillingPeriod | None:
    return counted_period(renewal.text("period_uom"), renewal.at("period_delta").value)


def read_cancelled_fees(asset: Json) -> tuple[Fee, ...]:
    """The fees of a cancellation: of each item all that there is goes. Raises `Misread`.

    Some hubs write what there was as the old quantity and some as the quantity, which a cancellation leaves alone.
    """
    return tuple(_cancelled(fee) for fee in read_fees(asset))


def _cancelled(fee: Fee) -> Fee:
    said = [quantity for quantity in (fee.old_quantity, fee.quantity) if quantity is not None]
    words = fee.old_quantity_text or fee.quantity_text
    return replace(
        fee, quantity=NOTHING, quantity_text="0", old_quantity=max(said, default=None), old_quantity_text=words
    )

"""Prices that are frozen beside those that the sources say now: what re-pricing an order changes (money §3)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from connect_ext.books.money import plain
from connect_ext.books.orders.order import Fee
from connect_ext.books.prices.price import FrozenPrices, Price


@dataclass(frozen=True, slots=True, kw_only=True)
class Repriced:
    """One fee whose price is another now."""

    number: int
    mpn: str
    before: Price
    now: Price | None
    """None where no source has a price any more: the order then asks for one."""

    @property
    def sentence(self) -> str:
        """Completes “Prices taken again: …”."""
        now = _said(self.now) if self.now else "none, since no source has one"
        return f"{self.mpn} from {_said(self.before)} to {now}"


def repriced(fees: Iterable[Fee], before: FrozenPrices, now: FrozenPrices) -> tuple[Repriced, ...]:
    """Fees whose price was frozen and differs in amount or currency; where it was found is no difference."""
    return tuple(
        Repriced(number=fee.number, mpn=fee.product_item.mpn, before=old.price, now=new.price if new else None)
        for fee in fees
        if (old := before.get(fee.number)) is not None and old.product_item == fee.product_item.id
        for new in [now.get(fee.number)]
        if new is None or _of(new.price) != _of(old.price)
    )


def _of(price: Price) -> tuple[object, str]:
    return price.amount, price.currency


def _said(price: Price) -> str:
    return f"{plain(price.amount)} {price.currency}"

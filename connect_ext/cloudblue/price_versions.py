"""Which version of a price list is in force at a moment (money §3: expired versions included)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from connect_ext.books.money import Currency
from connect_ext.cloudblue.json_path import Json, Misread
from connect_ext.cloudblue.moments import moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A version of a price list. It is in force from `begins` until the next one begins."""

    id: str
    price_list_id: str
    currency: Currency
    begins: datetime

    @property
    def name(self) -> str:
        return f"price list {self.price_list_id} version {self.id}"


def read_version(version: Json) -> Version:
    """Raises `Misread` where currency or start are missing: without them a price could only be guessed."""
    begins = moment(version, "start_at")
    if begins is None:
        raise Misread("start_at", f"version {version.text('id')} does not say when it begins")
    return Version(
        id=version.word("id"),
        price_list_id=version.word("pricelist.id"),
        currency=Currency(version.word("pricelist.currency").upper()),
        begins=begins,
    )


def in_force(versions: Sequence[Version], at: datetime, marketplace_currency: Callable[[], str]) -> Version | None:
    """The version that began last before or at `at`, None when none had begun.

    Where versions differ in currency only those of the marketplace's currency count, which is asked for only then.
    """
    currencies = {version.currency for version in versions}
    wanted = {marketplace_currency()} if len(currencies) > 1 else currencies
    begun = [version for version in versions if version.begins <= at and version.currency in wanted]
    return max(begun, key=lambda version: (version.begins, version.id), default=None)

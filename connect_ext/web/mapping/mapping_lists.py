"""Long lists of the Mapping page: searched, filtered and given page by page, with what waits for each row."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Generic, TypeVar

from fastapi import Depends, Query
from pydantic import Field

from connect_ext.books.money import Amount, Currency, written
from connect_ext.storage.waiting import Waiting
from connect_ext.web.door.shapes import Out

LIMIT = 50
LARGEST = 200
SEARCH_LENGTH = 100

Row = TypeVar("Row")


class Only(StrEnum):
    """Which rows."""

    ALL = "all"
    UNMAPPED = "unmapped"
    SUGGESTED = "suggested"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a page asks for. `after` is the id of the last row it has."""

    only: Only
    search: str
    after: str | None
    limit: int

    def finds(self, texts: Iterable[str]) -> bool:
        """Every word of the search stands in one of the texts, whatever its case."""
        folded = [text.casefold() for text in texts]
        return all(any(word in text for text in folded) for word in self.search.casefold().split())


def asked(
    only: Annotated[Only, Query(description="Which rows.")] = Only.ALL,
    search: Annotated[str, Query(max_length=SEARCH_LENGTH, description="Words of names, ids and codes.")] = "",
    after: Annotated[
        str | None, Query(max_length=SEARCH_LENGTH, description="The last row of the page before.")
    ] = None,
    limit: Annotated[int, Query(ge=1, le=LARGEST)] = LIMIT,
) -> Asked:
    return Asked(only=only, search=search, after=after, limit=limit)


AskedFor = Annotated[Asked, Depends(asked)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page(Generic[Row]):
    rows: Sequence[Row]
    next_after: str | None


def page(rows: Sequence[Row], asked: Asked, id_of: Callable[[Row], str], wanted: Callable[[Row], bool]) -> Page[Row]:
    """The wanted ones behind the row that the page before ended with, whether that is wanted still or not; from the
    beginning where it is not there any more."""
    ids = [id_of(row) for row in rows]
    start = ids.index(asked.after) + 1 if asked.after in ids else 0
    found = [row for row in rows[start:] if wanted(row)]
    shown = found[: asked.limit]
    return Page(rows=shown, next_after=id_of(shown[-1]) if len(found) > len(shown) else None)


class SumOut(Out):
    value: str = Field(..., description="Before tax, exactly, as a decimal number.", example="4120.50")
    currency: str = Field(..., example="AUD")


class WaitingOut(Out):
    """Of orders that are not in Xero yet."""

    orders: int = Field(..., description="How many; also such whose amount is not known yet.", example=6)
    amounts: list[SumOut] = Field(..., description="What they would come to, by currency, never added up across them.")


class MappedCountsOut(Out):
    all: int = Field(..., example=120)
    unmapped: int = Field(..., example=17)
    suggested: int = Field(..., description="Of the unmapped: those with a suggestion.", example=3)
    clear: int = Field(..., description="Of the suggested: those that *accept all* would take.", example=2)
    waiting: WaitingOut = Field(..., description="Of the unmapped, all together.")


def waiting_out(found: Waiting) -> WaitingOut:
    amounts = [SumOut(value=written(one.value, one.currency), currency=one.currency) for one in found.amounts]
    return WaitingOut(orders=found.orders, amounts=amounts)


def together(found: Collection[Waiting]) -> Waiting:
    """Of several rows, each currency by itself."""
    sums: dict[Currency, Amount] = {}
    for amount in (amount for one in found for amount in one.amounts):
        before = sums.get(amount.currency)
        value = before.value + amount.value if before else amount.value
        sums[amount.currency] = Amount(value=value, currency=amount.currency)
    amounts = tuple(sums[currency] for currency in sorted(sums))
    return Waiting(orders=sum(one.orders for one in found), amounts=amounts)

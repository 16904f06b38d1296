"""Plays rows through the real runner, all of them on one stage, and compares the books of each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sandbox.dated import DatedWalk
from sandbox.tales.cast import Cast
from sandbox.tales.tale import FIFTEENTH, FIRST, FIRST_OF_MARCH, PART, Hand, Tale
from sandbox.xero.words import Json

CREDIT = re.compile(r"Credit for INV-\d+ of 2027-02-01")
NUMBER = re.compile(r"\b(INV|CN)-\d+\b")
OBVIOUS = re.compile(r"\w+ (invoice|credit note) \S+ created in Harbour Cloud Ltd\.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Played:
    """A row, and what stands in the books and is said of its orders that they do not show."""

    tale: Tale
    found: tuple[str, ...]

    @property
    def missing(self) -> list[str]:
        return [line for line in self.tale.books if line not in self.found]

    @property
    def surplus(self) -> list[str]:
        return [line for line in self.found if line not in self.tale.books]

    @property
    def is_right(self) -> bool:
        return sorted(self.found) == sorted(self.tale.books)


class Playing:
    """Enter `walk.stage` first. The three days are the same for all rows."""

    def __init__(self, tales: Sequence[Tale]) -> None:
        self.walk = DatedWalk(FIRST)
        world = self.walk.marketplace.world
        self._parts = [(tale, Cast(world, self.walk.reseller)) for tale in tales]

    def plays(self) -> list[Played]:
        """Raises `WentWrong` where the runner does not work it off."""
        self.walk.begin()
        self._begins()
        self._by_hand()
        self._goes_on(same_day=True)
        self.walk.move_to(FIFTEENTH)
        self._goes_on(same_day=False)
        self.walk.move_to(FIRST_OF_MARCH)
        self.walk.catch_up()
        tasks = self.walk.tasks()
        return [Played(tale=tale, found=tuple(sorted(self._found(cast, tasks)))) for tale, cast in self._parts]

    def _begins(self) -> None:
        for submitted, status in ((True, "SUBMITTED"), (False, "DRAFT")):
            parts = [(tale, cast) for tale, cast in self._parts if tale.submitted is submitted]
            if parts:
                self._sends_as(status)
                for tale, cast in parts:
                    tale.first(cast)
                self.walk.catch_up()
        self._sends_as("DRAFT")

    def _sends_as(self, status: str) -> None:
        held = self.walk.call("GET", "/api/settings")
        changed = {"version": held["version"], "settings": {**held["settings"], "sent_as": status}}
        self.walk.call("PUT", "/api/settings", changed)

    def _by_hand(self) -> None:
        person = self.walk.person
        for tale, cast in self._parts:
            if tale.hand is Hand.NOTHING:
                continue
            number = self.walk.invoice_of(cast.orders[0])
            person.approve(number)
            if tale.hand in (Hand.PAYS, Hand.PAYS_A_PART):
                person.pay(number, PART if tale.hand is Hand.PAYS_A_PART else None)
            elif tale.hand is Hand.VOIDS:
                person.void(number)

    def _goes_on(self, *, same_day: bool) -> None:
        for tale, cast in self._parts:
            if tale.later is not None and tale.same_day is same_day:
                tale.later(cast)
        self.walk.catch_up()

    def _found(self, cast: Cast, tasks: Iterable[Json]) -> Iterator[str]:
        books = self.walk.books
        for what, documents in (("invoice", books.invoices), ("credit note", books.credit_notes)):
            for document in documents:
                if any(cast.owns(line["Description"].rsplit(" ", 1)[-1]) for line in document["LineItems"]):
                    yield ", ".join((_document(what, document), *_unusual(cast, document)))
        for task in tasks:
            if cast.owns(f"{task['order']}/") and not (task["status"] == "synced" and _obvious(task["reason"])):
                yield _said(task, cast)


def _document(what: str, document: Json) -> str:
    lines = ", ".join(map(_line, document["LineItems"]))
    return f"{what} {document['Status'].lower()} {document['Date']}, {lines}, total {document['Total']:.2f}"


def _line(line: Json) -> str:
    quantity = f"{line['Quantity'].normalize():f}"
    return f"{quantity} x {_price(line)} = {line['LineAmount']:.2f} on {line['AccountCode']} {line['TaxType']}"


def _unusual(cast: Cast, document: Json) -> Iterator[str]:
    """Usual is the customer as contact, its order as reference of an invoice, and the invoice as that of a credit."""
    reference, contact = document["Reference"], document["Contact"]
    if not cast.owns(f"{reference}/") and CREDIT.fullmatch(reference) is None:
        yield f"reference {reference}"
    if contact != cast.customer:
        yield f"for {contact}"


def _price(line: Json) -> str:
    """At least two decimals, as prices are written."""
    text = f"{line['UnitAmount'].normalize():f}"
    return text if len(text.partition(".")[2]) > 2 else f"{line['UnitAmount']:.2f}"


def _obvious(reason: str) -> bool:
    """A document says it all."""
    return OBVIOUS.fullmatch(reason) is not None


def _said(task: Json, cast: Cast) -> str:
    """Without numbers that depend on the order of events."""
    said = NUMBER.sub("...", task["reason"])
    for place, order in enumerate(cast.orders, start=1):
        said = said.replace(order, f"order {place}")
    return f"{'said' if task['status'] == 'synced' else task['status']}: {said}"

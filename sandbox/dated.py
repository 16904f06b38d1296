"""A walk with a calendar of its own: amounts depend on the days of a month, so it begins on the same day each time."""

from __future__ import annotations

from datetime import datetime

from sandbox.clock import Clock
from sandbox.demo import SETTINGS, Walk
from sandbox.xero import HARBOUR, BooksView
from sandbox.xero.person import Person
from sandbox.xero.words import Json

CHOSEN: Json = {**SETTINGS, "accounts": {**SETTINGS["accounts"], "usage": "200"}, "cancellation": "credit_unused_part"}


class DatedWalk(Walk):
    """`settings` go on top of those that every dated walk has."""

    def __init__(self, begins: datetime, settings: Json | None = None) -> None:
        clock = Clock()
        clock.move(begins - clock())
        super().__init__(clock=clock, settings=CHOSEN | (settings or {}))

    @property
    def person(self) -> Person:
        """Someone at the keyboard of the organisation."""
        return self.xero.person(HARBOUR)

    @property
    def books(self) -> BooksView:
        return self.xero.books(HARBOUR)

    def begin(self) -> None:
        for step in (self.install, self.authorise, self.choose_settings):
            step()

    def move_to(self, moment: datetime) -> None:
        """Both vendors and the running extension live then; what is due by then begins."""
        self.stage.move_clock(moment - self.stage.clock())

    def catch_up(self) -> None:
        """A person presses Check Changes, since no event tells of every request, and then Sync."""
        self.settled()
        self.call("POST", "/api/check", {})
        self.sync()

    def invoice_of(self, order: str) -> str:
        """The number of its invoice."""
        (number,) = [task["document"]["number"] for task in self.tasks() if task["order"] == order]
        return str(number)

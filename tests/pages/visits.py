"""The browsers of one test."""

from __future__ import annotations

from dataclasses import replace

from playwright.sync_api import Browser

from tests.pages.person import Person
from tests.pages.reseller import Reseller
from tests.pages.theatre import Theatre


class Visits:
    def __init__(self, browser: Browser, theatre: Theatre) -> None:
        self._browser = browser
        self._theatre = theatre
        self._people: list[Person] = []

    def by(self, reseller: Reseller, width: int = 1360) -> Person:
        """Somebody of this reseller, in a browser with nothing of another's."""
        self._people.append(Person(self._browser, self._theatre, reseller, width))
        return self._people[-1]

    def by_the_owner(self, reseller: Reseller) -> Person:
        """Somebody of the account that owns the extension, who looks at this reseller's installation."""
        owner = self._theatre.walk.marketplace.world.environment.owner
        self._people.append(Person(self._browser, self._theatre, replace(reseller, account=owner)))
        return self._people[-1]

    def expect(self, pattern: str) -> None:
        """The test makes this happen in some browser."""
        for person in self._people:
            person.watch.expects(pattern)

    def unexpected(self) -> list[str]:
        """What went wrong unasked in any browser."""
        return [seen for person in self._people for seen in person.watch.unexpected()]

    def end(self) -> None:
        while self._people:
            self._people.pop().leaves()

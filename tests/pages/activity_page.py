"""The Activity page as a person uses it."""

from __future__ import annotations

from playwright.sync_api import Locator, expect

from tests.pages.connecting import Connecting


class Activity(Connecting):
    def is_shown(self) -> Activity:
        """The list has come, with entries or without."""
        expect(self.frame.get_by_role("heading", name="Activity", exact=True)).to_be_visible()
        expect(self.log).not_to_have_attribute("aria-busy", "true")
        return self

    @property
    def log(self) -> Locator:
        return self.frame.get_by_role("region", name="Activity", exact=True)

    def entry(self, *words: str) -> Locator:
        """The newest that says all of this."""
        found = self.log.locator("li.entry")
        for word in words:
            found = found.filter(has_text=word)
        return found.first

    def shows(self, level: str) -> Activity:
        """“Everything” or “Errors and actions”."""
        levels = self.frame.get_by_role("group", name="How much is shown")
        levels.locator("label").filter(has_text=level).click()
        expect(levels.get_by_role("radio", name=level)).to_be_checked()
        return self

    def searches(self, words: str) -> None:
        self.frame.get_by_label("Search", exact=True).fill(words)

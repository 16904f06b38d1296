"""The Overview page as a person uses it."""

from __future__ import annotations

from playwright.sync_api import Locator, expect

from tests.pages.connecting import Connecting


class Overview(Connecting):
    def is_shown(self) -> Overview:
        """What is left to set up has come, or the figures."""
        expect(self.frame.get_by_role("heading", name="Overview", exact=True)).to_be_visible()
        expect(self.frame.get_by_role("status", name="Loading the overview")).to_have_count(0)
        return self

    @property
    def setup(self) -> Locator:
        return self.frame.get_by_role("region", name="et up").or_(self.frame.get_by_role("region", name="setting up"))

    def step(self, title: str) -> Locator:
        return self.setup.get_by_role("listitem").filter(has_text=title)

    def figure(self, label: str) -> Locator:
        """One that leads to a list."""
        return self.frame.locator("a.figure").filter(has_text=label)

    def shows(self, label: str, count: int) -> None:
        expect(self.figure(label).locator(".value")).to_have_text(str(count))

    @property
    def needs_you(self) -> Locator:
        return self.frame.get_by_role("region", name="Needs you")

    @property
    def value(self) -> Locator:
        return self.frame.get_by_role("region", name="Order value by week")

    def shows_the_table(self) -> Locator:
        self.value.get_by_role("button", name="Show as table").click()
        return self.value.get_by_role("table")

    def uses(self, organisation: str) -> None:
        """One of those that a consent has offered; the first step is done then."""
        self.chooses(organisation)
        expect(self.step("Connect to Xero")).to_contain_text(organisation)

"""The Mapping page as a person uses it."""

from __future__ import annotations

from playwright.sync_api import FrameLocator, Locator, Page, expect

from tests.pages.connecting import Connecting


class Mapping(Connecting):
    def __init__(self, page: Page, frame: FrameLocator) -> None:
        super().__init__(page, frame)

    @property
    def rows(self) -> Locator:
        """Of the list that is shown, without the head."""
        return self.frame.get_by_role("row").filter(has=self.page.get_by_role("rowheader"))

    def row(self, name: str) -> Locator:
        return self.frame.get_by_role("row").filter(has_text=name)

    def is_shown(self, table: str = "Customers") -> Mapping:
        """The list has come, with rows or without."""
        expect(self.frame.get_by_role("heading", name="Mapping", exact=True)).to_be_visible()
        found = self.frame.get_by_role("table", name=table)
        expect(found).to_be_visible()
        expect(found).not_to_have_attribute("aria-busy", "true")
        return self

    def shows(self, part: str) -> Mapping:
        """One of its parts, as its segment is called."""
        self.frame.get_by_text(part, exact=True).first.click()
        return self

    def opens(self, name: str) -> Locator:
        self.row(name).get_by_role("button", name=name, exact=True).click()
        found = self.frame.get_by_role("dialog", name=name)
        expect(found).to_be_visible()
        return found

    def dialog(self, name: str) -> Locator:
        found = self.frame.get_by_role("dialog", name=name)
        expect(found).to_be_visible()
        return found

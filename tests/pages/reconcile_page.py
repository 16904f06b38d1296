"""The Reconcile page as a person uses it."""

from __future__ import annotations

from playwright.sync_api import Locator, expect

from tests.pages.connecting import Connecting


class Reconcile(Connecting):
    def is_shown(self) -> Reconcile:
        """The comparison has come, with differences or without."""
        expect(self.frame.get_by_role("heading", name="Reconcile", exact=True)).to_be_visible()
        expect(self.frame.locator(".group-waits")).to_have_count(0)
        expect(self.frame.get_by_label("Month").locator("option:checked")).not_to_have_text("Reading …")
        return self

    def row(self, *words: str) -> Locator:
        found = self.frame.locator("tbody")
        for word in words:
            found = found.filter(has_text=word)
        return found.first

    def shows_only_differences(self) -> None:
        self.frame.get_by_role("switch", name="Only differences").check()

    def figures(self, currency: str) -> Locator:
        return self.frame.get_by_role("region", name=f"{currency} before tax")

    def opens(self, product: str) -> Locator:
        """The orders and documents of the first row of a product."""
        self.row(product).get_by_role("button", name=product).click()
        return self.row(product, "Documents in Xero")

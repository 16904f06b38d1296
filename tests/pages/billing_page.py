"""The Billing periods page as a person uses it."""

from __future__ import annotations

from playwright.sync_api import Locator, expect

from tests.pages.connecting import Connecting


class Billing(Connecting):
    def is_shown(self) -> Billing:
        """The list has come, with invoices or without."""
        expect(self.frame.get_by_role("heading", name="Billing periods", exact=True)).to_be_visible()
        expect(self.frame.locator("table[aria-busy]")).to_have_count(0)
        return self

    def row(self, *words: str) -> Locator:
        found = self.frame.locator("tbody tr")
        for word in words:
            found = found.filter(has_text=word)
        return found.first

    def selects(self, name: str) -> None:
        self.frame.get_by_label(f"Select {name}", exact=True).check()

    def uploads(self) -> None:
        self.frame.get_by_role("button", name="Upload to Xero").click()
        expect(self.upload).to_contain_text("Upload finished")

    @property
    def upload(self) -> Locator:
        return self.frame.get_by_role("region", name="Upload", exact=True)

    def views_post_logs(self) -> Locator:
        self.upload.get_by_role("button", name="View post logs").click()
        return self.log

    @property
    def log(self) -> Locator:
        found = self.frame.get_by_role("dialog", name="Post log")
        expect(found.get_by_role("list", name="Documents")).to_be_visible()
        return found

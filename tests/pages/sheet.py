"""The sheet of one order: both sides, the lines, the history."""

from __future__ import annotations

from playwright.sync_api import FrameLocator, Locator, Page, expect

from tests.pages.wizard import Wizard


class Sheet:
    def __init__(self, page: Page, frame: FrameLocator, order: str) -> None:
        self.page = page
        self.frame = frame
        self.dialog: Locator = frame.get_by_role("dialog", name=order)
        expect(self.dialog).to_be_visible()

    @property
    def in_connect(self) -> Locator:
        return self.dialog.get_by_role("region", name="In Connect")

    @property
    def in_xero(self) -> Locator:
        """What Xero has."""
        return self.dialog.get_by_role("region", name="In Xero")

    @property
    def for_xero(self) -> Locator:
        """What Xero will receive."""
        return self.dialog.get_by_role("region", name="What Xero will receive")

    @property
    def lines(self) -> Locator:
        return self.dialog.get_by_role("table", name="Invoice lines")

    def has_loaded(self) -> Sheet:
        expect(self.dialog.locator(".skeleton")).to_have_count(0)
        return self

    def syncs(self) -> None:
        self.dialog.get_by_role("button", name="Sync this order").click()

    def reviews(self) -> Wizard:
        self.dialog.get_by_role("button", name="Review and edit").click()
        return Wizard(self.page, self.frame)

    def chooses(self, deed: str) -> None:
        """Under “More”."""
        self.dialog.get_by_role("button", name="More").click()
        self.dialog.get_by_role("menuitem", name=deed).click()

    def explains_the_line(self) -> Locator:
        self.dialog.get_by_text("Why this amount?").first.click()
        return self.dialog.locator("details[open] p").first

    def opens_xero(self) -> Page:
        with self.page.expect_popup() as window:
            self.dialog.get_by_role("link", name="Open in Xero").click()
        return window.value

    def closes(self) -> None:
        self.page.keyboard.press("Escape")
        expect(self.dialog).to_be_hidden()

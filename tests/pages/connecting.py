"""Connecting to Xero, which both pages offer in the same words."""

from __future__ import annotations

from playwright.sync_api import FrameLocator, Page

from tests.pages.xero_login import XeroLogin


class Connecting:
    def __init__(self, page: Page, frame: FrameLocator) -> None:
        self.page = page
        self.frame = frame

    def goes_to_xero(self, button: str = "Connect to Xero") -> XeroLogin:
        """In the window that opens."""
        with self.page.expect_popup() as window:
            self.frame.get_by_role("button", name=button).click()
        return XeroLogin(window.value)

    def follows_the_link_to_xero(self) -> XeroLogin:
        """Where no window could be opened."""
        with self.page.context.expect_page() as window:
            self.frame.get_by_role("link", name="Continue at Xero").click()
        return XeroLogin(window.value)

    def chooses(self, organisation: str) -> None:
        """One of those that a consent has offered, with the page in front again after Xero's window."""
        self.page.bring_to_front()
        self.frame.get_by_role("radio", name=organisation).check()
        self.frame.get_by_role("button", name="Use this organisation").click()

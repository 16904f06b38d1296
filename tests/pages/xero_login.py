"""Xero's own pages, which open in windows of their own."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect


class XeroLogin:
    """The consent page of Xero's stand-in."""

    def __init__(self, window: Page) -> None:
        self.window = window
        expect(window.get_by_role("heading", name="wants access")).to_be_visible()

    def allows(self, organisation: str) -> None:
        """Ticks the organisation and lands on the extension's page of return."""
        self.window.get_by_label(organisation, exact=True).check()
        self.window.get_by_role("button", name="Allow access").click()

    def is_gone(self) -> None:
        """Whoever opened the window has closed it."""
        if not self.window.is_closed():
            self.window.wait_for_event("close")

    def declines(self) -> None:
        self.window.get_by_role("button", name="Cancel").click()


def shows_the_invoice(window: Page, number: str) -> None:
    expect(window).to_have_url(re.compile("/AccountsReceivable/View.aspx"))
    expect(window.get_by_role("heading", name=number)).to_be_visible()

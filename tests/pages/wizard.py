"""The wizard: from orders to documents, step by step."""

from __future__ import annotations

from playwright.sync_api import FrameLocator, Locator, Page, expect


class Wizard:
    def __init__(self, page: Page, frame: FrameLocator) -> None:
        self.page = page
        self.frame = frame
        self.dialog: Locator = frame.get_by_role("dialog", name="Sync")
        expect(self.dialog.get_by_role("list", name="Steps")).to_be_visible()

    @property
    def step(self) -> Locator:
        """What is asked now."""
        return self.dialog.locator("section.step")

    def asks(self, step: str) -> Wizard:
        """And has read what it needs."""
        expect(self.dialog.get_by_role("region", name=step)).to_be_visible()
        expect(self.step.locator(".skeleton")).to_have_count(0)
        return self

    def goes_on(self) -> None:
        self.dialog.get_by_role("button", name="Continue").click()

    def goes_on_to(self, step: str) -> Wizard:
        self.goes_on()
        return self.asks(step)

    def field(self, label: str) -> Locator:
        return self.step.get_by_label(label, exact=True)

    def syncs(self, button: str = "Sync") -> None:
        self.dialog.get_by_role("button", name=button, exact=True).click()
        expect(self.dialog).to_be_hidden()

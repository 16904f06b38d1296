"""The Orders page as a person uses it."""

from __future__ import annotations

from playwright.sync_api import Locator, expect

from tests.pages.connecting import Connecting
from tests.pages.sheet import Sheet
from tests.pages.wizard import Wizard


class Orders(Connecting):
    @property
    def welcome(self) -> Locator:
        """What somebody sees who is not connected yet."""
        return self.frame.get_by_role("region", name="Connect to Xero to invoice your orders")

    @property
    def table(self) -> Locator:
        return self.frame.get_by_role("table", name="Orders")

    def row(self, order: str) -> Locator:
        return self.table.get_by_role("row").filter(has_text=order)

    @property
    def rows(self) -> Locator:
        """Of orders, without the head."""
        return self.table.get_by_role("row").filter(has=self.page.get_by_role("rowheader"))

    def is_shown(self) -> Orders:
        """The list has come, with orders or without."""
        expect(self.frame.get_by_role("heading", name="Orders", exact=True)).to_be_visible()
        expect(self.table).not_to_have_attribute("aria-busy", "true")
        return self

    def lists(self, *orders: str) -> None:
        """These and no others."""
        expect(self.rows).to_have_count(len(orders))
        for order in orders:
            expect(self.row(order)).to_be_visible()

    def says_of(self, order: str, *words: str) -> None:
        for word in words:
            expect(self.row(order)).to_contain_text(word)

    def uses(self, organisation: str) -> None:
        """One of those that a consent has offered; invoices go there then."""
        self.chooses(organisation)
        expect(self.frame.get_by_text(f"Invoices go to {organisation}")).to_be_visible()

    def leads_to_settings(self) -> None:
        self.frame.get_by_role("button", name="Menu").click()
        self.frame.get_by_role("menuitem", name="Settings").click()

    def checks_changes(self) -> None:
        self.frame.get_by_role("button", name="Check Changes").first.click()

    def syncs_all(self) -> None:
        self.sync_all.click()

    @property
    def sync_all(self) -> Locator:
        return self.frame.get_by_role("button", name="Sync all")

    def syncs(self, order: str) -> None:
        """With the button in its row."""
        self.row(order).get_by_role("button", name=f"Sync {order}").click()

    def selects(self, *orders: str) -> None:
        for order in orders:
            self.frame.get_by_label(f"Select {order}", exact=True).check()

    @property
    def chosen(self) -> Locator:
        """What can be done with the rows that are selected."""
        return self.frame.get_by_role("group", name="Selected rows")

    def shows_only(self, view: str) -> None:
        """One of the filter's words, such as “Needs you”."""
        filters = self.frame.get_by_role("group", name="Which orders")
        filters.locator("label").filter(has_text=view).click()

    def opener(self, order: str) -> Locator:
        return self.row(order).get_by_role("button", name=order, exact=True)

    def opens(self, order: str) -> Sheet:
        self.opener(order).click()
        return Sheet(self.page, self.frame, order)

    def reviews(self) -> Wizard:
        """The chosen rows."""
        self.chosen.get_by_role("button", name="Review").click()
        return Wizard(self.page, self.frame)

    @property
    def causes(self) -> Locator:
        """What orders wait for alike."""
        return self.frame.get_by_role("region", name="What orders wait for")

    def looks_for(self, words: str) -> None:
        self.frame.get_by_role("searchbox", name="Search orders").fill(words)

    def gives_a_reason(self, reason: str, button: str) -> None:
        """In the sheet that asks for it."""
        self.frame.get_by_label("Why?").fill(reason)
        self.frame.get_by_role("dialog").get_by_role("button", name=button).click()

    def invoice_link(self, order: str) -> Locator:
        return self.row(order).get_by_role("link", name="opens Xero in a new tab")

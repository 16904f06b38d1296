"""The Settings page as a person uses it."""

from __future__ import annotations

from playwright.sync_api import Locator, expect

from tests.pages.connecting import Connecting


class OwnAppSheet:
    """The sheet of an app at Xero of one's own."""

    def __init__(self, sheet: Locator) -> None:
        self.sheet = sheet
        expect(self.field("Redirect URI")).to_be_visible()

    def field(self, label: str) -> Locator:
        return self.sheet.get_by_label(label, exact=True)

    def gives(self, client_id: str, secret: str) -> None:
        self.field("Client id").fill(client_id)
        self.field("Client secret").fill(secret)

    def presses(self, name: str) -> None:
        self.sheet.get_by_role("button", name=name, exact=True).click()

    def says(self, words: str) -> None:
        expect(self.sheet).to_contain_text(words)

    def closes(self) -> None:
        self.presses("Close")
        expect(self.sheet).to_be_hidden()


class Settings(Connecting):
    @property
    def connection(self) -> Locator:
        """The card of the organisation."""
        return self.frame.get_by_role("region", name="Xero organisation")

    def is_shown(self) -> Settings:
        """Everything has come, the organisation's accounts too where there is one."""
        expect(self.frame.get_by_role("region", name="Automation")).to_be_visible()
        expect(self.frame.get_by_text("Reading from Xero")).to_have_count(0)
        expect(self.connection.locator(".skeleton")).to_have_count(0)
        return self

    def stands(self, words: str) -> None:
        """How the connection stands, in the chip of its card."""
        expect(self.connection.get_by_text(words, exact=True)).to_be_visible()

    def presses(self, name: str) -> None:
        """A button of the connection's card."""
        self.connection.get_by_role("button", name=name).click()

    def uses(self, organisation: str) -> None:
        """One of those that a consent has offered; it is connected then."""
        self.chooses(organisation)
        self.stands("Connected")

    def disconnects(self) -> Locator:
        """Opens the question, and answers its dialog."""
        self.presses("Disconnect…")
        return self.question("Disconnect")

    def question(self, title: str) -> Locator:
        found = self.frame.get_by_role("dialog", name=title)
        expect(found).to_be_visible()
        return found

    def opens_own_app(self) -> OwnAppSheet:
        self.presses("Your own Xero app…")
        return OwnAppSheet(self.question("Your own Xero app"))

    def books_to(self, kind: str, account: str) -> None:
        """`kind` as the label says it, such as Licences; `account` is a code."""
        self.account(kind).select_option(value=account)

    def account(self, kind: str) -> Locator:
        return self.frame.get_by_role("region", name="Accounts").get_by_label(kind, exact=True)

    @property
    def reference(self) -> Locator:
        return self.frame.get_by_label("Reference", exact=True)

    def adds_a_country(self) -> None:
        self.frame.get_by_role("button", name="Add a country").click()

    @property
    def save(self) -> Locator:
        return self.frame.get_by_role("button", name="Save changes")

    def saves(self) -> None:
        self.save.click()
        expect(self.frame.get_by_text("All changes saved")).to_be_visible()

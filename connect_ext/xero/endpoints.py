"""Where Xero is: three addresses and the paths below them."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, urlencode, urlsplit

XERO_LOGIN = "https://login.xero.com"
XERO_PAGES = "https://go.xero.com"
THIS_MACHINE = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True, slots=True, kw_only=True)
class XeroEndpoints:
    """Addresses without a slash at the end. The defaults are Xero's published ones; rehearsals point elsewhere.

    https://developer.xero.com/documentation/guides/oauth2/auth-flow
    """

    api_url: str = "https://api.xero.com"
    identity_url: str = "https://identity.xero.com"
    login_url: str = XERO_LOGIN

    @property
    def accounting_url(self) -> str:
        return f"{self.api_url}/api.xro/2.0"

    @property
    def token_url(self) -> str:
        return f"{self.identity_url}/connect/token"

    def authorize_url(self, query: dict[str, str]) -> str:
        return f"{self.login_url}/identity/connect/authorize?{urlencode(query, quote_via=quote)}"

    def connections_url(self, event_id: str) -> str:
        """The organisations of one consent."""
        return f"{self.api_url}/connections?{urlencode({'authEventId': event_id})}"

    def connection_url(self, connection_id: str) -> str:
        return f"{self.api_url}/connections/{quote(connection_id, safe='')}"

    def invoice_page(self, short_code: str, invoice_id: str) -> str:
        """Where a person opens a sales invoice; with the short code Xero changes to its organisation first.

        https://developer.xero.com/documentation/api-guides/deep-link-xero
        """
        return self._page(short_code, f"View.aspx?InvoiceID={quote(invoice_id, safe='')}")

    def credit_note_page(self, short_code: str, credit_note_id: str) -> str:
        """The same for a credit note to a customer."""
        return self._page(short_code, f"ViewCreditNote.aspx?creditNoteID={quote(credit_note_id, safe='')}")

    def _page(self, short_code: str, name: str) -> str:
        page = f"/AccountsReceivable/{name}"
        if not short_code:
            return f"{self._pages_url}{page}"
        shown = quote(short_code, safe="!")
        return f"{self._pages_url}/organisationlogin/default.aspx?shortcode={shown}&redirecturl={page}"

    @property
    def _pages_url(self) -> str:
        """In a rehearsal on this machine, whoever asks people to log in shows them the pages too. Any other address,
        such as that of a proxy on the way to Xero, is none that people look at invoices through."""
        return self.login_url if urlsplit(self.login_url).hostname in THIS_MACHINE else XERO_PAGES

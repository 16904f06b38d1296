"""Where Xero is: three addresses and the paths below them."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, urlencode


@dataclass(frozen=True, slots=True, kw_only=True)
class XeroEndpoints:
    """Addresses without a slash at the end. The defaults are Xero's published ones; rehearsals point elsewhere.

    https://developer.xero.com/documentation/guides/oauth2/auth-flow
    """

    api_url: str = "https://api.xero.com"
    identity_url: str = "https://identity.xero.com"
    login_url: str = "https://login.xero.com"

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

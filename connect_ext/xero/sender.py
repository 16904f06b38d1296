"""The one sender: every call to Xero leaves here, through xero-python's request building and our own wire.

The SDK composes requests and nothing more. Each call gets a client, configuration and token object of its own, since
the SDK shares them between clients; answers never reach its decoding; it can neither refresh, retry nor log.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from typing import Any

from xero_python.accounting import AccountingApi
from xero_python.api_client import ApiClient
from xero_python.api_client.configuration import Configuration
from xero_python.api_client.oauth2 import OAuth2Token

from connect_ext.xero.answer import Answer
from connect_ext.xero.endpoints import XeroEndpoints
from connect_ext.xero.gate import Hear
from connect_ext.xero.line import Line
from connect_ext.xero.wire import Wire, direct_wire

__all__ = ["Wire", "XeroSender", "direct_wire"]


class XeroSender:
    """Safe to share between threads and organisations: nothing of a call outlives it."""

    def __init__(self, endpoints: XeroEndpoints, wire: Wire, timeout: tuple[int, int] = (5, 60)) -> None:
        """`timeout` is seconds to connect and seconds between two bytes of the answer."""
        self.endpoints = endpoints
        self._wire = wire
        self._timeout = timeout

    def accounting(
        self, method_name: str, *, tenant_id: str, access_token: str, hear: Hear | None = None, **kwargs: Any
    ) -> Answer:
        """Calls a method of the SDK's `AccountingApi`, by keyword only: its positions change between versions. `hear`
        is told the headers of an answer, whatever it says.

        Raises `WorldFailed` for everything but an answer in 200–299 that is JSON, or empty with 204.
        """
        line = Line(self._wire, write=not method_name.startswith("get_"), hear=hear)
        api = AccountingApi(client(line, access_token), base_url=self.endpoints.accounting_url)
        call = getattr(api, method_name)
        call(xero_tenant_id=tenant_id, _preload_content=False, _request_timeout=self._timeout, **kwargs)
        return line.answer()

    def get(self, url: str, access_token: str) -> Answer:
        """A read outside the accounting API, such as the list of connections. Raises as `accounting` does."""
        return self._call("GET", url, access_token)

    def delete(self, url: str, access_token: str) -> Answer:
        """A removal that may be repeated: a lost answer asks for a retry. Raises as `accounting` does."""
        return self._call("DELETE", url, access_token)

    def form(self, url: str, fields: Mapping[str, str], client_id: str, client_secret: str) -> Answer:
        """Posts a form to the token endpoint, which may be repeated. Raises as `accounting` does.

        The SDK's own `TokenApi` is not used: it spaces out the letters of a scope that is a string, takes no timeout,
        and its exceptions carry the form.
        """
        basic = base64.b64encode(f"{client_id}:{client_secret}".encode()).decode()
        line = Line(self._wire, write=False)
        headers = {
            "Accept": "application/json",
            "Authorization": f"Basic {basic}",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        client(line, access_token="").call_api(
            url,
            "POST",
            header_params=headers,
            post_params=list(fields.items()),
            auth_settings=None,
            _return_http_data_only=True,
            _preload_content=False,
            _request_timeout=self._timeout,
        )
        return line.answer()

    def _call(self, method: str, url: str, access_token: str) -> Answer:
        line = Line(self._wire, write=False)
        client(line, access_token).call_api(
            url,
            method,
            header_params={"Accept": "application/json"},
            auth_settings=["OAuth2"],
            _return_http_data_only=True,
            _preload_content=False,
            _request_timeout=self._timeout,
        )
        return line.answer()


def client(line: Line, access_token: str) -> ApiClient:
    """A client of the SDK for one call, which shares no object with any other."""
    # The class of Configuration hands out copies of the first one ever made, with that one's token object inside;
    # calling `type` itself makes a new one.
    configuration = type.__call__(Configuration, debug=False, oauth2_token=OAuth2Token())
    # Without an expiry, a refresh token, or the app's secret the SDK cannot refresh: that is ours to do, once.
    token = {"access_token": access_token, "scope": (), "expires_in": None, "token_type": "Bearer"}
    made = ApiClient(configuration, oauth2_token_getter=lambda: token)
    made.rest_client.pool_manager = line
    return made

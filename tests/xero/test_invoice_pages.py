from __future__ import annotations

import pytest

from connect_ext.xero.endpoints import XeroEndpoints

ID = "1cf1a11c-a067-4a05-9c8b-06f281f7afed"
PAGE = f"/AccountsReceivable/View.aspx?InvoiceID={ID}"


@pytest.mark.parametrize(
    ("login", "short_code", "url"),
    [
        ("", "!hArb1", f"https://go.xero.com/organisationlogin/default.aspx?shortcode=!hArb1&redirecturl={PAGE}"),
        ("", "", f"https://go.xero.com{PAGE}"),
        ("http://localhost:9", "", f"http://localhost:9{PAGE}"),
        ("http://localhost:9", "a&b", f"http://localhost:9/organisationlogin/default.aspx?shortcode=a%26b&redirecturl={PAGE}"),
        ("http://127.0.0.1:9", "", f"http://127.0.0.1:9{PAGE}"),
        ("https://LOGIN.xero.com", "", f"https://go.xero.com{PAGE}"),
        ("https://egress.example", "!hArb1", f"https://go.xero.com/organisationlogin/default.aspx?shortcode=!hArb1&redirecturl={PAGE}"),
        ("https://localhost.example", "", f"https://go.xero.com{PAGE}"),
    ],
)  # fmt: skip
def test_an_invoice_is_opened_where_people_log_in(login: str, short_code: str, url: str) -> None:
    endpoints = XeroEndpoints(login_url=login) if login else XeroEndpoints()

    assert endpoints.invoice_page(short_code, ID) == url

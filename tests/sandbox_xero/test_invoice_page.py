from __future__ import annotations

import re
from html import unescape

import pytest

from sandbox.http import Request, Response
from tests.sandbox_xero.builders import AnApp, a_line, a_world


def get(app: AnApp, url: str) -> Response:
    """As a browser does, without any token."""
    return app.world.handle(Request(method="GET", url=url))


def text(answer: Response) -> str:
    return " ".join(unescape(re.sub(r"<style>.*?</style>|<[^>]+>", " ", answer.body.decode(), flags=re.DOTALL)).split())


def test_open_in_xero_leads_through_the_organisation_to_the_invoice() -> None:
    app = AnApp(a_world())
    made = app.invoice(Reference="PR-1", Url="https://portal.example/PR-1")
    code = app.call("GET", "Organisation").json()["Organisations"][0]["ShortCode"]
    page = f"/AccountsReceivable/View.aspx?InvoiceID={made['InvoiceID']}"
    first = get(app, f"/organisationlogin/default.aspx?shortcode={code}&redirecturl={page}")
    assert (first.status, first.headers["location"]) == (302, page)
    shown = text(get(app, page))
    for words in ("Invoice INV-0001", "DRAFT", "Harbour Cloud Ltd", "Acme Pty", "PR-1", "Seats", "30.00", "3.00"):
        assert words in shown
    assert "Total AUD 33.00" in shown
    assert b'href="https://portal.example/PR-1"' in get(app, page).body


def test_what_an_app_wrote_is_text_on_the_page_and_never_markup() -> None:
    app = AnApp(a_world())
    evil = '<script>alert("1")</script>'
    made = app.invoice(
        Contact={"Name": "Fish & Sons"},
        Reference=evil,
        Url="javascript://x/%0aalert(1)",
        LineItems=[a_line(Description=evil)],
    )
    page = get(app, f"/AccountsReceivable/View.aspx?InvoiceID={made['InvoiceID']}").body.decode()
    assert "<script" not in page
    assert "<a " not in page
    assert page.count("&lt;script&gt;") == 2
    assert "Fish &amp; Sons" in page


@pytest.mark.parametrize(
    "url",
    [
        "/AccountsReceivable/View.aspx?InvoiceID=4b3f1a2f-0000-0000-0000-000000000000",
        "/AccountsReceivable/View.aspx",
        "/organisationlogin/default.aspx?shortcode=!nobody&redirecturl=/AccountsReceivable/View.aspx",
        "/organisationlogin/default.aspx?shortcode=!hArb1&redirecturl=https://elsewhere.example/",
        "/organisationlogin/default.aspx?shortcode=!hArb1&redirecturl=//elsewhere.example/",
    ],
)
def test_what_is_not_there_is_a_page_that_says_so(url: str) -> None:
    answer = get(AnApp(a_world()), url)
    assert answer.status == 404
    assert "Not found" in text(answer)

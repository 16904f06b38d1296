from __future__ import annotations

import httpx
import pytest

from sandbox.browser import decide_consent
from sandbox.went_wrong import WentWrong

PAGE = """<form method="post" action="/authorize"><input type="hidden" name="state" value="s">
<label><input type="checkbox" name="tenant" value="t-1">Harbour Cloud Ltd</label></form>"""


def a_browser(*answers: httpx.Response) -> httpx.Client:
    """Gets these answers, one after the other."""
    coming = iter(answers)
    return httpx.Client(transport=httpx.MockTransport(lambda _: next(coming)))


def test_an_organisation_that_the_page_does_not_offer_is_named() -> None:
    with a_browser(httpx.Response(200, html=PAGE)) as browser, pytest.raises(WentWrong, match="Fjord Reseller AS"):
        decide_consent(browser, "https://login.test/authorize", ["Harbour Cloud Ltd", "Fjord Reseller AS"])


def test_a_page_that_cannot_be_had_goes_wrong_with_its_status() -> None:
    with a_browser(httpx.Response(500)) as browser, pytest.raises(WentWrong, match="500"):
        decide_consent(browser, "https://login.test/authorize", [])


def test_a_decision_that_leads_nowhere_goes_wrong() -> None:
    answers = httpx.Response(200, html=PAGE), httpx.Response(400)
    with a_browser(*answers) as browser, pytest.raises(WentWrong, match="leads nowhere"):
        decide_consent(browser, "https://login.test/authorize", ["Harbour Cloud Ltd"])

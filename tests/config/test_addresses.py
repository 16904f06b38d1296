from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.config.builders import bad, names, read

URLS = ("XERO_REDIRECT_URI", "XERO_API_URL", "XERO_IDENTITY_URL", "XERO_LOGIN_URL", "PORTAL_URL")


@pytest.mark.parametrize("name", URLS)
@pytest.mark.parametrize(
    "address",
    [
        "http://books.example",
        "http://127.0.0.1.example",
        "http://localhost@books.example",
        "//books.example",
        "https://",
        "https://[hidden",
        "https://[hidden]/",
        "https://hidden\u2100.example",
    ],
)
def test_an_address_is_https_or_on_this_machine(name: str, address: str) -> None:
    found = bad(**{name: address})
    assert names(found) == [name]
    assert "hidden" not in found.sentence


@given(st.sampled_from(URLS), st.text(st.characters(codec="utf-8"), max_size=40))
def test_no_text_at_all_makes_reading_an_address_crash(name: str, tail: str) -> None:
    read(**{name: "https://" + tail})
    read(**{name: tail})

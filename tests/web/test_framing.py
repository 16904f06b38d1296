"""Who may show our pages inside their own, and that nobody guesses what a file is."""

from __future__ import annotations

import pytest

from connect_ext.web.door.framing import frame_ancestors
from tests.web.door import Door

PAGES = ["/static/orders.html", "/static/settings.html", "/static/./orders.html", "/static/orders%2ehtml"]
OWN = "srvc-2244-9935.ext.connect.example.com"


@pytest.mark.parametrize("path", PAGES)
def test_a_page_may_be_framed_by_the_portal_only(door: Door, path: str) -> None:
    door.variables.update(PORTAL_URL="https://portal.example.com/")
    answer = door.nobody().get(path)

    assert answer.status == 200
    assert answer.headers["content-security-policy"] == (
        "frame-ancestors 'self' https://portal.example.com https://*.example.com"
    )
    assert (answer.headers["x-content-type-options"], answer.headers["referrer-policy"]) == ("nosniff", "same-origin")


def test_what_the_browser_has_already_is_answered_with_the_same_policy(door: Door) -> None:
    door.variables.update(PORTAL_URL="https://portal.example.com")
    first = door.nobody().get(PAGES[0])
    again = door.nobody().get(PAGES[0], If_None_Match=first.headers["etag"])

    assert again.status == 304
    assert again.headers["content-security-policy"] == first.headers["content-security-policy"]


def test_without_the_portals_address_nobody_is_locked_out(door: Door) -> None:
    door.variables.update(PORTAL_URL="")
    answer = door.nobody().get(PAGES[0])

    assert (answer.status, answer.headers["x-content-type-options"]) == (200, "nosniff")
    assert "content-security-policy" not in answer.headers


def test_a_page_is_framed_while_other_variables_are_missing(door: Door) -> None:
    door.variables.update(PORTAL_URL="https://portal.example.com", ENCRYPTION_KEYS="changeme")

    assert "frame-ancestors" in door.nobody().get(PAGES[0]).headers["content-security-policy"]


FRAMED = {
    "https://connect.example.com": "https://connect.example.com https://*.example.com",
    "https://Portal.Example.com:8443/x": "https://portal.example.com:8443 https://*.example.com:8443",
    "https://portal.acme.co.uk": "https://portal.acme.co.uk https://*.acme.co.uk",
    "https://acme.co.uk": "https://acme.co.uk",
    "https://example.com": "https://example.com",
    "https://10.1.2.3": "https://10.1.2.3",
    "http://localhost:8080": "http://localhost:8080 http://127.0.0.1:8080",
    "http://127.0.0.1:8080": "http://localhost:8080 http://127.0.0.1:8080",
}


@pytest.mark.parametrize(("portal", "sources"), FRAMED.items())
def test_the_portal_and_its_siblings_may_frame(portal: str, sources: str) -> None:
    assert frame_ancestors(portal, "localhost") == f"'self' {sources}"


def test_a_portal_of_the_platforms_own_domain_may_frame_whatever_the_address_of_the_operators_is() -> None:
    assert frame_ancestors("https://portal.acme.org", f"{OWN}:443").split() == [
        "'self'", "https://portal.acme.org", "https://connect.example.com", "https://*.acme.org",
        "https://*.connect.example.com",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "portal",
    ["", "changeme", "http://portal.example.com", "https://", "https://a b.com", "https://x;y.com", "https://[x"],
)
def test_what_is_no_address_of_a_portal_says_nothing(portal: str) -> None:
    assert frame_ancestors(portal, OWN) == ""

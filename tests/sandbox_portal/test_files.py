from __future__ import annotations

from pathlib import Path

import pytest

from sandbox.portal.files import page_file
from tests.sandbox_portal.builders import APortal


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    page = tmp_path / "page"
    (page / "deep").mkdir(parents=True)
    (tmp_path / "secret.js").write_text("secret")
    for name in ("index.html", "shell.css", "main.js", "deep/icon.svg", "notes.py"):
        (page / name).write_text(name)
    (page / "link.js").symlink_to(tmp_path / "secret.js")
    return page


@pytest.mark.parametrize(
    ("name", "content_type"),
    [
        ("index.html", "text/html; charset=utf-8"),
        ("shell.css", "text/css; charset=utf-8"),
        ("main.js", "text/javascript; charset=utf-8"),
        ("deep/icon.svg", "image/svg+xml"),
    ],
)
def test_a_file_of_the_page_comes_with_its_type_and_is_never_kept(folder: Path, name: str, content_type: str) -> None:
    answer = page_file(name, folder)
    assert (answer.status, answer.body) == (200, name.encode())
    assert answer.headers == {
        "content-type": content_type, "cache-control": "no-store", "x-content-type-options": "nosniff",
    }  # fmt: skip


@pytest.mark.parametrize(
    "name",
    [
        "../secret.js", "..%2fsecret.js", "%2e%2e/secret.js", "deep/../../secret.js", "link.js", "/etc/passwd",
        "%2Fetc%2Fhosts", "notes.py", "missing.js", "deep", "main.js%00.css", "",
    ],
)  # fmt: skip
def test_nothing_beside_the_page_is_served(folder: Path, name: str) -> None:
    assert page_file(name, folder).status == 404


@pytest.mark.parametrize("place", ["/", "/subscriptions/fulfillment/PR-1895-0864-1238-001", "/settings?tab=1"])
def test_every_place_of_the_portal_is_its_page(place: str) -> None:
    answer = APortal().browser().get(place)
    assert answer.status == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"


def test_a_file_of_the_page_is_found_by_its_address_and_another_is_not() -> None:
    browser = APortal().browser()
    assert browser.get("/portal/index.html").status == 200
    assert browser.get("/portal/../portal.py").status == 404
    assert browser.get("/favicon.ico").status == 404
    assert browser.get("/", "POST").status == 405

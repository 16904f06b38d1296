"""Whether the environment is alive, asked by anybody: the answer holds nothing but yes or no."""

from __future__ import annotations

import pytest

from tests.web.door import Door

NOBODY_LISTENS = "postgresql://keeper:s3cret@127.0.0.1:1/books"


@pytest.mark.parametrize("path", ["/unauthorized/health", "/guest/health"])
def test_where_the_database_answers_it_is_alive(door: Door, path: str) -> None:
    answer = door.nobody().get(path)

    assert (answer.status, answer.json(), answer.headers["cache-control"]) == (200, {"ok": True}, "no-store")


@pytest.mark.parametrize("url", [NOBODY_LISTENS, "mysql://keeper:s3cret@here/books"])
def test_where_it_does_not_nothing_more_is_said(door: Door, url: str, caplog: pytest.LogCaptureFixture) -> None:
    door.variables.update(DATABASE_URL=url)
    answer = door.nobody().get("/unauthorized/health")

    assert (answer.status, answer.json()) == (503, {"ok": False})
    assert "s3cret" not in caplog.text


def test_it_says_so_even_while_other_variables_are_missing(door: Door) -> None:
    door.variables.update(XERO_CLIENT_ID="changeme")

    assert door.nobody().get("/unauthorized/health").json() == {"ok": True}

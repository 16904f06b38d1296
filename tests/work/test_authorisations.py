from __future__ import annotations

from datetime import timedelta

import pytest

from connect_ext.work.authorisation import REFRESH_BEFORE_EXPIRY, TokenSet
from tests.work.builders import NOW

TICK = timedelta(microseconds=1)


def tokens(left: timedelta) -> TokenSet:
    return TokenSet(access_token="secret-access", refresh_token="secret-refresh", expires_at=NOW + left)


@pytest.mark.parametrize(
    ("left", "due"),
    [
        (timedelta(minutes=30), False),
        (REFRESH_BEFORE_EXPIRY + TICK, False),
        (REFRESH_BEFORE_EXPIRY, True),
        (timedelta(), True),
        (-timedelta(days=1), True),
    ],
)
def test_tokens_are_refreshed_three_minutes_before_they_expire(left: timedelta, due: bool) -> None:
    assert tokens(left).needs_refresh(NOW) is due


def test_tokens_never_show_themselves() -> None:
    assert "secret" not in repr(tokens(timedelta(hours=1)))
    assert "secret" not in str(tokens(timedelta(hours=1)))

from __future__ import annotations

from datetime import timedelta

import pytest

from connect_ext.work.authorisation import LIFE_UNUSED, REFRESH_BEFORE_EXPIRY, TokenSet, days_to_warn
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


@pytest.mark.parametrize(
    ("left", "days"),
    [
        (timedelta(days=14) + TICK, None),
        (timedelta(days=14), 14),
        (timedelta(days=7) + TICK, 14),
        (timedelta(days=7), 7),
        (timedelta(days=2) + TICK, 7),
        (timedelta(days=2), 2),
        (-timedelta(days=1), 2),
    ],
)
def test_the_end_of_a_consent_is_warned_of_three_times(left: timedelta, days: int | None) -> None:
    assert days_to_warn(NOW - LIFE_UNUSED + left, NOW) == days

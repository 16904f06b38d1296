from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from connect_ext.books.by_hand.go_live import GoLive, before_go_live
from connect_ext.books.ids import OrderKey
from connect_ext.books.problems.codes import Code

KEY = OrderKey("PR-1895-0864-1238-001")
SYDNEY = GoLive(start=date(2026, 11, 21), zone=ZoneInfo("Australia/Sydney"))


@pytest.mark.parametrize(
    ("approved", "is_before"),
    [
        ("2026-11-20T12:59", True),  # 23:59 of the 20th in Sydney
        ("2026-11-20T13:00", False),  # midnight there
        ("2026-11-21T01:00", False),
        ("2025-11-21T01:00", True),
    ],
)
def test_the_organisations_day_of_approval_decides(approved: str, is_before: bool) -> None:
    found = before_go_live(SYDNEY, datetime.fromisoformat(approved).replace(tzinfo=UTC), KEY)
    assert (found is not None) is is_before


def test_it_says_both_days() -> None:
    found = before_go_live(SYDNEY, datetime(2026, 11, 1, 5, tzinfo=UTC), KEY)
    assert found is not None
    assert found.code is Code.BEFORE_GO_LIVE
    assert "was approved on 2026-11-01, before this extension began on 2026-11-21" in found.sentence


def test_an_order_of_unknown_age_is_synced_as_usual() -> None:
    assert before_go_live(SYDNEY, None, KEY) is None

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from connect_ext.books.ids import XeroId
from connect_ext.work.importing import UNDER_WAY, Import, ImportStatus

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("status", "ago", "under_way"),
    [
        (ImportStatus.ASKED, timedelta(0), True),
        (ImportStatus.ASKED, UNDER_WAY - timedelta(seconds=1), True),
        (ImportStatus.ASKED, UNDER_WAY, False),
        (ImportStatus.DONE, timedelta(0), False),
    ],
)
def test_an_import_is_under_way_until_a_call_must_have_ended(
    status: ImportStatus, ago: timedelta, under_way: bool
) -> None:
    asked = Import(contact_id=XeroId("contact-1"), status=status, asked_at=NOW - ago)
    assert asked.is_under_way(NOW) is under_way

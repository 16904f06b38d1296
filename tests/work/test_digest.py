"""What a digest says."""

from __future__ import annotations

from datetime import UTC, datetime

from connect_ext.work.digest import Asked, Share, subject_of, text_of

SINCE = datetime(2026, 11, 20, 6, 0, tzinfo=UTC)
HELD = Asked(at=datetime(2026, 11, 20, 9, 30, tzinfo=UTC), title="Order is held for you", sentence="PR-1 is a credit.")


def test_each_account_has_its_things_and_its_orders() -> None:
    ours = Share(account="Southern Cloud", installation="EIN-1", asked=(HELD,), count=1, orders=1)
    theirs = Share(account="Albion", installation="EIN-2", asked=(HELD, HELD), count=5, orders=7)
    assert text_of([ours, theirs], SINCE, "https://portal.example") == (
        "What has asked for somebody since 2026-11-20 06:00 UTC.\n\n"
        "Southern Cloud (EIN-1)\n"
        "- 2026-11-20 09:30 UTC: Order is held for you. PR-1 is a credit.\n"
        "1 order needs somebody now.\n\n"
        "Albion (EIN-2)\n"
        "- 2026-11-20 09:30 UTC: Order is held for you. PR-1 is a credit.\n"
        "- 2026-11-20 09:30 UTC: Order is held for you. PR-1 is a credit.\n"
        "- and 3 more\n"
        "7 orders need somebody now.\n\n"
        "Look into Activity of each account: https://portal.example\n"
    )
    assert subject_of([ours, theirs]) == "Xero Integration: 6 things need somebody"


def test_one_thing_without_an_order_is_told_in_the_singular() -> None:
    share = Share(account="Southern Cloud", installation="EIN-1", asked=(HELD,), count=1, orders=0)
    assert subject_of([share]) == "Xero Integration: 1 thing needs somebody"
    assert text_of([share], SINCE, None).endswith("PR-1 is a credit.\n\nLook into Activity of each account.\n")

"""A monthly licence is billed every month by our own calendar, without one billing request of the marketplace."""

from __future__ import annotations

from tests.stories.story import Story


def test_a_monthly_licence_is_billed_when_its_next_month_begins(story: Story) -> None:
    """
    setting  auto-sync runs every five minutes
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     5 x NRD-OFF-M
    then     the schedule fires
    then     the clock moves to 2026-12-20
    then     the schedule fires
    then     the clock moves to 2026-12-21
    then     the schedule fires
    then     the schedule fires
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 62.50, total 68.75, dated 2026-11-21
    line     5 x 12.50 = 62.50 account 200 tax OUTPUT mark {A}/1
    text     Northwind Office, monthly, per month from 2026-11-21
    invoice  A@2026-12-21 draft AUD for Harbour & Sons Pty Ltd, reference {A@2026-12-21}, subtotal 62.50, total 68.75
    line     5 x 12.50 = 62.50 account 200 tax OUTPUT mark {A@2026-12-21}/1
    text     Northwind Office, monthly, per month, 2026-12-21 to 2027-01-20
    task     A synced
    task     A@2026-12-21 synced
    """
    story.plays()

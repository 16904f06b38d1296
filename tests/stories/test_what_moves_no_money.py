from __future__ import annotations

from tests.stories.story import Story


def test_a_preview_is_ignored(story: Story) -> None:
    """
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud on a preview connection
    line     10 x NRD-OFF-M
    ---
    task     A ignored
    because  It is on a preview connection; only orders on a production connection move money.
    """
    story.plays()


def test_a_test_is_ignored(story: Story) -> None:
    """
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud on a test connection
    line     10 x NRD-OFF-M
    ---
    task     A ignored
    because  It is on a test connection; only orders on a production connection move money.
    """
    story.plays()


def test_a_purchase_that_failed_is_ignored(story: Story) -> None:
    """
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    state    failed
    ---
    task     A ignored
    because  The request is failed in Connect, so it moves no money.
    """
    story.plays()


def test_a_revoked_purchase_is_ignored(story: Story) -> None:
    """
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    state    revoked
    ---
    task     A ignored
    because  The request is revoked in Connect, so it moves no money.
    """
    story.plays()


def test_a_suspension_a_resumption_and_an_adjustment_change_nothing_that_is_billed(story: Story) -> None:
    """
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    order    B suspend of A
    order    C resume of A
    order    D adjustment of A
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 125.00, total 137.50
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {A}/1
    task     A synced
    task     B ignored
    because  A request of type suspend changes nothing that is billed, so it never moves money.
    task     C ignored
    because  A request of type resume changes nothing that is billed, so it never moves money.
    task     D ignored
    because  A request of type adjustment changes nothing that is billed, so it never moves money.
    """
    story.plays()


def test_a_scheduled_purchase_waits(story: Story) -> None:
    """
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    state    scheduled
    ---
    task     A waiting
    because  The request is scheduled in Connect for 2026-12-15; it is invoiced once it is approved.
    """
    story.plays()


def test_a_pending_purchase_waits(story: Story) -> None:
    """
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    state    pending
    ---
    task     A waiting
    because  The request is pending in Connect; it is invoiced once it is approved.
    """
    story.plays()


def test_a_purchase_that_waited_is_invoiced_once_it_is_approved(story: Story) -> None:
    """
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    event    A pending
    event    A approved
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 125.00, total 137.50
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {A}/1
    task     A synced
    """
    story.plays()


def test_the_same_event_twice_is_one_order(story: Story) -> None:
    """
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    event    A approved
    event    A approved
    then     a person syncs
    then     a person syncs
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 125.00, total 137.50
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {A}/1
    task     A synced
    """
    story.plays()


def test_an_older_event_after_a_newer_one_changes_nothing(story: Story) -> None:
    """
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    event    A approved
    event    A pending
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 125.00, total 137.50
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {A}/1
    task     A synced
    """
    story.plays()


def test_a_late_event_of_an_order_that_failed_does_not_bring_it_back(story: Story) -> None:
    """
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    state    failed
    event    A failed
    event    A pending
    ---
    task     A ignored
    """
    story.plays()


def test_without_auto_sync_an_order_waits_for_a_person(story: Story) -> None:
    """
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    then     the schedule fires
    ---
    task     A pending
    """
    story.plays()


def test_auto_sync_every_five_minutes_needs_nobody(story: Story) -> None:
    """
    setting  auto-sync runs every five minutes
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    then     5 minutes pass
    then     the schedule fires
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 125.00, total 137.50
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {A}/1
    task     A synced
    """
    story.plays()


def test_auto_sync_once_a_day_waits_for_six_in_the_morning(story: Story) -> None:
    """
    setting  auto-sync runs once a day
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    then     1000 minutes pass
    then     the schedule fires
    ---
    task     A pending
    """
    story.plays()


def test_auto_sync_once_a_day_sends_what_was_approved_before(story: Story) -> None:
    """
    setting  auto-sync runs once a day
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    then     1085 minutes pass
    then     the schedule fires
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 125.00, total 137.50
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {A}/1
    task     A synced
    """
    story.plays()


def test_in_a_locked_period_nothing_is_sent(story: Story) -> None:
    """
    locked   until 2026-11-30
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    ---
    task     A waiting
    because  Waits for 2026-12-01, the first day that Harbour Cloud Ltd has not locked: 125.00 AUD.
    """
    story.plays()


def test_a_period_locked_until_yesterday_is_no_obstacle(story: Story) -> None:
    """
    locked   until 2026-11-20
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 125.00, total 137.50
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {A}/1
    task     A synced
    """
    story.plays()


def test_auto_sync_once_a_day_waits_for_the_hour_that_was_chosen(story: Story) -> None:
    """
    setting  auto-sync runs once a day
    setting  auto-sync hour is 15
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    then     160 minutes pass
    then     the schedule fires
    ---
    task     A pending
    """
    story.plays()


def test_auto_sync_once_a_day_sends_at_the_hour_that_was_chosen(story: Story) -> None:
    """
    setting  auto-sync runs once a day
    setting  auto-sync hour is 15
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    then     190 minutes pass
    then     the schedule fires
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 125.00, total 137.50
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {A}/1
    task     A synced
    """
    story.plays()

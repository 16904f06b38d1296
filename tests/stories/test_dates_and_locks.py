from __future__ import annotations

from tests.stories.story import Story


def test_an_invoice_may_be_dated_on_the_service_start(story: Story) -> None:
    """
    setting  document date is the service start
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    starts   2026-11-05
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 125.00, total 137.50, dated 2026-11-05
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {A}/1
    task     A synced
    """
    story.plays()


def test_a_service_that_starts_later_does_not_date_its_invoice_in_the_future(story: Story) -> None:
    """
    setting  document date is the service start
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    starts   2026-12-01
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 125.00, total 137.50
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {A}/1
    task     A synced
    """
    story.plays()


def test_the_due_date_of_the_settings_comes_before_all_terms(story: Story) -> None:
    """
    setting  due date is the 20th of the following month
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 125.00, total 137.50, due 2026-12-20
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {A}/1
    task     A synced
    """
    story.plays()


def test_a_locked_service_start_is_dated_on_the_first_open_day_and_every_line_names_its_days(story: Story) -> None:
    """
    setting  document date is the service start
    locked   until 2026-11-10
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    line     1 x NRD-SETUP
    starts   2026-11-05
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 375.00, total 412.50, dated 2026-11-11
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {A}/1
    text     Northwind Office, monthly, per month, 2026-11-05 to 2026-12-04
    line     1 x 250.00 = 250.00 account 260 tax OUTPUT mark {A}/2
    text     Northwind Office: Onboarding, of 2026-11-05
    task     A synced
    """
    story.plays()


def test_a_waiting_order_goes_out_by_itself_on_the_first_open_day(story: Story) -> None:
    """
    locked   until 2026-11-30
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    then     a person syncs
    then     the clock moves to 2026-12-01
    then     the schedule fires
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 125.00, total 137.50
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {A}/1
    task     A synced
    """
    story.plays()


def test_a_parked_order_says_what_it_is_worth_and_waits(story: Story) -> None:
    """
    setting  document date is the service start
    setting  locked period is parked
    locked   until 2026-11-10
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    starts   2026-11-05
    then     a person syncs
    then     the clock moves to 2026-11-28
    then     the schedule fires
    ---
    task     A waiting
    because  Parked: 125.00 AUD would be dated 2026-11-05, in a period that Harbour Cloud Ltd has locked until
             2026-11-10. It is looked at again every week, and goes on when the lock is moved.
    """
    story.plays()


def test_a_parked_order_goes_on_within_a_week_of_the_lock_being_moved_back(story: Story) -> None:
    """
    setting  document date is the service start
    setting  locked period is parked
    locked   until 2026-11-10
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    starts   2026-11-05
    then     a person syncs
    then     the lock moves to 2026-10-31
    then     the clock moves to 2026-11-28
    then     the schedule fires
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 125.00, total 137.50, dated 2026-11-05
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {A}/1
    task     A synced
    """
    story.plays()


def test_a_due_date_may_be_days_after_the_invoice(story: Story) -> None:
    """
    setting  due date is 10 days after the invoice
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 125.00, total 137.50, due 2026-12-01
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {A}/1
    task     A synced
    """
    story.plays()


def test_a_due_date_may_be_days_after_the_end_of_the_month(story: Story) -> None:
    """
    setting  due date is 10 days after the end of its month
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 125.00, total 137.50, due 2026-12-10
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {A}/1
    task     A synced
    """
    story.plays()


def test_a_due_date_may_be_a_day_of_the_same_month_and_never_one_that_the_month_has_not(story: Story) -> None:
    """
    setting  due date is the 31st of the same month
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 125.00, total 137.50, due 2026-11-30
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {A}/1
    task     A synced
    """
    story.plays()

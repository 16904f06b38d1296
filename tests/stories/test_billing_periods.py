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


def test_a_change_between_two_periods_is_billed_with_the_change_and_then_with_each_period(story: Story) -> None:
    """
    setting  auto-sync runs every five minutes
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     5 x NRD-OFF-M
    order    B change of A
    line     8 x NRD-OFF-M
    starts   2027-01-05
    then     the schedule fires
    then     the schedule fires every day until 2027-01-05
    then     B is told
    then     the schedule fires
    then     the schedule fires every day until 2027-01-21
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 62.50, total 68.75, dated 2026-11-21
    line     5 x 12.50 = 62.50 account 200 tax OUTPUT mark {A}/1
    text     Northwind Office, monthly, per month from 2026-11-21
    invoice  A@2026-12-21 draft AUD for Harbour & Sons Pty Ltd, reference {A@2026-12-21}, subtotal 62.50, total 68.75,
             dated 2026-12-21
    line     5 x 12.50 = 62.50 account 200 tax OUTPUT mark {A@2026-12-21}/1
    text     Northwind Office, monthly, per month, 2026-12-21 to 2027-01-20
    invoice  A@2027-01-21 draft AUD for Harbour & Sons Pty Ltd, reference {A@2027-01-21}, subtotal 100.00, total 110.00
    line     8 x 12.50 = 100.00 account 200 tax OUTPUT mark {A@2027-01-21}/1
    text     Northwind Office, monthly, per month, 2027-01-21 to 2027-02-20
    invoice  B draft AUD for Harbour & Sons Pty Ltd, reference {B}, subtotal 19.35, total 21.29, dated 2027-01-05
    line     3 x 6.4516 = 19.35 account 200 tax OUTPUT mark {B}/1
    text     Northwind Office, monthly, per month, 2027-01-05 to 2027-01-20 (16/31 of a month)
    task     A synced
    task     A@2026-12-21 synced
    task     A@2027-01-21 synced
    task     B synced
    """
    story.plays()


def test_a_change_that_is_told_after_the_period_began_is_billed_by_the_period_and_once(story: Story) -> None:
    """
    setting  auto-sync runs every five minutes
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     5 x NRD-OFF-M
    order    B change of A
    line     8 x NRD-OFF-M
    starts   2026-12-20
    then     the schedule fires
    then     the clock moves to 2026-12-21
    then     B is told
    then     the schedule fires
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 62.50, total 68.75, dated 2026-11-21
    line     5 x 12.50 = 62.50 account 200 tax OUTPUT mark {A}/1
    text     Northwind Office, monthly, per month from 2026-11-21
    invoice  A@2026-12-21 draft AUD for Harbour & Sons Pty Ltd, reference {A@2026-12-21}, subtotal 100.00, total 110.00
    line     8 x 12.50 = 100.00 account 200 tax OUTPUT mark {A@2026-12-21}/1
    text     Northwind Office, monthly, per month, 2026-12-21 to 2027-01-20
    invoice  B draft AUD for Harbour & Sons Pty Ltd, reference {B}, subtotal 1.25, total 1.38
    line     3 x 0.4167 = 1.25 account 200 tax OUTPUT mark {B}/1
    text     Northwind Office, monthly, per month, 2026-12-20 to 2026-12-20 (1/30 of a month)
    task     A synced
    task     A@2026-12-21 synced
    task     B synced
    """
    story.plays()


def test_the_31st_comes_back_after_february(story: Story) -> None:
    """
    setting  auto-sync runs every five minutes
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     5 x NRD-OFF-M
    starts   2026-11-30
    period   until 2026-12-31
    then     the schedule fires every day until 2027-03-31
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 62.50, total 68.75, dated 2026-11-22
    line     5 x 12.50 = 62.50 account 200 tax OUTPUT mark {A}/1
    text     Northwind Office, monthly, per month from 2026-11-30
    invoice  A@2026-12-31 draft AUD for Harbour & Sons Pty Ltd, reference {A@2026-12-31}, subtotal 62.50, total 68.75,
             dated 2026-12-31
    line     5 x 12.50 = 62.50 account 200 tax OUTPUT mark {A@2026-12-31}/1
    text     Northwind Office, monthly, per month, 2026-12-31 to 2027-01-30
    invoice  A@2027-01-31 draft AUD for Harbour & Sons Pty Ltd, reference {A@2027-01-31}, subtotal 62.50, total 68.75,
             dated 2027-01-31
    line     5 x 12.50 = 62.50 account 200 tax OUTPUT mark {A@2027-01-31}/1
    text     Northwind Office, monthly, per month, 2027-01-31 to 2027-02-27
    invoice  A@2027-02-28 draft AUD for Harbour & Sons Pty Ltd, reference {A@2027-02-28}, subtotal 62.50, total 68.75,
             dated 2027-02-28
    line     5 x 12.50 = 62.50 account 200 tax OUTPUT mark {A@2027-02-28}/1
    text     Northwind Office, monthly, per month, 2027-02-28 to 2027-03-30
    invoice  A@2027-03-31 draft AUD for Harbour & Sons Pty Ltd, reference {A@2027-03-31}, subtotal 62.50, total 68.75
    line     5 x 12.50 = 62.50 account 200 tax OUTPUT mark {A@2027-03-31}/1
    text     Northwind Office, monthly, per month, 2027-03-31 to 2027-04-29
    task     A synced
    task     A@2026-12-31 synced
    task     A@2027-01-31 synced
    task     A@2027-02-28 synced
    task     A@2027-03-31 synced
    """
    story.plays()


def test_each_period_costs_what_the_price_list_says_on_its_first_day(story: Story) -> None:
    """
    setting  auto-sync runs every five minutes
    listed   NRD-OFF-M 13.00 from 2026-12-22 on
    listed   NRD-OFF-M 14.00 from 2027-01-21 on
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     5 x NRD-OFF-M
    then     the schedule fires
    then     the schedule fires every day until 2027-01-21
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 62.50, total 68.75, dated 2026-11-21
    line     5 x 12.50 = 62.50 account 200 tax OUTPUT mark {A}/1
    text     Northwind Office, monthly, per month from 2026-11-21
    invoice  A@2026-12-21 draft AUD for Harbour & Sons Pty Ltd, reference {A@2026-12-21}, subtotal 62.50, total 68.75,
             dated 2026-12-21
    line     5 x 12.50 = 62.50 account 200 tax OUTPUT mark {A@2026-12-21}/1
    text     Northwind Office, monthly, per month, 2026-12-21 to 2027-01-20
    invoice  A@2027-01-21 draft AUD for Harbour & Sons Pty Ltd, reference {A@2027-01-21}, subtotal 70.00, total 77.00
    line     5 x 14.00 = 70.00 account 200 tax OUTPUT mark {A@2027-01-21}/1
    text     Northwind Office, monthly, per month, 2027-01-21 to 2027-02-20
    task     A synced
    task     A@2026-12-21 synced
    task     A@2027-01-21 synced
    """
    story.plays()


def test_yearly_and_monthly_items_have_each_their_own_periods(story: Story) -> None:
    """
    setting  auto-sync runs every five minutes
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     5 x NRD-OFF-M
    line     1 x NRD-OFF-Y
    line     1 x NRD-SETUP
    then     the schedule fires
    then     the schedule fires every day until 2027-11-21
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 450.50, total 495.55, dated 2026-11-21
    line     5 x 12.50 = 62.50 account 200 tax OUTPUT mark {A}/1
    text     Northwind Office, monthly, per month from 2026-11-21
    line     1 x 138.00 = 138.00 account 200 tax OUTPUT mark {A}/2
    text     Northwind Office, yearly, per year from 2026-11-21
    line     1 x 250.00 = 250.00 account 260 tax OUTPUT mark {A}/3
    text     Northwind Office: Onboarding
    invoice  A@2026-12-21 draft AUD for Harbour & Sons Pty Ltd, reference {A@2026-12-21}, subtotal 62.50, total 68.75,
             dated 2026-12-21
    line     5 x 12.50 = 62.50 account 200 tax OUTPUT mark {A@2026-12-21}/1
    text     Northwind Office, monthly, per month, 2026-12-21 to 2027-01-20
    invoice  A@2027-01-21 draft AUD for Harbour & Sons Pty Ltd, reference {A@2027-01-21}, subtotal 62.50, total 68.75,
             dated 2027-01-21
    line     5 x 12.50 = 62.50 account 200 tax OUTPUT mark {A@2027-01-21}/1
    text     Northwind Office, monthly, per month, 2027-01-21 to 2027-02-20
    invoice  A@2027-02-21 draft AUD for Harbour & Sons Pty Ltd, reference {A@2027-02-21}, subtotal 62.50, total 68.75,
             dated 2027-02-21
    line     5 x 12.50 = 62.50 account 200 tax OUTPUT mark {A@2027-02-21}/1
    text     Northwind Office, monthly, per month, 2027-02-21 to 2027-03-20
    invoice  A@2027-03-21 draft AUD for Harbour & Sons Pty Ltd, reference {A@2027-03-21}, subtotal 62.50, total 68.75,
             dated 2027-03-21
    line     5 x 12.50 = 62.50 account 200 tax OUTPUT mark {A@2027-03-21}/1
    text     Northwind Office, monthly, per month, 2027-03-21 to 2027-04-20
    invoice  A@2027-04-21 draft AUD for Harbour & Sons Pty Ltd, reference {A@2027-04-21}, subtotal 62.50, total 68.75,
             dated 2027-04-21
    line     5 x 12.50 = 62.50 account 200 tax OUTPUT mark {A@2027-04-21}/1
    text     Northwind Office, monthly, per month, 2027-04-21 to 2027-05-20
    invoice  A@2027-05-21 draft AUD for Harbour & Sons Pty Ltd, reference {A@2027-05-21}, subtotal 62.50, total 68.75,
             dated 2027-05-21
    line     5 x 12.50 = 62.50 account 200 tax OUTPUT mark {A@2027-05-21}/1
    text     Northwind Office, monthly, per month, 2027-05-21 to 2027-06-20
    invoice  A@2027-06-21 draft AUD for Harbour & Sons Pty Ltd, reference {A@2027-06-21}, subtotal 62.50, total 68.75,
             dated 2027-06-21
    line     5 x 12.50 = 62.50 account 200 tax OUTPUT mark {A@2027-06-21}/1
    text     Northwind Office, monthly, per month, 2027-06-21 to 2027-07-20
    invoice  A@2027-07-21 draft AUD for Harbour & Sons Pty Ltd, reference {A@2027-07-21}, subtotal 62.50, total 68.75,
             dated 2027-07-21
    line     5 x 12.50 = 62.50 account 200 tax OUTPUT mark {A@2027-07-21}/1
    text     Northwind Office, monthly, per month, 2027-07-21 to 2027-08-20
    invoice  A@2027-08-21 draft AUD for Harbour & Sons Pty Ltd, reference {A@2027-08-21}, subtotal 62.50, total 68.75,
             dated 2027-08-21
    line     5 x 12.50 = 62.50 account 200 tax OUTPUT mark {A@2027-08-21}/1
    text     Northwind Office, monthly, per month, 2027-08-21 to 2027-09-20
    invoice  A@2027-09-21 draft AUD for Harbour & Sons Pty Ltd, reference {A@2027-09-21}, subtotal 62.50, total 68.75,
             dated 2027-09-21
    line     5 x 12.50 = 62.50 account 200 tax OUTPUT mark {A@2027-09-21}/1
    text     Northwind Office, monthly, per month, 2027-09-21 to 2027-10-20
    invoice  A@2027-10-21 draft AUD for Harbour & Sons Pty Ltd, reference {A@2027-10-21}, subtotal 62.50, total 68.75,
             dated 2027-10-21
    line     5 x 12.50 = 62.50 account 200 tax OUTPUT mark {A@2027-10-21}/1
    text     Northwind Office, monthly, per month, 2027-10-21 to 2027-11-20
    invoice  A@2027-11-21 draft AUD for Harbour & Sons Pty Ltd, reference {A@2027-11-21}, subtotal 200.50, total 220.55
    line     5 x 12.50 = 62.50 account 200 tax OUTPUT mark {A@2027-11-21}/1
    text     Northwind Office, monthly, per month, 2027-11-21 to 2027-12-20
    line     1 x 138.00 = 138.00 account 200 tax OUTPUT mark {A@2027-11-21}/2
    text     Northwind Office, yearly, per year, 2027-11-21 to 2028-11-20
    task     A synced
    task     A@2026-12-21 synced
    task     A@2027-01-21 synced
    task     A@2027-02-21 synced
    task     A@2027-03-21 synced
    task     A@2027-04-21 synced
    task     A@2027-05-21 synced
    task     A@2027-06-21 synced
    task     A@2027-07-21 synced
    task     A@2027-08-21 synced
    task     A@2027-09-21 synced
    task     A@2027-10-21 synced
    task     A@2027-11-21 synced
    """
    story.plays()


def test_in_arrears_a_period_is_billed_when_it_has_ended(story: Story) -> None:
    """
    setting  auto-sync runs every five minutes
    setting  arrears are Northwind Office
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     5 x NRD-OFF-M
    order    B change of A
    line     8 x NRD-OFF-M
    starts   2026-12-01
    then     the schedule fires
    then     the schedule fires every day until 2026-12-01
    then     B is told
    then     the schedule fires
    then     the schedule fires every day until 2027-01-21
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A@2026-11-21 draft AUD for Harbour & Sons Pty Ltd, reference {A@2026-11-21}, subtotal 87.50, total 96.25,
             dated 2026-12-21
    line     5 x 12.50 = 62.50 account 200 tax OUTPUT mark {A@2026-11-21}/1
    text     Northwind Office, monthly, per month, 2026-11-21 to 2026-12-20
    line     3 x 8.3333 = 25.00 account 200 tax OUTPUT mark {A@2026-11-21}/2
    text     Northwind Office, monthly, per month, 2026-12-01 to 2026-12-20 (20/30 of a month)
    invoice  A@2026-12-21 draft AUD for Harbour & Sons Pty Ltd, reference {A@2026-12-21}, subtotal 100.00, total 110.00
    line     8 x 12.50 = 100.00 account 200 tax OUTPUT mark {A@2026-12-21}/1
    text     Northwind Office, monthly, per month, 2026-12-21 to 2027-01-20
    task     A synced
    because  Nothing to invoice: Northwind Office, monthly: charged when its period has ended.
    task     A@2026-11-21 synced
    task     A@2026-12-21 synced
    task     B synced
    because  Nothing to invoice: Northwind Office, monthly: charged when its period has ended.
    """
    story.plays()


def test_where_the_provider_says_what_is_billed_the_calendar_is_silent(story: Story) -> None:
    """
    setting  auto-sync runs every five minutes
    setting  recurring comes by the provider
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     5 x NRD-OFF-M
    bills    P A by the provider
    bills    V A by the vendor
    then     the schedule fires
    then     the schedule fires every day until 2027-01-10
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 62.50, total 68.75, dated 2026-11-21
    line     5 x 12.50 = 62.50 account 200 tax OUTPUT mark {A}/1
    text     Northwind Office, monthly, per month from 2026-11-21
    invoice  P draft AUD for Harbour & Sons Pty Ltd, reference {P}, subtotal 62.50, total 68.75, dated 2026-11-21
    line     5 x 12.50 = 62.50 account 200 tax OUTPUT mark {P}/1
    text     Northwind Office, monthly, per month, 2026-12-21 to 2027-01-20
    task     A synced
    task     P synced
    task     V ignored
    because  Periods are billed by the provider's billing requests, and this one is the vendor's.
    """
    story.plays()


def test_where_our_calendar_bills_billing_requests_are_ignored(story: Story) -> None:
    """
    setting  auto-sync runs every five minutes
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     5 x NRD-OFF-M
    bills    P A by the provider
    then     the schedule fires
    then     the schedule fires every day until 2026-12-21
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
    task     P ignored
    because  Periods are billed by our own calendar, so billing requests move no money.
    """
    story.plays()


def test_a_year_of_a_subscription(story: Story) -> None:
    """
    setting  auto-sync runs every five minutes
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     5 x NRD-OFF-M
    order    B change of A
    line     8 x NRD-OFF-M
    starts   2027-02-10
    order    C suspend of A
    starts   2027-04-01
    then     the schedule fires
    then     the schedule fires every day until 2027-02-10
    then     B is told
    then     the schedule fires
    then     the schedule fires every day until 2027-04-01
    then     C is told
    then     the schedule fires
    then     the schedule fires every day until 2027-11-20
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 62.50, total 68.75, dated 2026-11-21
    line     5 x 12.50 = 62.50 account 200 tax OUTPUT mark {A}/1
    text     Northwind Office, monthly, per month from 2026-11-21
    invoice  A@2026-12-21 draft AUD for Harbour & Sons Pty Ltd, reference {A@2026-12-21}, subtotal 62.50, total 68.75,
             dated 2026-12-21
    line     5 x 12.50 = 62.50 account 200 tax OUTPUT mark {A@2026-12-21}/1
    text     Northwind Office, monthly, per month, 2026-12-21 to 2027-01-20
    invoice  A@2027-01-21 draft AUD for Harbour & Sons Pty Ltd, reference {A@2027-01-21}, subtotal 62.50, total 68.75,
             dated 2027-01-21
    line     5 x 12.50 = 62.50 account 200 tax OUTPUT mark {A@2027-01-21}/1
    text     Northwind Office, monthly, per month, 2027-01-21 to 2027-02-20
    invoice  A@2027-02-21 draft AUD for Harbour & Sons Pty Ltd, reference {A@2027-02-21}, subtotal 100.00, total
             110.00, dated 2027-02-21
    line     8 x 12.50 = 100.00 account 200 tax OUTPUT mark {A@2027-02-21}/1
    text     Northwind Office, monthly, per month, 2027-02-21 to 2027-03-20
    invoice  A@2027-03-21 draft AUD for Harbour & Sons Pty Ltd, reference {A@2027-03-21}, subtotal 100.00, total
             110.00, dated 2027-03-21
    line     8 x 12.50 = 100.00 account 200 tax OUTPUT mark {A@2027-03-21}/1
    text     Northwind Office, monthly, per month, 2027-03-21 to 2027-04-20
    invoice  A@2027-04-21 draft AUD for Harbour & Sons Pty Ltd, reference {A@2027-04-21}, subtotal 100.00, total
             110.00, dated 2027-04-21
    line     8 x 12.50 = 100.00 account 200 tax OUTPUT mark {A@2027-04-21}/1
    text     Northwind Office, monthly, per month, 2027-04-21 to 2027-05-20
    invoice  A@2027-05-21 draft AUD for Harbour & Sons Pty Ltd, reference {A@2027-05-21}, subtotal 100.00, total
             110.00, dated 2027-05-21
    line     8 x 12.50 = 100.00 account 200 tax OUTPUT mark {A@2027-05-21}/1
    text     Northwind Office, monthly, per month, 2027-05-21 to 2027-06-20
    invoice  A@2027-06-21 draft AUD for Harbour & Sons Pty Ltd, reference {A@2027-06-21}, subtotal 100.00, total
             110.00, dated 2027-06-21
    line     8 x 12.50 = 100.00 account 200 tax OUTPUT mark {A@2027-06-21}/1
    text     Northwind Office, monthly, per month, 2027-06-21 to 2027-07-20
    invoice  A@2027-07-21 draft AUD for Harbour & Sons Pty Ltd, reference {A@2027-07-21}, subtotal 100.00, total
             110.00, dated 2027-07-21
    line     8 x 12.50 = 100.00 account 200 tax OUTPUT mark {A@2027-07-21}/1
    text     Northwind Office, monthly, per month, 2027-07-21 to 2027-08-20
    invoice  A@2027-08-21 draft AUD for Harbour & Sons Pty Ltd, reference {A@2027-08-21}, subtotal 100.00, total
             110.00, dated 2027-08-21
    line     8 x 12.50 = 100.00 account 200 tax OUTPUT mark {A@2027-08-21}/1
    text     Northwind Office, monthly, per month, 2027-08-21 to 2027-09-20
    invoice  A@2027-09-21 draft AUD for Harbour & Sons Pty Ltd, reference {A@2027-09-21}, subtotal 100.00, total
             110.00, dated 2027-09-21
    line     8 x 12.50 = 100.00 account 200 tax OUTPUT mark {A@2027-09-21}/1
    text     Northwind Office, monthly, per month, 2027-09-21 to 2027-10-20
    invoice  A@2027-10-21 draft AUD for Harbour & Sons Pty Ltd, reference {A@2027-10-21}, subtotal 100.00, total
             110.00, dated 2027-10-21
    line     8 x 12.50 = 100.00 account 200 tax OUTPUT mark {A@2027-10-21}/1
    text     Northwind Office, monthly, per month, 2027-10-21 to 2027-11-20
    invoice  B draft AUD for Harbour & Sons Pty Ltd, reference {B}, subtotal 13.31, total 14.64, dated 2027-02-10
    line     3 x 4.4355 = 13.31 account 200 tax OUTPUT mark {B}/1
    text     Northwind Office, monthly, per month, 2027-02-10 to 2027-02-20 (11/31 of a month)
    task     A synced
    task     A@2026-12-21 synced
    task     A@2027-01-21 synced
    task     A@2027-02-21 synced
    task     A@2027-03-21 synced
    task     A@2027-04-21 synced
    task     A@2027-05-21 synced
    task     A@2027-06-21 synced
    task     A@2027-07-21 synced
    task     A@2027-08-21 synced
    task     A@2027-09-21 synced
    task     A@2027-10-21 synced
    task     B synced
    task     C ignored
    because  A request of type suspend changes nothing that is billed, so it never moves money.
    """
    story.plays()


def test_a_suspended_subscription_that_says_another_quantity_asks_a_person(story: Story) -> None:
    """
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     5 x NRD-OFF-M
    order    B change of A
    line     8 x NRD-OFF-M
    order    C suspend of A
    event    A approved
    event    C approved
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 62.50, total 68.75
    line     5 x 12.50 = 62.50 account 200 tax OUTPUT mark {A}/1
    text     Northwind Office, monthly, per month from 2026-11-21
    task     A synced
    task     C attention XI-606
    because  {C} changes no quantity, but says that there are 8 Northwind Office, monthly; 5 are known here.
    """
    story.plays()


def test_after_a_cancellation_nothing_is_billed(story: Story) -> None:
    """
    setting  auto-sync runs every five minutes
    setting  cancellation comes without credit
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     5 x NRD-OFF-M
    order    B cancel of A
    starts   2026-12-21
    then     the schedule fires
    then     the clock moves to 2026-12-21
    then     B is told
    then     the schedule fires
    then     the schedule fires every day until 2027-01-21
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 62.50, total 68.75, dated 2026-11-21
    line     5 x 12.50 = 62.50 account 200 tax OUTPUT mark {A}/1
    text     Northwind Office, monthly, per month from 2026-11-21
    task     A synced
    task     B synced
    because  Nothing to credit: Northwind Office, monthly: billed up to 2026-12-20.
    """
    story.plays()


def test_a_change_of_a_later_period_counts_when_that_period_is_billed(story: Story) -> None:
    """
    setting  auto-sync runs every five minutes
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     5 x NRD-OFF-M
    order    B change of A
    line     8 x NRD-OFF-M
    starts   2027-01-05
    then     the schedule fires
    then     B is told
    then     the schedule fires every day until 2026-12-21
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 62.50, total 68.75, dated 2026-11-21
    line     5 x 12.50 = 62.50 account 200 tax OUTPUT mark {A}/1
    text     Northwind Office, monthly, per month from 2026-11-21
    invoice  A@2026-12-21 draft AUD for Harbour & Sons Pty Ltd, reference {A@2026-12-21}, subtotal 81.85, total 90.04
    line     5 x 12.50 = 62.50 account 200 tax OUTPUT mark {A@2026-12-21}/1
    text     Northwind Office, monthly, per month, 2026-12-21 to 2027-01-20
    line     3 x 6.4516 = 19.35 account 200 tax OUTPUT mark {A@2026-12-21}/2
    text     Northwind Office, monthly, per month, 2027-01-05 to 2027-01-20 (16/31 of a month)
    task     A synced
    task     A@2026-12-21 synced
    task     B synced
    because  Nothing to invoice: Northwind Office, monthly: billed up to 2026-12-20; the new quantity counts from
             2027-01-05 on, when that period is billed.
    """
    story.plays()


def test_a_reduction_of_a_later_period_counts_when_that_period_is_billed(story: Story) -> None:
    """
    setting  auto-sync runs every five minutes
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     5 x NRD-OFF-M
    order    B change of A
    line     2 x NRD-OFF-M
    starts   2027-01-05
    then     the schedule fires
    then     B is told
    then     the schedule fires every day until 2026-12-21
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 62.50, total 68.75, dated 2026-11-21
    line     5 x 12.50 = 62.50 account 200 tax OUTPUT mark {A}/1
    text     Northwind Office, monthly, per month from 2026-11-21
    invoice  A@2026-12-21 draft AUD for Harbour & Sons Pty Ltd, reference {A@2026-12-21}, subtotal 43.15, total 47.47
    line     2 x 12.50 = 25.00 account 200 tax OUTPUT mark {A@2026-12-21}/1
    text     Northwind Office, monthly, per month, 2026-12-21 to 2027-01-20
    line     3 x 6.0484 = 18.15 account 200 tax OUTPUT mark {A@2026-12-21}/2
    text     Northwind Office, monthly, per month, 2026-12-21 to 2027-01-04 (15/31 of a month)
    task     A synced
    task     A@2026-12-21 synced
    task     B synced
    because  Nothing to invoice: Northwind Office, monthly: nothing to credit: billed up to 2026-12-20; the new quantity
             counts from 2027-01-05 on, when that period is billed.
    """
    story.plays()


def test_a_reduction_that_is_told_after_the_period_began_reduces_both(story: Story) -> None:
    """
    setting  auto-sync runs every five minutes
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     5 x NRD-OFF-M
    order    B change of A
    line     2 x NRD-OFF-M
    starts   2026-12-11
    then     the schedule fires every day until 2026-12-22
    then     B is told
    then     the schedule fires
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 50.00, total 55.00, dated 2026-11-22
    line     1 x 50.00 = 50.00 account 200 tax OUTPUT mark {A}/1
    invoice  A@2026-12-21 draft AUD for Harbour & Sons Pty Ltd, reference {A@2026-12-21}, subtotal 25.00, total 27.50,
             dated 2026-12-21
    line     2 x 12.50 = 25.00 account 200 tax OUTPUT mark {A@2026-12-21}/1
    task     A synced
    task     A@2026-12-21 synced
    task     B synced
    """
    story.plays()


def test_an_increase_that_is_told_after_the_period_began_bills_both_on_one_line(story: Story) -> None:
    """
    setting  auto-sync runs every five minutes
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     5 x NRD-OFF-M
    order    B change of A
    line     8 x NRD-OFF-M
    starts   2026-12-11
    then     the schedule fires every day until 2026-12-22
    then     B is told
    then     the schedule fires
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 62.50, total 68.75, dated 2026-11-22
    line     5 x 12.50 = 62.50 account 200 tax OUTPUT mark {A}/1
    invoice  A@2026-12-21 draft AUD for Harbour & Sons Pty Ltd, reference {A@2026-12-21}, subtotal 62.50, total 68.75,
             dated 2026-12-21
    line     5 x 12.50 = 62.50 account 200 tax OUTPUT mark {A@2026-12-21}/1
    invoice  B draft AUD for Harbour & Sons Pty Ltd, reference {B}, subtotal 50.00, total 55.00
    line     3 x 16.6667 = 50.00 account 200 tax OUTPUT mark {B}/1
    task     A synced
    task     A@2026-12-21 synced
    task     B synced
    """
    story.plays()


def test_what_is_given_up_and_ordered_again_within_a_period_is_billed_for_its_days(story: Story) -> None:
    """
    setting  auto-sync runs every five minutes
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    order    B change of A
    line     7 x NRD-OFF-M
    starts   2026-12-01
    order    C change of A
    line     9 x NRD-OFF-M
    starts   2026-12-11
    then     the schedule fires
    then     the schedule fires every day until 2026-12-01
    then     B is told
    then     the schedule fires every day until 2026-12-11
    then     C is told
    then     the schedule fires every day until 2026-12-22
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 100.00, total 110.00, dated 2026-11-21
    line     1 x 100.00 = 100.00 account 200 tax OUTPUT mark {A}/1
    invoice  A@2026-12-21 draft AUD for Harbour & Sons Pty Ltd, reference {A@2026-12-21}, subtotal 112.50, total 123.75,
             dated 2026-12-21
    line     9 x 12.50 = 112.50 account 200 tax OUTPUT mark {A@2026-12-21}/1
    invoice  C draft AUD for Harbour & Sons Pty Ltd, reference {C}, subtotal 8.33, total 9.16, dated 2026-12-12
    line     2 x 4.1667 = 8.33 account 200 tax OUTPUT mark {C}/1
    task     A synced
    task     A@2026-12-21 synced
    task     B synced
    task     C synced
    """
    story.plays()


def test_where_only_the_quantity_changes_the_next_period_has_the_last_one(story: Story) -> None:
    """
    setting  auto-sync runs every five minutes
    setting  reductions are quantity changes only
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    order    B change of A
    line     7 x NRD-OFF-M
    starts   2026-12-01
    order    C change of A
    line     12 x NRD-OFF-M
    starts   2026-12-11
    order    D change of A
    line     4 x NRD-OFF-M
    starts   2026-12-15
    then     the schedule fires
    then     the schedule fires every day until 2026-12-01
    then     B is told
    then     the schedule fires every day until 2026-12-11
    then     C is told
    then     the schedule fires every day until 2026-12-15
    then     D is told
    then     the schedule fires every day until 2026-12-22
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 125.00, total 137.50, dated 2026-11-21
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {A}/1
    invoice  A@2026-12-21 draft AUD for Harbour & Sons Pty Ltd, reference {A@2026-12-21}, subtotal 50.00, total 55.00,
             dated 2026-12-21
    line     4 x 12.50 = 50.00 account 200 tax OUTPUT mark {A@2026-12-21}/1
    invoice  C draft AUD for Harbour & Sons Pty Ltd, reference {C}, subtotal 8.33, total 9.16, dated 2026-12-12
    line     2 x 4.1667 = 8.33 account 200 tax OUTPUT mark {C}/1
    task     A synced
    task     A@2026-12-21 synced
    task     B synced
    task     C synced
    task     D synced
    """
    story.plays()


def test_in_arrears_a_cancelled_period_costs_its_days(story: Story) -> None:
    """
    setting  auto-sync runs every five minutes
    setting  arrears are Northwind Office
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     5 x NRD-OFF-M
    order    B cancel of A
    starts   2026-12-01
    then     the schedule fires every day until 2026-12-01
    then     B is told
    then     the schedule fires every day until 2027-01-22
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A@2026-11-21 draft AUD for Harbour & Sons Pty Ltd, reference {A@2026-11-21}, subtotal 20.83, total 22.91,
             dated 2026-12-21
    line     5 x 4.1667 = 20.83 account 200 tax OUTPUT mark {A@2026-11-21}/1
    task     A synced
    task     A@2026-11-21 synced
    task     B synced
    """
    story.plays()


def test_in_arrears_each_quantity_costs_its_days(story: Story) -> None:
    """
    setting  auto-sync runs every five minutes
    setting  arrears are Northwind Office
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     5 x NRD-OFF-M
    order    B change of A
    line     2 x NRD-OFF-M
    starts   2026-12-01
    order    C change of A
    line     4 x NRD-OFF-M
    starts   2026-12-11
    then     the schedule fires every day until 2026-12-01
    then     B is told
    then     the schedule fires every day until 2026-12-11
    then     C is told
    then     the schedule fires every day until 2026-12-22
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A@2026-11-21 draft AUD for Harbour & Sons Pty Ltd, reference {A@2026-11-21}, subtotal 45.83, total 50.41,
             dated 2026-12-21
    line     2 x 12.50 = 25.00 account 200 tax OUTPUT mark {A@2026-11-21}/1
    line     3 x 4.1667 = 12.50 account 200 tax OUTPUT mark {A@2026-11-21}/2
    line     2 x 4.1667 = 8.33 account 200 tax OUTPUT mark {A@2026-11-21}/3
    task     A synced
    task     A@2026-11-21 synced
    task     B synced
    task     C synced
    """
    story.plays()


def test_in_arrears_a_document_is_never_dated_before_its_period_has_ended(story: Story) -> None:
    """
    setting  auto-sync runs every five minutes
    setting  document date is the service start
    setting  arrears are Northwind Office
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     5 x NRD-OFF-M
    then     the schedule fires every day until 2026-12-22
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A@2026-11-21 draft AUD for Harbour & Sons Pty Ltd, reference {A@2026-11-21}, subtotal 62.50, total 68.75,
             dated 2026-12-21
    line     5 x 12.50 = 62.50 account 200 tax OUTPUT mark {A@2026-11-21}/1
    task     A synced
    task     A@2026-11-21 synced
    """
    story.plays()


def test_what_cost_nothing_is_billed_from_the_period_on_in_which_it_has_a_price(story: Story) -> None:
    """
    setting  auto-sync runs every five minutes
    listed   NRD-OFF-M 0
    listed   NRD-OFF-M 12.50 from 2026-12-01 on
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     5 x NRD-OFF-M
    order    B change of A
    line     8 x NRD-OFF-M
    starts   2026-12-06
    order    C change of A
    line     6 x NRD-OFF-M
    starts   2026-12-11
    then     the schedule fires every day until 2026-12-06
    then     B is told
    then     the schedule fires every day until 2026-12-11
    then     C is told
    then     the schedule fires every day until 2026-12-22
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A@2026-12-21 draft AUD for Harbour & Sons Pty Ltd, reference {A@2026-12-21}, subtotal 75.00, total 82.50,
             dated 2026-12-21
    line     6 x 12.50 = 75.00 account 200 tax OUTPUT mark {A@2026-12-21}/1
    task     A synced
    task     A@2026-12-21 synced
    task     B synced
    task     C synced
    """
    story.plays()


def test_what_comes_back_within_a_period_that_nobody_billed_is_billed_with_its_order(story: Story) -> None:
    """
    setting  auto-sync runs every five minutes
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    order    B change of A
    line     0 x NRD-OFF-M
    starts   2026-12-05
    order    C change of A
    line     4 x NRD-OFF-M
    starts   2026-12-25
    then     the schedule fires
    then     the schedule fires every day until 2026-12-05
    then     B is told
    then     the schedule fires every day until 2026-12-25
    then     C is told
    then     the schedule fires
    then     the schedule fires every day until 2027-01-22
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 58.33, total 64.16, dated 2026-11-21
    line     1 x 58.33 = 58.33 account 200 tax OUTPUT mark {A}/1
    invoice  A@2027-01-21 draft AUD for Harbour & Sons Pty Ltd, reference {A@2027-01-21}, subtotal 50.00,
             total 55.00, dated 2027-01-21
    line     4 x 12.50 = 50.00 account 200 tax OUTPUT mark {A@2027-01-21}/1
    invoice  C draft AUD for Harbour & Sons Pty Ltd, reference {C}, subtotal 43.55, total 47.91, dated 2026-12-25
    line     4 x 10.8871 = 43.55 account 200 tax OUTPUT mark {C}/1
    task     A synced
    task     A@2027-01-21 synced
    task     B synced
    task     C synced
    """
    story.plays()


def test_what_comes_back_as_a_period_begins_is_billed_with_the_period(story: Story) -> None:
    """
    setting  auto-sync runs every five minutes
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    order    B change of A
    line     0 x NRD-OFF-M
    starts   2026-12-05
    order    C change of A
    line     4 x NRD-OFF-M
    starts   2027-01-21
    then     the schedule fires
    then     the schedule fires every day until 2026-12-05
    then     B is told
    then     the schedule fires every day until 2027-01-22
    then     C is told
    then     the schedule fires
    then     the schedule fires every day until 2027-01-24
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 58.33, total 64.16, dated 2026-11-21
    line     1 x 58.33 = 58.33 account 200 tax OUTPUT mark {A}/1
    invoice  A@2027-01-21 draft AUD for Harbour & Sons Pty Ltd, reference {A@2027-01-21}, subtotal 50.00, total 55.00,
             dated 2027-01-22
    line     4 x 12.50 = 50.00 account 200 tax OUTPUT mark {A@2027-01-21}/1
    task     A synced
    task     A@2027-01-21 synced
    task     B synced
    task     C synced
    """
    story.plays()


def test_where_the_vendor_says_what_is_billed_the_calendar_and_the_provider_are_silent(story: Story) -> None:
    """
    setting  auto-sync runs every five minutes
    setting  recurring comes by the vendor
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     5 x NRD-OFF-M
    bills    P A by the provider
    bills    V A by the vendor
    then     the schedule fires
    then     the schedule fires every day until 2027-01-10
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 62.50, total 68.75, dated 2026-11-21
    line     5 x 12.50 = 62.50 account 200 tax OUTPUT mark {A}/1
    text     Northwind Office, monthly, per month from 2026-11-21
    invoice  V draft AUD for Harbour & Sons Pty Ltd, reference {V}, subtotal 62.50, total 68.75, dated 2026-11-21
    line     5 x 12.50 = 62.50 account 200 tax OUTPUT mark {V}/1
    text     Northwind Office, monthly, per month, 2026-12-21 to 2027-01-20
    task     A synced
    task     P ignored
    because  Periods are billed by the vendor's billing requests, and this one is the provider's.
    task     V synced
    """
    story.plays()

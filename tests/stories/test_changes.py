from __future__ import annotations

from tests.stories.story import Story


def test_more_seats_cost_the_days_that_are_left_of_the_period(story: Story) -> None:
    """
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     5 x NRD-OFF-M
    order    B change of A
    line     8 x NRD-OFF-M
    starts   2026-12-01
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 62.50, total 68.75
    line     5 x 12.50 = 62.50 account 200 tax OUTPUT mark {A}/1
    text     Northwind Office, monthly, per month from 2026-11-21
    invoice  B draft AUD for Harbour & Sons Pty Ltd, reference {B}, subtotal 25.00, total 27.50
    line     3 x 8.3333 = 25.00 account 200 tax OUTPUT mark {B}/1
    text     Northwind Office, monthly, per month, 2026-12-01 to 2026-12-20 (20/30 of a month)
    task     A synced
    task     B synced
    """
    story.plays()


def test_on_the_last_day_of_a_period_they_cost_one_day(story: Story) -> None:
    """
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     5 x NRD-OFF-M
    order    B change of A
    line     8 x NRD-OFF-M
    starts   2026-12-20
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 62.50, total 68.75
    line     5 x 12.50 = 62.50 account 200 tax OUTPUT mark {A}/1
    invoice  B draft AUD for Harbour & Sons Pty Ltd, reference {B}, subtotal 1.25, total 1.38
    line     3 x 0.4167 = 1.25 account 200 tax OUTPUT mark {B}/1
    task     A synced
    task     B synced
    """
    story.plays()


def test_from_the_next_period_on_they_are_not_billed_with_the_change(story: Story) -> None:
    """
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     5 x NRD-OFF-M
    order    B change of A
    line     8 x NRD-OFF-M
    starts   2026-12-21
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 62.50, total 68.75
    line     5 x 12.50 = 62.50 account 200 tax OUTPUT mark {A}/1
    task     A synced
    task     B synced
    because  Nothing to invoice: Northwind Office, monthly: billed up to 2026-12-20; the new quantity counts from the
             next period on.
    """
    story.plays()


def test_within_a_later_period_that_is_not_billed_yet_they_are_billed_with_that_period(story: Story) -> None:
    """
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     5 x NRD-OFF-M
    order    B change of A
    line     8 x NRD-OFF-M
    starts   2027-01-05
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 62.50, total 68.75
    line     5 x 12.50 = 62.50 account 200 tax OUTPUT mark {A}/1
    task     A synced
    task     B synced
    because  Nothing to invoice: Northwind Office, monthly: billed up to 2026-12-20; the new quantity counts from
             2027-01-05 on, when that period is billed.
    """
    story.plays()


def test_two_changes_of_one_day_are_billed_once_each(story: Story) -> None:
    """
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     5 x NRD-OFF-M
    order    B change of A
    line     8 x NRD-OFF-M
    starts   2026-12-01
    order    C change of A
    line     10 x NRD-OFF-M
    starts   2026-12-01
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 62.50, total 68.75
    line     5 x 12.50 = 62.50 account 200 tax OUTPUT mark {A}/1
    invoice  B draft AUD for Harbour & Sons Pty Ltd, reference {B}, subtotal 25.00, total 27.50
    line     3 x 8.3333 = 25.00 account 200 tax OUTPUT mark {B}/1
    invoice  C draft AUD for Harbour & Sons Pty Ltd, reference {C}, subtotal 16.67, total 18.34
    line     2 x 8.3333 = 16.67 account 200 tax OUTPUT mark {C}/1
    task     A synced
    task     B synced
    task     C synced
    """
    story.plays()


def test_a_new_item_is_billed_to_the_end_of_its_period_and_a_one_time_item_in_full(story: Story) -> None:
    """
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    starts   2027-01-20
    period   until 2027-02-01
    line     10 x NRD-SETUP
    order    B change of A
    starts   2027-01-25
    line     12 x NRD-SETUP
    line     4 x NRD-OFF-M
    line     1 x NRD-OFF-Y
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 2500.00, total 2750.00
    line     10 x 250.00 = 2500.00 account 260 tax OUTPUT mark {A}/1
    text     Northwind Office: Onboarding
    invoice  B draft AUD for Harbour & Sons Pty Ltd, reference {B}, subtotal 647.40, total 712.14
    line     2 x 250.00 = 500.00 account 260 tax OUTPUT mark {B}/1
    text     Northwind Office: Onboarding
    line     4 x 2.8226 = 11.29 account 200 tax OUTPUT mark {B}/2
    text     Northwind Office, monthly, per month, 2027-01-25 to 2027-01-31 (7/31 of a month)
    line     1 x 136.1096 = 136.11 account 200 tax OUTPUT mark {B}/3
    text     Northwind Office, yearly, per year, 2027-01-25 to 2028-01-19 (360/365 of a year)
    task     A synced
    task     B synced
    """
    story.plays()


def test_added_seats_cost_what_the_running_term_costs(story: Story) -> None:
    """
    setting  price sources are own table
    price    NRD-OFF-M 10.00 AUD
    price    NRD-OFF-M 7.00 AUD from 8 pieces
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     5 x NRD-OFF-M
    order    B change of A
    line     8 x NRD-OFF-M
    starts   2026-12-06
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 50.00, total 55.00
    line     5 x 10.00 = 50.00 account 200 tax OUTPUT mark {A}/1
    invoice  B draft AUD for Harbour & Sons Pty Ltd, reference {B}, subtotal 15.00, total 16.50
    line     3 x 5.00 = 15.00 account 200 tax OUTPUT mark {B}/1
    task     A synced
    task     B synced
    """
    story.plays()


def test_a_change_of_nothing_is_ignored(story: Story) -> None:
    """
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     5 x NRD-OFF-M
    order    B change of A
    line     5 x NRD-OFF-M
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 62.50, total 68.75
    line     5 x 12.50 = 62.50 account 200 tax OUTPUT mark {A}/1
    task     A synced
    task     B ignored
    because  The request changes no quantity that is billed, so it moves no money.
    """
    story.plays()


def test_a_change_of_what_was_never_billed_here_asks_a_person(story: Story) -> None:
    """
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     5 x NRD-OFF-M
    order    B change of A
    line     8 x NRD-OFF-M
    event    B approved
    ---
    task     B attention XI-602
    because  {B} changes Northwind Office, monthly of {asset} from 5 to 8 on 2026-11-21, which nothing made here
             bills.
    """
    story.plays()


def test_a_change_that_is_told_twice_and_synced_twice_is_billed_once(story: Story) -> None:
    """
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     5 x NRD-OFF-M
    order    B change of A
    line     8 x NRD-OFF-M
    starts   2026-12-01
    event    A approved
    event    B approved
    event    B approved
    event    A approved
    then     a person syncs
    then     10 minutes pass
    then     a person syncs
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 62.50, total 68.75
    line     5 x 12.50 = 62.50 account 200 tax OUTPUT mark {A}/1
    invoice  B draft AUD for Harbour & Sons Pty Ltd, reference {B}, subtotal 25.00, total 27.50
    line     3 x 8.3333 = 25.00 account 200 tax OUTPUT mark {B}/1
    task     A synced
    task     B synced
    """
    story.plays()


def test_where_the_answer_about_the_purchase_is_lost_its_change_waits_and_then_bills_the_difference(
    story: Story,
) -> None:
    """
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     5 x NRD-OFF-M
    order    B change of A
    line     8 x NRD-OFF-M
    starts   2026-12-01
    then     the answer about the next invoice is lost
    then     a person syncs
    then     10 minutes pass
    then     the schedule fires
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 62.50, total 68.75
    line     5 x 12.50 = 62.50 account 200 tax OUTPUT mark {A}/1
    invoice  B draft AUD for Harbour & Sons Pty Ltd, reference {B}, subtotal 25.00, total 27.50
    line     3 x 8.3333 = 25.00 account 200 tax OUTPUT mark {B}/1
    task     A synced
    task     B synced
    """
    story.plays()


def test_a_month_from_the_31st_has_the_days_up_to_the_end_of_february(story: Story) -> None:
    """
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     5 x NRD-OFF-M
    starts   2027-01-31
    order    B change of A
    line     8 x NRD-OFF-M
    starts   2027-02-15
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 62.50, total 68.75
    line     5 x 12.50 = 62.50 account 200 tax OUTPUT mark {A}/1
    invoice  B draft AUD for Harbour & Sons Pty Ltd, reference {B}, subtotal 17.41, total 19.15
    line     3 x 5.8036 = 17.41 account 200 tax OUTPUT mark {B}/1
    task     A synced
    task     B synced
    """
    story.plays()


def test_an_increase_that_is_told_after_the_price_has_changed_costs_in_each_period_what_the_period_does(
    story: Story,
) -> None:
    """
    setting  auto-sync runs every five minutes
    listed   NRD-OFF-M 13.20 from 2026-12-21 on
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    order    B change of A
    line     14 x NRD-OFF-M
    starts   2026-12-11
    then     the schedule fires
    then     the schedule fires every day until 2026-12-22
    then     B is told
    then     the schedule fires
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 125.00, total 137.50, dated 2026-11-21
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {A}/1
    invoice  A@2026-12-21 draft AUD for Harbour & Sons Pty Ltd, reference {A@2026-12-21}, subtotal 132.00,
             total 145.20, dated 2026-12-21
    line     10 x 13.20 = 132.00 account 200 tax OUTPUT mark {A@2026-12-21}/1
    invoice  B draft AUD for Harbour & Sons Pty Ltd, reference {B}, subtotal 69.47, total 76.42
    line     4 x 4.1667 = 16.67 account 200 tax OUTPUT mark {B}/1
    line     4 x 13.20 = 52.80 account 200 tax OUTPUT mark {B}/2
    task     A synced
    task     A@2026-12-21 synced
    task     B synced
    """
    story.plays()


def test_told_in_time_it_comes_to_the_same(story: Story) -> None:
    """
    setting  auto-sync runs every five minutes
    listed   NRD-OFF-M 13.20 from 2026-12-21 on
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    order    B change of A
    line     14 x NRD-OFF-M
    starts   2026-12-11
    then     the schedule fires
    then     the schedule fires every day until 2026-12-11
    then     B is told
    then     the schedule fires
    then     the schedule fires every day until 2026-12-22
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 125.00, total 137.50, dated 2026-11-21
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {A}/1
    invoice  A@2026-12-21 draft AUD for Harbour & Sons Pty Ltd, reference {A@2026-12-21}, subtotal 184.80,
             total 203.28, dated 2026-12-21
    line     14 x 13.20 = 184.80 account 200 tax OUTPUT mark {A@2026-12-21}/1
    invoice  B draft AUD for Harbour & Sons Pty Ltd, reference {B}, subtotal 16.67, total 18.34, dated 2026-12-11
    line     4 x 4.1667 = 16.67 account 200 tax OUTPUT mark {B}/1
    task     A synced
    task     A@2026-12-21 synced
    task     B synced
    """
    story.plays()

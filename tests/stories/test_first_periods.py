from __future__ import annotations

from tests.stories.story import Story


def test_a_short_first_period_costs_its_days_of_the_full_one(story: Story) -> None:
    """
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    starts   2027-01-20
    period   until 2027-02-01
    line     10 x NRD-OFF-M
    line     1 x NRD-SETUP
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 298.39, total 328.23
    line     10 x 4.8387 = 48.39 account 200 tax OUTPUT mark {A}/1
    text     Northwind Office, monthly, per month, 2027-01-20 to 2027-01-31 (12/31 of a month)
    line     1 x 250.00 = 250.00 account 260 tax OUTPUT mark {A}/2
    text     Northwind Office: Onboarding
    task     A synced
    """
    story.plays()


def test_where_the_quantity_cannot_be_kept_the_line_says_the_arithmetic(story: Story) -> None:
    """
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    starts   2027-01-20
    period   until 2027-02-01
    line     1000 x NRD-OFF-M
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 4838.71, total 5322.58
    line     1 x 4838.71 = 4838.71 account 200 tax OUTPUT mark {A}/1
    text     Northwind Office, monthly, per month, 2027-01-20 to 2027-01-31 (12/31 of a month),
             1000 x 12.5 AUD x 12/31 of a month
    task     A synced
    """
    story.plays()


def test_a_period_that_ends_on_the_last_day_of_a_short_month_is_full(story: Story) -> None:
    """
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    starts   2027-01-31
    line     10 x NRD-OFF-M
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 125.00, total 137.50
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {A}/1
    text     Northwind Office, monthly, per month from 2027-01-31
    task     A synced
    """
    story.plays()


def test_an_item_of_another_period_than_its_subscription_begins_with_the_service(story: Story) -> None:
    """
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    starts   2027-01-20
    period   until 2027-02-01
    line     10 x NRD-OFF-M
    line     1 x NRD-OFF-Y
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 129.54, total 142.49
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {A}/1
    text     Northwind Office, monthly, per month from 2027-01-20
    line     1 x 4.537 = 4.54 account 200 tax OUTPUT mark {A}/2
    text     Northwind Office, yearly, per year, 2027-01-20 to 2027-01-31 (12/365 of a year)
    task     A synced
    """
    story.plays()


def test_days_are_those_of_the_platform_where_the_organisation_is_a_day_behind(story: Story) -> None:
    """
    zone     America/New_York
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    starts   2027-01-20
    period   until 2027-02-01
    line     10 x NRD-OFF-M
    order    B change of A
    line     15 x NRD-OFF-M
    starts   2027-02-01
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 48.39, total 53.23
    line     10 x 4.8387 = 48.39 account 200 tax OUTPUT mark {A}/1
    text     Northwind Office, monthly, per month, 2027-01-20 to 2027-01-31 (12/31 of a month)
    task     A synced
    task     B synced
    because  Nothing to invoice: Northwind Office, monthly: billed up to 2027-01-31; the new quantity counts from the
             next period on.
    """
    story.plays()


def test_days_are_those_of_the_platform_where_the_organisation_is_a_day_ahead(story: Story) -> None:
    """
    zone     Australia/Sydney
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    starts   2027-01-19 at 22:30
    period   until 2027-02-01
    line     10 x NRD-OFF-M
    order    B change of A
    line     15 x NRD-OFF-M
    starts   2027-01-31 at 22:30
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 52.42, total 57.66
    line     10 x 5.2419 = 52.42 account 200 tax OUTPUT mark {A}/1
    text     Northwind Office, monthly, per month, 2027-01-19 to 2027-01-31 (13/31 of a month)
    invoice  B draft AUD for Harbour & Sons Pty Ltd, reference {B}, subtotal 2.02, total 2.22
    line     5 x 0.4032 = 2.02 account 200 tax OUTPUT mark {B}/1
    text     Northwind Office, monthly, per month, 2027-01-31 to 2027-01-31 (1/31 of a month)
    task     A synced
    task     B synced
    """
    story.plays()

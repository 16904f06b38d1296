"""Where prices come from besides the price list's usual column and the own table (money §3.1)."""

from __future__ import annotations

from tests.stories.story import Story


def test_a_parameter_of_the_subscription_is_its_price(story: Story) -> None:
    """
    setting   price sources are asset parameter, marketplace
    setting   price parameter is unit_price
    order     A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line      10 x NRD-OFF-M
    parameter unit_price 11.40
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 114.00, total 125.40
    line     10 x 11.40 = 114.00 account 200 tax OUTPUT mark {A}/1
    task     A synced
    """
    story.plays()


def test_without_the_parameter_the_next_source_is_asked(story: Story) -> None:
    """
    setting   price sources are asset parameter, marketplace
    setting   price parameter is unit_price
    order     A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line      10 x NRD-OFF-M
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 125.00, total 137.50
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {A}/1
    task     A synced
    """
    story.plays()


def test_a_parameter_that_is_no_price_is_left_to_a_person(story: Story) -> None:
    """
    setting   price sources are asset parameter, marketplace
    setting   price parameter is unit_price
    order     A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line      10 x NRD-OFF-M
    parameter unit_price 11,40
    ---
    task      A attention XI-101
    because   No price for Northwind Office, monthly (NRD-OFF-M): parameter unit_price of {asset} says “11,40”, which
              is no price.
    """
    story.plays()


def test_the_sales_price_of_the_mapped_xero_item_is_the_price_and_a_part_of_a_period_its_part(story: Story) -> None:
    """
    setting  price sources are xero
    item     SEAT at 13.75
    mapped   NRD-OFF-M to item SEAT
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    starts   2026-11-11
    period   until 2026-12-01
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 91.67, total 100.84
    line     10 x 9.1667 = 91.67 account 200 tax OUTPUT item SEAT mark {A}/1
    task     A synced
    """
    story.plays()


def test_a_xero_price_may_be_stated_with_tax(story: Story) -> None:
    """
    setting  price sources are xero
    setting  prices with tax are xero
    item     SEAT at 13.75
    mapped   NRD-OFF-M to item SEAT
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 125.00, total 137.50
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT item SEAT mark {A}/1
    task     A synced
    """
    story.plays()


def test_an_item_without_a_xero_price_takes_that_of_the_next_source(story: Story) -> None:
    """
    setting  price sources are xero, marketplace
    item     SEAT at 13.75
    mapped   NRD-OFF-M to item SEAT
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    line     1 x NRD-SETUP
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 387.50, total 426.25
    line     10 x 13.75 = 137.50 account 200 tax OUTPUT item SEAT mark {A}/1
    line     1 x 250.00 = 250.00 account 260 tax OUTPUT mark {A}/2
    task     A synced
    """
    story.plays()


def test_a_xero_price_is_for_invoices_in_base_currency_and_else_a_problem_that_says_so(story: Story) -> None:
    """
    setting  price sources are xero, own table
    item     SEAT at 13.75
    mapped   NRD-OFF-M to item SEAT
    price    NRD-SETUP 300.00 USD
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    line     1 x NRD-SETUP
    ---
    task     A attention XI-101
    because  No price for Northwind Office, monthly (NRD-OFF-M): its Xero price is in AUD, and the order is priced in
             USD; your own price table has no row for NRD-OFF-M ({item}) on 2026-11-21.
    """
    story.plays()


def test_a_person_may_choose_another_column_of_the_price_list(story: Story) -> None:
    """
    setting  price column is st1p
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 102.50, total 112.75
    line     10 x 10.25 = 102.50 account 200 tax OUTPUT mark {A}/1
    task     A synced
    """
    story.plays()


def test_selling_at_the_providers_cost_has_to_be_confirmed(story: Story) -> None:
    """
    setting  price column is price
    setting  selling at the column is confirmed
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 87.50, total 96.25
    line     10 x 8.75 = 87.50 account 200 tax OUTPUT mark {A}/1
    task     A synced
    """
    story.plays()


def test_a_product_may_have_its_price_in_a_parameter_of_its_own(story: Story) -> None:
    """
    setting   price sources are asset parameter, marketplace
    setting   price parameter is unit_price
    setting   price parameter of Northwind Office is seat_price
    order     A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line      10 x NRD-OFF-M
    parameter unit_price 11.40
    parameter seat_price 10.90
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 109.00, total 119.90
    line     10 x 10.90 = 109.00 account 200 tax OUTPUT mark {A}/1
    task     A synced
    """
    story.plays()

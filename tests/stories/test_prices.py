from __future__ import annotations

from tests.stories.story import Story


def test_without_a_price_the_order_says_where_one_was_sought(story: Story) -> None:
    """
    unlisted NRD-SETUP
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    line     1 x NRD-SETUP
    ---
    task     A attention XI-101
    because  No price for Onboarding (NRD-SETUP): price list {price list} version {version} has no price for
             NRD-SETUP ({item}); your own price table has no row for NRD-SETUP ({item}) on 2026-11-21.
    """
    story.plays()


def test_the_first_source_that_has_a_price_wins(story: Story) -> None:
    """
    price    NRD-OFF-M 9.90 AUD
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 125.00, total 137.50
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {A}/1
    task     A synced
    """
    story.plays()


def test_the_own_table_wins_where_it_is_asked_first(story: Story) -> None:
    """
    setting  price sources are own table, marketplace
    price    NRD-OFF-M 9.90 AUD
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    line     1 x NRD-SETUP
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 349.00, total 383.90
    line     10 x 9.90 = 99.00 account 200 tax OUTPUT mark {A}/1
    line     1 x 250.00 = 250.00 account 260 tax OUTPUT mark {A}/2
    task     A synced
    """
    story.plays()


def test_a_customers_own_price_is_for_that_customer_alone(story: Story) -> None:
    """
    setting  price sources are own table
    price    NRD-OFF-M 9.90 AUD
    price    NRD-OFF-M 8.00 AUD for Harbour & Sons Pty Ltd
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    order    B purchase for Bräuer Design Studio by Southern Cross Cloud
    line     10 x NRD-OFF-M
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    contact  Bräuer Design Studio, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 80.00, total 88.00
    line     10 x 8.00 = 80.00 account 200 tax OUTPUT mark {A}/1
    invoice  B draft AUD for Bräuer Design Studio, reference {B}, subtotal 99.00, total 108.90
    line     10 x 9.90 = 99.00 account 200 tax OUTPUT mark {B}/1
    task     A synced
    task     B synced
    """
    story.plays()


def test_a_larger_quantity_has_its_own_price(story: Story) -> None:
    """
    setting  price sources are own table
    price    NRD-OFF-M 9.90 AUD
    price    NRD-OFF-M 9.00 AUD from 50 pieces
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     49 x NRD-OFF-M
    order    B purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     50 x NRD-OFF-M
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 485.10, total 533.61
    line     49 x 9.90 = 485.10 account 200 tax OUTPUT mark {A}/1
    invoice  B draft AUD for Harbour & Sons Pty Ltd, reference {B}, subtotal 450.00, total 495.00
    line     50 x 9.00 = 450.00 account 200 tax OUTPUT mark {B}/1
    task     A synced
    task     B synced
    """
    story.plays()


def test_the_start_of_the_service_chooses_the_version_of_the_price_list(story: Story) -> None:
    """
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    starts   2026-10-01
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 112.50, total 123.75
    line     10 x 11.25 = 112.50 account 200 tax OUTPUT mark {A}/1
    text     Northwind Office, monthly, per month from 2026-10-01
    task     A synced
    task     A@2026-11-01 pending
    """
    story.plays()


def test_one_invoice_has_one_currency(story: Story) -> None:
    """
    setting  price sources are own table, marketplace
    price    NRD-SETUP 180.00 USD
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    line     1 x NRD-SETUP
    ---
    task     A attention XI-102
    because  The prices of {A} are in several currencies (AUD, USD); an invoice has one.
    """
    story.plays()


def test_an_order_in_another_enabled_currency_is_billed_in_it(story: Story) -> None:
    """
    setting  price sources are own table
    price    NRD-OFF-M 7.25 USD
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     4 x NRD-OFF-M
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft USD for Harbour & Sons Pty Ltd, reference {A}, subtotal 29.00, total 31.90
    line     4 x 7.25 = 29.00 account 200 tax OUTPUT mark {A}/1
    task     A synced
    """
    story.plays()


def test_a_currency_that_xero_has_not_enabled_is_refused_before_anything_is_made(story: Story) -> None:
    """
    setting  price sources are own table
    price    NRD-OFF-M 75.00 NOK
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     4 x NRD-OFF-M
    ---
    task     A attention XI-106
    because  {A} is priced in NOK, which Harbour Cloud Ltd has not enabled in Xero.
    """
    story.plays()

from __future__ import annotations

from tests.stories.story import Story


def test_a_source_may_state_its_prices_with_tax(story: Story) -> None:
    """
    setting  price sources are own table
    setting  prices with tax are own table
    price    NRD-OFF-M 12.99 AUD
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 118.09, total 129.90
    line     10 x 11.8091 = 118.09 account 200 tax OUTPUT mark {A}/1
    task     A synced
    """
    story.plays()


def test_a_price_with_tax_is_itself_on_an_invoice_of_amounts_with_tax(story: Story) -> None:
    """
    setting  price sources are own table
    setting  prices with tax are own table
    setting  line amounts are with tax
    price    NRD-OFF-M 12.99 AUD
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 118.09, total 129.90, amounts Inclusive
    line     10 x 12.99 = 129.90 account 200 tax OUTPUT mark {A}/1
    task     A synced
    """
    story.plays()


def test_a_markup_is_for_its_own_source_alone(story: Story) -> None:
    """
    setting  markup on marketplace is 20 %
    price    NRD-SETUP 300.00 AUD
    unlisted NRD-SETUP
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    line     1 x NRD-SETUP
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 450.00, total 495.00
    line     10 x 15.00 = 150.00 account 200 tax OUTPUT mark {A}/1
    line     1 x 300.00 = 300.00 account 260 tax OUTPUT mark {A}/2
    task     A synced
    """
    story.plays()


def test_a_currency_that_is_not_enabled_is_converted_at_the_own_rate_of_the_service_start(story: Story) -> None:
    """
    setting  price sources are own table
    setting  rate from CHF is 1.70 AUD from 2026-01-01
    setting  rate from CHF is 1.75 AUD from 2026-11-01
    setting  rate from CHF is 9.99 AUD from 2026-11-22
    price    NRD-OFF-M 10.00 CHF
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 175.00, total 192.50
    line     10 x 17.50 = 175.00 account 200 tax OUTPUT mark {A}/1
    task     A synced
    """
    story.plays()


def test_without_a_rate_a_currency_that_is_not_enabled_stays_a_problem(story: Story) -> None:
    """
    setting  price sources are own table
    setting  rate from CHF is 1.70 AUD from 2027-01-01
    price    NRD-OFF-M 10.00 CHF
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    ---
    task     A attention XI-106
    """
    story.plays()


def test_seats_that_are_added_cost_what_the_running_term_costs_and_are_marked_up_once(story: Story) -> None:
    """
    setting  markup on marketplace is 20 %
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    starts   2026-11-21
    order    B change of A
    line     12 x NRD-OFF-M
    starts   2026-11-21
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 150.00, total 165.00
    line     10 x 15.00 = 150.00 account 200 tax OUTPUT mark {A}/1
    invoice  B draft AUD for Harbour & Sons Pty Ltd, reference {B}, subtotal 30.00, total 33.00
    line     2 x 15.00 = 30.00 account 200 tax OUTPUT mark {B}/1
    task     A synced
    task     B synced
    """
    story.plays()


def test_the_amounts_of_a_usage_file_may_be_stated_with_tax_and_are_marked_up_like_any_price(story: Story) -> None:
    """
    setting  prices with tax are usage amount
    setting  markup on usage amount is 20 %
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     unlimited x SKB-GB
    usage    U of schema tr
    used     5 x SKB-GB of A for 11.00
    used     10 x SKB-GB of A for 22.00
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  U.A draft AUD for Harbour & Sons Pty Ltd, reference {U.A}, subtotal 36.00, total 39.60
    line     15 x 2.40 = 36.00 account 200 tax OUTPUT mark {U.A}/1
    task     A synced
    task     U.A synced
    """
    story.plays()


def test_the_discount_of_the_contact_is_taken_off_the_amounts_of_a_usage_file_too(story: Story) -> None:
    """
    xero     has the contact Harbour numbered as Harbour & Sons Pty Ltd
    own      Harbour has discount 10 %
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     unlimited x SKB-GB
    usage    U of schema pr
    used     10 x SKB-GB of A for 20.00
    ---
    contact  Harbour, numbered as Harbour & Sons Pty Ltd
    invoice  U.A draft AUD for Harbour, reference {U.A}, subtotal 18.00, total 19.80
    line     10 x 1.80 = 18.00 account 200 tax OUTPUT mark {U.A}/1
    task     A synced
    task     U.A synced
    """
    story.plays()

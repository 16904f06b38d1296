from __future__ import annotations

from tests.stories.story import Story


def test_a_price_of_four_decimals_keeps_its_quantity(story: Story) -> None:
    """
    listed   NRD-OFF-M 0.3333
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     3 x NRD-OFF-M
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 1.00, total 1.10
    line     3 x 0.3333 = 1.00 account 200 tax OUTPUT mark {A}/1
    text     Northwind Office, monthly, per month from 2026-11-21
    task     A synced
    """
    story.plays()


def test_a_price_of_more_decimals_becomes_one_times_the_amount(story: Story) -> None:
    """
    listed   NRD-OFF-M 0.33335
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     300 x NRD-OFF-M
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 100.01, total 110.01
    line     1 x 100.01 = 100.01 account 200 tax OUTPUT mark {A}/1
    text     Northwind Office, monthly, per month from 2026-11-21, 300 x 0.33335 AUD
    task     A synced
    """
    story.plays()


def test_on_the_tie_of_half_a_cent_the_amount_is_ours_and_not_xeros(story: Story) -> None:
    """
    listed   NRD-OFF-M 0.125
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     1 x NRD-OFF-M
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 0.13, total 0.14
    line     1 x 0.13 = 0.13 account 200 tax OUTPUT mark {A}/1
    text     Northwind Office, monthly, per month from 2026-11-21, 1 x 0.125 AUD
    task     A synced
    """
    story.plays()


def test_many_small_amounts_add_up(story: Story) -> None:
    """
    listed   NRD-OFF-M 0.0375
    listed   NRD-OFF-Y 19.995
    listed   NRD-SETUP 0.01
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     77 x NRD-OFF-M
    line     3 x NRD-OFF-Y
    line     9999 x NRD-SETUP
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 162.87, total 179.16
    line     77 x 0.0375 = 2.89 account 200 tax OUTPUT mark {A}/1
    line     1 x 59.99 = 59.99 account 200 tax OUTPUT mark {A}/2
    line     9999 x 0.01 = 99.99 account 260 tax OUTPUT mark {A}/3
    task     A synced
    """
    story.plays()


def test_a_fraction_of_a_cent_rounds_to_the_nearest_cent(story: Story) -> None:
    """
    setting  price sources are own table
    price    NRD-OFF-M 0.006 AUD
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     1 x NRD-OFF-M
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 0.01, total 0.01
    line     1 x 0.006 = 0.01 account 200 tax OUTPUT mark {A}/1
    task     A synced
    """
    story.plays()


def test_a_currency_without_minor_units_has_whole_amounts(story: Story) -> None:
    """
    enabled  JPY at 97.25
    setting  price sources are own table
    setting  tax type is EXEMPTOUTPUT
    price    NRD-OFF-M 1234.5 JPY
    price    NRD-SETUP 999.4 JPY
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     3 x NRD-OFF-M
    line     2 x NRD-SETUP
    period   until 2026-12-01
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft JPY for Harbour & Sons Pty Ltd, reference {A}, subtotal 3234.00, total 3234.00
    line     1 x 1235.00 = 1235.00 account 200 tax EXEMPTOUTPUT mark {A}/1
    line     1 x 1999.00 = 1999.00 account 260 tax EXEMPTOUTPUT mark {A}/2
    task     A synced
    """
    story.plays()


def test_what_is_given_back_of_whole_amounts_is_whole_too(story: Story) -> None:
    """
    enabled  JPY at 97.25
    setting  price sources are own table
    setting  document status is approved
    price    NRD-OFF-M 1000 JPY
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     3 x NRD-OFF-M
    order    B change of A
    line     1 x NRD-OFF-M
    starts   2026-12-01
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A authorised JPY for Harbour & Sons Pty Ltd, reference {A}, subtotal 3000.00, total 3300.00
    line     3 x 1000.00 = 3000.00 account 200 tax OUTPUT mark {A}/1
    credit   B paid JPY for Harbour & Sons Pty Ltd, reference Credit for INV-0001 of 2026-11-21, subtotal 1333.00,
             total 1466.30
    line     1 x 1333.00 = 1333.00 account 200 tax OUTPUT mark {B}/2
    allocation 1466.30 to A
    task     A synced
    task     B synced
    """
    story.plays()

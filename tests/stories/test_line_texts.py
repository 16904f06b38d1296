from __future__ import annotations

from tests.stories.story import Story


def test_a_proration_may_stand_on_a_line_of_its_own(story: Story) -> None:
    """
    setting  proration is a separate line
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    starts   2026-11-21
    period   until 2026-12-01
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 41.67, total 45.84
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {A}/1
    text     Northwind Office, monthly, per month, 2026-11-21 to 2026-11-30
    line     1 x -83.33 = -83.33 account 200 tax OUTPUT mark {A}/2
    text     Northwind Office, monthly, 2026-11-21 to 2026-11-30, 10/30 of a month instead of 1 month
    task     A synced
    """
    story.plays()


def test_a_proration_of_amounts_with_tax_is_rounded_with_the_tax_in_it(story: Story) -> None:
    """
    setting  proration is a separate line
    setting  line amounts are with tax
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    starts   2026-11-21
    period   until 2026-12-01
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 41.66, total 45.83, amounts Inclusive
    line     10 x 13.75 = 137.50 account 200 tax OUTPUT mark {A}/1
    line     1 x -91.67 = -91.67 account 200 tax OUTPUT mark {A}/2
    task     A synced
    """
    story.plays()


def test_a_description_may_be_trimmed_to_the_product(story: Story) -> None:
    """
    setting  description is trimmed
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    line     1 x NRD-SETUP
    starts   2026-11-21
    period   until 2026-12-01
    order    B purchase for Bräuer Design Studio by Southern Cross Cloud
    line     10 x NRD-OFF-M
    starts   2026-11-21
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    contact  Bräuer Design Studio, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 291.67, total 320.84
    line     10 x 4.1667 = 41.67 account 200 tax OUTPUT mark {A}/1
    text     Northwind Office
    line     1 x 250.00 = 250.00 account 260 tax OUTPUT mark {A}/2
    text     Northwind Office
    invoice  B draft AUD for Bräuer Design Studio, reference {B}, subtotal 125.00, total 137.50
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {B}/1
    text     Northwind Office, 2026-11-21 to 2026-12-20
    task     A synced
    task     B synced
    """
    story.plays()


def test_a_description_may_be_that_of_the_item_in_xero(story: Story) -> None:
    """
    setting  descriptions are from Xero
    item     OFFICE described as Office seat of Harbour Cloud
    mapped   NRD-OFF-M to item OFFICE
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 125.00, total 137.50
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT item OFFICE mark {A}/1
    text     Office seat of Harbour Cloud, per month from 2026-11-21
    task     A synced
    """
    story.plays()

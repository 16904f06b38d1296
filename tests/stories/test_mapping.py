"""What mapped products look like in the books."""

from __future__ import annotations

from tests.stories.story import Story


def test_a_mapped_product_names_its_item_and_keeps_the_price_and_account_of_the_order(story: Story) -> None:
    """
    item     SEAT
    mapped   NRD-OFF-M to item SEAT
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    line     1 x NRD-SETUP
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 375.00, total 412.50
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT item SEAT mark {A}/1
    line     1 x 250.00 = 250.00 account 260 tax OUTPUT mark {A}/2
    task     A synced
    """
    story.plays()


def test_the_fallback_item_stands_for_everything_that_has_none(story: Story) -> None:
    """
    item     SEAT
    item     CLOUD
    mapped   NRD-OFF-M to item SEAT
    fallback item CLOUD
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    line     1 x NRD-SETUP
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 375.00, total 412.50
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT item SEAT mark {A}/1
    line     1 x 250.00 = 250.00 account 260 tax OUTPUT item CLOUD mark {A}/2
    task     A synced
    """
    story.plays()


def test_account_only_names_no_item_even_beside_a_fallback(story: Story) -> None:
    """
    item     CLOUD
    mapped   NRD-OFF-M to an account only with account 260
    fallback item CLOUD
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 125.00, total 137.50
    line     10 x 12.50 = 125.00 account 260 tax OUTPUT mark {A}/1
    task     A synced
    """
    story.plays()


def test_an_item_that_is_gone_stops_the_order_before_anything_is_made(story: Story) -> None:
    """
    mapped   NRD-OFF-M to item SEAT
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    ---
    task     A attention XI-208
    because  The Xero item SEAT, to which NRD-OFF-M is mapped, does not exist in Harbour Cloud Ltd.
    """
    story.plays()


def test_an_item_that_has_become_stock_stops_the_order_too(story: Story) -> None:
    """
    item     SEAT tracked as stock
    mapped   NRD-OFF-M to item SEAT
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    ---
    task     A attention XI-208
    because  The Xero item SEAT, to which NRD-OFF-M is mapped, is tracked as stock in Harbour Cloud Ltd.
    """
    story.plays()


def test_every_line_is_tracked_as_the_rules_say(story: Story) -> None:
    """
    category Region has North, South
    category Team has Cloud
    tracking Region is South
    tracking Team is Cloud
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 125.00, total 137.50
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT tracked by Region South, Team Cloud mark {A}/1
    task     A synced
    """
    story.plays()


def test_an_option_that_nobody_tracks_by_any_more_stops_the_order(story: Story) -> None:
    """
    category Region has North
    tracking Region is South
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    line     1 x NRD-SETUP
    ---
    task     A attention XI-211
    because  The tracking option “South” is no active option of “Region” in Harbour Cloud Ltd.
    """
    story.plays()


def test_an_item_whose_code_is_the_mpn_is_taken_where_certain_suggestions_are_applied(story: Story) -> None:
    """
    setting  suggestions are applied when certain
    item     NRD-OFF-M
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 125.00, total 137.50
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT item NRD-OFF-M mark {A}/1
    task     A synced
    """
    story.plays()


def test_two_products_may_be_one_item_where_the_settings_allow_it(story: Story) -> None:
    """
    setting  several products to one item are allowed
    item     OFFICE
    mapped   NRD-OFF-M to item OFFICE
    mapped   NRD-OFF-Y to item OFFICE
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    line     1 x NRD-OFF-Y
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 263.00, total 289.30
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT item OFFICE mark {A}/1
    line     1 x 138.00 = 138.00 account 200 tax OUTPUT item OFFICE mark {A}/2
    task     A synced
    """
    story.plays()


def test_an_item_may_have_a_tax_type_of_its_own(story: Story) -> None:
    """
    item     OFFICE
    mapped   NRD-OFF-M to item OFFICE with tax type EXEMPTOUTPUT
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    line     1 x NRD-SETUP
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 375.00, total 400.00
    line     10 x 12.50 = 125.00 account 200 tax EXEMPTOUTPUT item OFFICE mark {A}/1
    line     1 x 250.00 = 250.00 account 260 tax OUTPUT mark {A}/2
    task     A synced
    """
    story.plays()

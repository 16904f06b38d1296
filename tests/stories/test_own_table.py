"""What a row of the own price table may depend on besides its item, customer and quantity (money §3.2)."""

from __future__ import annotations

from tests.stories.story import Story


def test_a_row_may_have_a_discount(story: Story) -> None:
    """
    setting  price sources are own table
    price    NRD-OFF-M 12.00 AUD less 10 %
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 108.00, total 118.80
    line     10 x 10.80 = 108.00 account 200 tax OUTPUT mark {A}/1
    task     A synced
    """
    story.plays()


def test_a_row_holds_from_its_first_day_to_its_last(story: Story) -> None:
    """
    setting  price sources are own table
    price    NRD-OFF-M 12.00 AUD until 2026-11-20
    price    NRD-OFF-M 11.00 AUD since 2026-11-21 until 2026-11-30
    price    NRD-OFF-M 10.00 AUD since 2026-12-01
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 110.00, total 121.00
    line     10 x 11.00 = 110.00 account 200 tax OUTPUT mark {A}/1
    task     A synced
    """
    story.plays()


def test_a_row_may_be_of_one_marketplace(story: Story) -> None:
    """
    setting  price sources are own table
    price    NRD-OFF-M 12.00 AUD
    price    NRD-OFF-M 11.00 AUD on Australia
    price    NRD-OFF-M 10.00 AUD on United Kingdom
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 110.00, total 121.00
    line     10 x 11.00 = 110.00 account 200 tax OUTPUT mark {A}/1
    task     A synced
    """
    story.plays()


def test_a_row_may_be_of_one_billing_period(story: Story) -> None:
    """
    setting  price sources are own table
    price    NRD-OFF-M 12.00 AUD
    price    NRD-OFF-M 11.00 AUD per month
    price    NRD-OFF-M 10.00 AUD per year
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 110.00, total 121.00
    line     10 x 11.00 = 110.00 account 200 tax OUTPUT mark {A}/1
    task     A synced
    """
    story.plays()


def test_after_the_last_day_of_the_last_row_there_is_no_price(story: Story) -> None:
    """
    setting  price sources are own table
    price    NRD-OFF-M 12.00 AUD until 2026-11-20
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    ---
    task     A attention XI-101
    """
    story.plays()

"""A price is frozen when an order is first proposed, and changes only when a person takes it again (money §3)."""

from __future__ import annotations

from tests.stories.story import Story


def test_a_price_that_was_frozen_stays_whatever_the_table_says_now(story: Story) -> None:
    """
    setting  price sources are own table
    setting  auto-sync runs every five minutes
    setting  first documents are 3
    price    NRD-OFF-M 12.50 AUD
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    then     the schedule fires
    then     the own price of NRD-OFF-M becomes 13.20 AUD
    then     a person syncs A
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 125.00, total 137.50
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {A}/1
    task     A synced
    """
    story.plays()


def test_a_person_takes_the_price_again_before_the_order_is_sent(story: Story) -> None:
    """
    setting  price sources are own table
    setting  auto-sync runs every five minutes
    setting  first documents are 3
    price    NRD-OFF-M 12.50 AUD
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    then     the schedule fires
    then     the own price of NRD-OFF-M becomes 13.20 AUD
    then     a person takes the prices of A again
    then     a person syncs A
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 132.00, total 145.20
    line     10 x 13.20 = 132.00 account 200 tax OUTPUT mark {A}/1
    task     A synced
    """
    story.plays()

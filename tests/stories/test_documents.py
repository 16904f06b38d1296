from __future__ import annotations

import pytest

from tests.stories.language import NotUnderstood, read
from tests.stories.story import Story


def test_the_chosen_theme_stands_on_the_invoice(story: Story) -> None:
    """
    setting  theme is Cloud subscriptions
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 125.00, total 137.50,
             theme Cloud subscriptions
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {A}/1
    task     A synced
    """
    story.plays()


def test_the_number_may_come_from_the_marketplace(story: Story) -> None:
    """
    setting  invoice number is from the marketplace
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 125.00, total 137.50, number {A}
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {A}/1
    task     A synced
    """
    story.plays()


def test_the_customers_purchase_order_stands_in_the_reference(story: Story) -> None:
    """
    setting  reference is PO {po} for {request id}
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    po       4500017
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference PO 4500017 for {A}, subtotal 125.00, total 137.50
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {A}/1
    task     A synced
    """
    story.plays()


def test_a_chosen_billed_party_is_billed(story: Story) -> None:
    """
    installed  Meridian Distribution
    setting  billed party is customer
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 125.00, total 137.50
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {A}/1
    task     A synced
    """
    story.plays()


def test_what_a_story_does_not_mention_fails_it(story: Story) -> None:
    """
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    ---
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 125.00, total 137.50
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {A}/1
    task     A synced
    """
    with pytest.raises(AssertionError, match=r"\+ contact Harbour & Sons Pty Ltd, numbered"):
        story.plays()


@pytest.mark.parametrize(
    "told",
    [
        "ordr A purchase for X by Y\n---\ntask A synced",
        "order A purchase of X by Y\n---\ntask A synced",
        "order A purchase for X by Y\nline ten pieces\n---\ntask A synced",
        "order A purchase for X by Y\n---\nremittance A",
        "order A purchase for X by Y\ntask A synced",
    ],
)
def test_what_is_not_understood_fails_loudly(told: str) -> None:
    with pytest.raises(NotUnderstood):
        read(told)

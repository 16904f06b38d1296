"""What a person has set for a contact in Xero itself: used, unless the settings ignore it (money §11)."""

from __future__ import annotations

from tests.stories.story import Story


def test_payment_terms_of_the_contact_decide_when_it_pays(story: Story) -> None:
    """
    xero     has the contact Harbour numbered as Harbour & Sons Pty Ltd
    own      Harbour has terms of 10 days
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    ---
    contact  Harbour, numbered as Harbour & Sons Pty Ltd
    invoice  A draft AUD for Harbour, reference {A}, subtotal 125.00, total 137.50, due 2026-12-01
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {A}/1
    task     A synced
    """
    story.plays()


def test_payment_terms_of_the_contact_may_be_ignored(story: Story) -> None:
    """
    setting  the contact's own terms are ignored
    xero     has the contact Harbour numbered as Harbour & Sons Pty Ltd
    own      Harbour has terms of 10 days
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    ---
    contact  Harbour, numbered as Harbour & Sons Pty Ltd
    invoice  A draft AUD for Harbour, reference {A}, subtotal 125.00, total 137.50
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {A}/1
    task     A synced
    """
    story.plays()


def test_the_theme_of_the_contact_comes_before_the_one_of_the_settings(story: Story) -> None:
    """
    setting  theme is Standard
    xero     has the contact Harbour numbered as Harbour & Sons Pty Ltd
    own      Harbour has theme Cloud subscriptions
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    ---
    contact  Harbour, numbered as Harbour & Sons Pty Ltd
    invoice  A draft AUD for Harbour, reference {A}, subtotal 125.00, total 137.50, theme Cloud subscriptions
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {A}/1
    task     A synced
    """
    story.plays()


def test_the_theme_of_the_contact_may_be_ignored(story: Story) -> None:
    """
    setting  the contact's own theme is ignored
    xero     has the contact Harbour numbered as Harbour & Sons Pty Ltd
    own      Harbour has theme Cloud subscriptions
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    ---
    contact  Harbour, numbered as Harbour & Sons Pty Ltd
    invoice  A draft AUD for Harbour, reference {A}, subtotal 125.00, total 137.50
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {A}/1
    task     A synced
    """
    story.plays()


def test_the_sales_account_of_the_contact_comes_before_that_of_the_product(story: Story) -> None:
    """
    xero     has the contact Harbour numbered as Harbour & Sons Pty Ltd
    own      Harbour has account 260
    item     SEAT
    mapped   NRD-OFF-M to item SEAT with account 200
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    ---
    contact  Harbour, numbered as Harbour & Sons Pty Ltd
    invoice  A draft AUD for Harbour, reference {A}, subtotal 125.00, total 137.50
    line     10 x 12.50 = 125.00 account 260 tax OUTPUT item SEAT mark {A}/1
    task     A synced
    """
    story.plays()


def test_the_sales_account_of_the_contact_may_be_ignored(story: Story) -> None:
    """
    setting  the contact's own account is ignored
    xero     has the contact Harbour numbered as Harbour & Sons Pty Ltd
    own      Harbour has account 260
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    ---
    contact  Harbour, numbered as Harbour & Sons Pty Ltd
    invoice  A draft AUD for Harbour, reference {A}, subtotal 125.00, total 137.50
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {A}/1
    task     A synced
    """
    story.plays()


def test_an_account_of_the_contact_that_cannot_be_used_is_told_before_anything_is_made(story: Story) -> None:
    """
    xero     has the contact Harbour numbered as Harbour & Sons Pty Ltd
    own      Harbour has account 999
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    ---
    contact  Harbour, numbered as Harbour & Sons Pty Ltd
    task     A attention XI-306
    because  Harbour has its own account 999 in Xero, which does not exist in Harbour Cloud Ltd.
    """
    story.plays()


def test_the_tax_type_of_the_contact_comes_before_that_of_its_country(story: Story) -> None:
    """
    setting  tax type for AU is OUTPUT
    xero     has the contact Harbour numbered as Harbour & Sons Pty Ltd
    own      Harbour has tax type EXEMPTOUTPUT
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    ---
    contact  Harbour, numbered as Harbour & Sons Pty Ltd
    invoice  A draft AUD for Harbour, reference {A}, subtotal 125.00, total 125.00
    line     10 x 12.50 = 125.00 account 200 tax EXEMPTOUTPUT mark {A}/1
    task     A synced
    """
    story.plays()


def test_the_tax_type_of_the_contact_may_be_ignored(story: Story) -> None:
    """
    setting  the contact's own tax type is ignored
    xero     has the contact Harbour numbered as Harbour & Sons Pty Ltd
    own      Harbour has tax type EXEMPTOUTPUT
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    ---
    contact  Harbour, numbered as Harbour & Sons Pty Ltd
    invoice  A draft AUD for Harbour, reference {A}, subtotal 125.00, total 137.50
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {A}/1
    task     A synced
    """
    story.plays()


def test_the_tracking_of_the_contact_comes_before_a_rule_for_everybody(story: Story) -> None:
    """
    category Region has West, East
    tracking Region is East
    xero     has the contact Harbour numbered as Harbour & Sons Pty Ltd
    own      Harbour has tracking Region West
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    ---
    contact  Harbour, numbered as Harbour & Sons Pty Ltd
    invoice  A draft AUD for Harbour, reference {A}, subtotal 125.00, total 137.50
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT tracked by Region West mark {A}/1
    task     A synced
    """
    story.plays()


def test_tracking_of_the_contact_that_is_gone_is_told_before_anything_is_made(story: Story) -> None:
    """
    category Region has West, East
    xero     has the contact Harbour numbered as Harbour & Sons Pty Ltd
    own      Harbour has tracking Region North
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    ---
    contact  Harbour, numbered as Harbour & Sons Pty Ltd
    task     A attention XI-211
    """
    story.plays()


def test_the_tracking_of_the_contact_may_be_ignored(story: Story) -> None:
    """
    setting  the contact's own tracking is ignored
    category Region has West, East
    xero     has the contact Harbour numbered as Harbour & Sons Pty Ltd
    own      Harbour has tracking Region West
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    ---
    contact  Harbour, numbered as Harbour & Sons Pty Ltd
    invoice  A draft AUD for Harbour, reference {A}, subtotal 125.00, total 137.50
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {A}/1
    task     A synced
    """
    story.plays()


def test_the_discount_of_the_contact_is_taken_off_every_price(story: Story) -> None:
    """
    xero     has the contact Harbour numbered as Harbour & Sons Pty Ltd
    own      Harbour has discount 10 %
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    line     1 x NRD-SETUP
    ---
    contact  Harbour, numbered as Harbour & Sons Pty Ltd
    invoice  A draft AUD for Harbour, reference {A}, subtotal 337.50, total 371.25
    line     10 x 11.25 = 112.50 account 200 tax OUTPUT mark {A}/1
    line     1 x 225.00 = 225.00 account 260 tax OUTPUT mark {A}/2
    task     A synced
    """
    story.plays()


def test_the_discount_of_the_contact_may_be_ignored(story: Story) -> None:
    """
    setting  the contact's own discount is ignored
    xero     has the contact Harbour numbered as Harbour & Sons Pty Ltd
    own      Harbour has discount 10 %
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    ---
    contact  Harbour, numbered as Harbour & Sons Pty Ltd
    invoice  A draft AUD for Harbour, reference {A}, subtotal 125.00, total 137.50
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {A}/1
    task     A synced
    """
    story.plays()

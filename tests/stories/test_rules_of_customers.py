"""What a person rules for one customer stands above its contact, the product and the settings (money §11)."""

from __future__ import annotations

from tests.stories.story import Story


def test_a_customer_may_have_an_account_and_a_tax_type_of_its_own(story: Story) -> None:
    """
    rule     Harbour & Sons Pty Ltd has account 260 tax type EXEMPTOUTPUT
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 125.00, total 125.00
    line     10 x 12.50 = 125.00 account 260 tax EXEMPTOUTPUT mark {A}/1
    task     A synced
    """
    story.plays()


def test_the_rule_of_another_customer_changes_nothing(story: Story) -> None:
    """
    rule     Bräuer Design Studio has account 260 tax type EXEMPTOUTPUT
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 125.00, total 137.50
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {A}/1
    task     A synced
    """
    story.plays()


def test_the_rule_of_a_customer_stands_above_its_contact_and_the_product(story: Story) -> None:
    """
    xero     has the contact Harbour
    linked   Harbour & Sons Pty Ltd to Harbour
    own      Harbour has account 200
    item     OFFICE
    mapped   NRD-OFF-M to item OFFICE with account 200
    rule     Harbour & Sons Pty Ltd has account 260
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    ---
    contact  Harbour
    invoice  A draft AUD for Harbour, reference {A}, subtotal 125.00, total 137.50
    line     10 x 12.50 = 125.00 account 260 tax OUTPUT item OFFICE mark {A}/1
    task     A synced
    """
    story.plays()

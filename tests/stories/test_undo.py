"""What is undone, how, and that it is not sent again by itself (money §15)."""

from __future__ import annotations

from tests.stories.story import Story


def test_a_draft_is_deleted(story: Story) -> None:
    """
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     5 x NRD-OFF-M
    then     a person syncs
    then     a person undoes A
    then     a person syncs
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A deleted AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 62.50, total 68.75
    line     5 x 12.50 = 62.50 account 200 tax OUTPUT mark {A}/1
    task     A attention XI-812
    """
    story.plays()


def test_an_approved_invoice_on_which_nothing_is_paid_is_voided(story: Story) -> None:
    """
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     5 x NRD-OFF-M
    then     a person syncs
    then     a person approves the invoice of A
    then     a person undoes A
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A voided AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 62.50, total 68.75
    line     5 x 12.50 = 62.50 account 200 tax OUTPUT mark {A}/1
    task     A attention XI-812
    """
    story.plays()


def test_a_person_who_syncs_it_after_all_gets_a_new_invoice(story: Story) -> None:
    """
    setting  invoice number comes from the marketplace
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     5 x NRD-OFF-M
    then     a person syncs
    then     a person approves the invoice of A
    then     a person undoes A
    then     a person syncs A
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A voided AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 62.50, total 68.75, number {A}
    line     5 x 12.50 = 62.50 account 200 tax OUTPUT mark {A}/1
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 62.50, total 68.75, number {A}-R1
    line     5 x 12.50 = 62.50 account 200 tax OUTPUT mark {A}/1
    task     A synced
    """
    story.plays()


def test_the_same_days_are_billed_again_by_the_new_invoice_and_by_no_other(story: Story) -> None:
    """
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     5 x NRD-OFF-M
    order    B change of A
    line     8 x NRD-OFF-M
    starts   2026-12-01
    then     a person syncs
    then     a person undoes B
    then     a person undoes A
    then     a person syncs A B
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A deleted AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 62.50, total 68.75
    line     5 x 12.50 = 62.50 account 200 tax OUTPUT mark {A}/1
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 62.50, total 68.75
    line     5 x 12.50 = 62.50 account 200 tax OUTPUT mark {A}/1
    invoice  B deleted AUD for Harbour & Sons Pty Ltd, reference {B}, subtotal 25.00, total 27.50
    line     3 x 8.3333 = 25.00 account 200 tax OUTPUT mark {B}/1
    invoice  B draft AUD for Harbour & Sons Pty Ltd, reference {B}, subtotal 25.00, total 27.50
    line     3 x 8.3333 = 25.00 account 200 tax OUTPUT mark {B}/1
    task     A synced
    task     B synced
    """
    story.plays()

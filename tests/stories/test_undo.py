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


def test_a_credit_note_is_voided_and_the_seats_are_billed_as_before(story: Story) -> None:
    """
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    order    B change of A
    line     7 x NRD-OFF-M
    starts   2026-12-01
    then     a person syncs
    then     a person approves the invoice of A
    then     B is told
    then     a person syncs
    then     a person approves the credit note of B
    then     a person undoes B
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A authorised AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 125.00, total 137.50
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {A}/1
    credit   B voided AUD for Harbour & Sons Pty Ltd, reference Credit for INV-0001 of 2026-11-21, subtotal 25.00,
             total 27.50
    line     1 x 25.00 = 25.00 account 200 tax OUTPUT mark {B}/2
    task     A synced
    task     B attention XI-812
    because  {B} was undone by a bookkeeper: Credit note CN-0001 is voided.
    """
    story.plays()


def test_a_draft_that_was_made_smaller_is_again_what_it_was(story: Story) -> None:
    """
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    order    B change of A
    line     7 x NRD-OFF-M
    starts   2026-12-01
    then     a person syncs
    then     a person undoes B
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 125.00, total 137.50
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {A}/1
    task     A synced
    task     B attention XI-812
    because  {B} was undone by a bookkeeper: What the order took off the draft invoice INV-0001 is put back.
    """
    story.plays()


def test_a_plan_switch_is_undone_with_its_invoice_and_its_credit_note(story: Story) -> None:
    """
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    order    B change of A
    line     4 x NRD-OFF-M
    line     2 x NRD-OFF-Y
    starts   2026-11-21
    then     a person syncs
    then     a person approves the invoice of A
    then     B is told
    then     a person syncs
    then     a person undoes B
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A authorised AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 125.00, total 137.50
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {A}/1
    credit   B deleted AUD for Harbour & Sons Pty Ltd, reference Credit for INV-0001 of 2026-11-21, subtotal 75.00,
             total 82.50
    line     6 x 12.50 = 75.00 account 200 tax OUTPUT mark {B}/3
    invoice  B deleted AUD for Harbour & Sons Pty Ltd, reference {B}, subtotal 276.00, total 303.60
    line     2 x 138.00 = 276.00 account 200 tax OUTPUT mark {B}/2
    task     A synced
    task     B attention XI-812
    because  {B} was undone by a bookkeeper: Credit note CN-0001 is deleted. The draft invoice INV-0002 is deleted.
    """
    story.plays()


def test_an_order_leaves_the_draft_that_it_shares_with_others(story: Story) -> None:
    """
    setting  invoice target is one per month
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     5 x NRD-OFF-M
    order    B change of A
    line     8 x NRD-OFF-M
    starts   2026-12-01
    then     a person syncs
    then     a person undoes B
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 62.50, total 68.75
    line     5 x 12.50 = 62.50 account 200 tax OUTPUT mark {A}/1
    task     A synced
    task     B attention XI-812
    because  {B} was undone by a bookkeeper: The order's lines are taken off the draft invoice INV-0001.
    """
    story.plays()


def test_of_an_approved_invoice_that_is_shared_only_the_lines_of_the_order_are_credited(story: Story) -> None:
    """
    setting  invoice target is one per month
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     5 x NRD-OFF-M
    order    B change of A
    line     8 x NRD-OFF-M
    starts   2026-12-01
    then     a person syncs
    then     a person approves the invoice of B
    then     a person undoes B
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    credit   ? draft AUD for Harbour & Sons Pty Ltd, reference Credit for INV-0001 of 2026-11-21, subtotal 25.00,
             total 27.50
    line     3 x 8.3333 = 25.00 account 200 tax OUTPUT mark {B}-U1/1
    invoice  A and B authorised AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 87.50, total 96.25
    line     3 x 8.3333 = 25.00 account 200 tax OUTPUT mark {B}/1
    line     5 x 12.50 = 62.50 account 200 tax OUTPUT mark {A}/1
    task     A synced
    task     B attention XI-812
    """
    story.plays()


def test_a_draft_that_an_order_has_deleted_does_not_come_back_and_its_order_can_be_invoiced_anew(story: Story) -> None:
    """
    setting  cancellation is credit unused part
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     5 x NRD-OFF-M
    order    B cancel of A
    starts   2026-11-21
    then     a person syncs
    then     a person undoes B
    then     a person syncs A
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A deleted AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 62.50, total 68.75
    line     5 x 12.50 = 62.50 account 200 tax OUTPUT mark {A}/1
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 62.50, total 68.75
    line     5 x 12.50 = 62.50 account 200 tax OUTPUT mark {A}/1
    task     A synced
    task     B attention XI-812
    """
    story.plays()

"""Where a rule asks, a person chooses for the one order what it gives back (money §8); nobody is asked twice."""

from __future__ import annotations

from tests.stories.story import Story


def test_a_refund_chosen_for_one_reduction(story: Story) -> None:
    """
    setting  reductions are ask
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    order    B change of A
    line     7 x NRD-OFF-M
    starts   2026-12-01
    then     a person syncs
    then     a person chooses refund for B
    then     a person syncs
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 100.00, total 110.00
    line     1 x 100.00 = 100.00 account 200 tax OUTPUT mark {A}/1
    task     A synced
    task     B synced
    because  Invoice INV-0001 reduced.
    """
    story.plays()


def test_only_the_quantity_chosen_for_one_reduction_and_the_next_one_asks_again(story: Story) -> None:
    """
    setting  reductions are ask
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    order    B change of A
    line     7 x NRD-OFF-M
    starts   2026-12-01
    order    C change of A
    line     4 x NRD-OFF-M
    starts   2026-12-11
    then     a person syncs
    then     a person chooses quantity only for B
    then     a person syncs
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 125.00, total 137.50
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {A}/1
    task     A synced
    task     B synced
    because  Nothing to invoice: Northwind Office, monthly: nothing to credit: billed up to 2026-12-20; the quantity
             changes from 2026-12-21; a bookkeeper chose for this order: only the quantity changes.
    task     C attention XI-605
    because  {C} takes back Northwind Office, monthly; a refund comes to 12.50 AUD.
    """
    story.plays()


def test_after_a_choice_the_later_orders_of_the_subscription_go_on_in_turn(story: Story) -> None:
    """
    setting  reductions are ask
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    order    B change of A
    line     7 x NRD-OFF-M
    starts   2026-12-01
    order    C change of A
    line     9 x NRD-OFF-M
    starts   2026-12-11
    then     a person syncs
    then     a person chooses refund for B
    then     a person syncs B
    then     the schedule fires
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 100.00, total 110.00
    line     1 x 100.00 = 100.00 account 200 tax OUTPUT mark {A}/1
    invoice  C draft AUD for Harbour & Sons Pty Ltd, reference {C}, subtotal 8.33, total 9.16
    line     2 x 4.1667 = 8.33 account 200 tax OUTPUT mark {C}/1
    task     A synced
    task     B synced
    task     C synced
    """
    story.plays()


def test_the_unused_part_chosen_for_one_cancellation(story: Story) -> None:
    """
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    order    B cancel of A
    starts   2026-12-01
    then     a person syncs
    then     a person approves the invoice of A
    then     a person chooses credit unused for B
    then     a person syncs
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A authorised AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 125.00, total 137.50
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {A}/1
    credit   B draft AUD for Harbour & Sons Pty Ltd, reference Credit for INV-0001 of 2026-11-21, subtotal 83.33,
             total 91.66
    line     1 x 83.33 = 83.33 account 200 tax OUTPUT mark {B}/2
    task     A synced
    task     B synced
    """
    story.plays()


def test_no_credit_chosen_for_one_cancellation(story: Story) -> None:
    """
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    order    B cancel of A
    starts   2026-12-01
    then     a person syncs
    then     a person chooses no credit for B
    then     a person syncs
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 125.00, total 137.50
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {A}/1
    task     A synced
    task     B synced
    because  Nothing to credit: Northwind Office, monthly: as a bookkeeper chose for this order a cancellation gives
             nothing back; a bookkeeper chose for this order: no credit.
    """
    story.plays()


def test_a_choice_that_is_taken_back_leaves_it_to_the_settings_again(story: Story) -> None:
    """
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    order    B cancel of A
    starts   2026-12-01
    then     a person syncs
    then     a person chooses no credit for B
    then     a person chooses the settings for B
    then     a person syncs
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 125.00, total 137.50
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {A}/1
    task     A synced
    task     B attention XI-703
    """
    story.plays()

"""An invoice that a person voids is sent again only when a person asks: it then bills what nobody else has billed."""

from __future__ import annotations

from tests.stories.story import Story


def test_after_its_increase_was_billed_a_purchase_bills_its_own_seats_for_its_own_time(story: Story) -> None:
    """
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    order    B change of A
    line     14 x NRD-OFF-M
    starts   2026-12-01
    then     a person syncs
    then     a person approves the invoice of A
    then     a person voids the invoice of A
    then     20 minutes pass
    then     the schedule fires every day until 2026-11-23
    then     a person syncs A
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A voided AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 125.00, total 137.50, dated 2026-11-21
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {A}/1
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 125.00, total 137.50
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {A}/1
    invoice  B draft AUD for Harbour & Sons Pty Ltd, reference {B}, subtotal 33.33, total 36.66, dated 2026-11-21
    line     4 x 8.3333 = 33.33 account 200 tax OUTPUT mark {B}/1
    task     A synced
    task     B synced
    """
    story.plays()


def test_after_its_reduction_a_purchase_bills_the_seats_of_each_day(story: Story) -> None:
    """
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    order    B change of A
    line     7 x NRD-OFF-M
    starts   2026-12-01
    then     a person syncs
    then     a person approves the invoice of A
    then     a person voids the invoice of A
    then     B is told
    then     a person syncs
    then     20 minutes pass
    then     the schedule fires every day until 2026-11-23
    then     a person syncs A
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A voided AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 125.00, total 137.50, dated 2026-11-21
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {A}/1
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 100.00, total 110.00
    line     7 x 12.50 = 87.50 account 200 tax OUTPUT mark {A}/1
    line     3 x 4.1667 = 12.50 account 200 tax OUTPUT mark {A}/2
    task     A synced
    task     B synced
    """
    story.plays()


def test_where_only_the_quantity_changes_it_bills_what_stays_to_the_end_of_the_period(story: Story) -> None:
    """
    setting  reductions are quantity changes only
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    order    B change of A
    line     7 x NRD-OFF-M
    starts   2026-12-01
    then     a person syncs
    then     a person approves the invoice of A
    then     a person voids the invoice of A
    then     B is told
    then     a person syncs
    then     20 minutes pass
    then     the schedule fires every day until 2026-11-23
    then     a person syncs A
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A voided AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 125.00, total 137.50, dated 2026-11-21
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {A}/1
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 125.00, total 137.50
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {A}/1
    task     A synced
    task     B synced
    """
    story.plays()


def test_a_credit_note_of_an_invoice_that_was_voided_is_left_to_a_person(story: Story) -> None:
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
    then     a person voids the invoice of A
    then     20 minutes pass
    then     the schedule fires every day until 2026-11-24
    then     a person syncs
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A voided AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 125.00, total 137.50, dated 2026-11-21
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {A}/1
    credit   B draft AUD for Harbour & Sons Pty Ltd, reference Credit for INV-0001 of 2026-11-21, subtotal 25.00,
             total 27.50, dated 2026-11-21
    line     1 x 25.00 = 25.00 account 200 tax OUTPUT mark {B}/2
    task     A attention XI-814
    because  {A} is not billed any more: Invoice INV-0001 was voided in Xero.
    task     B attention XI-815
    because  {B} gives back what is not billed any more: Invoice INV-0001 was voided in Xero, and CN-0001 still stands.
    """
    story.plays()


def test_once_it_is_undone_both_orders_are_sent_again(story: Story) -> None:
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
    then     a person voids the invoice of A
    then     20 minutes pass
    then     the schedule fires every day until 2026-11-24
    then     a person undoes B
    then     a person syncs A B
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A voided AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 125.00, total 137.50, dated 2026-11-21
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {A}/1
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 100.00, total 110.00
    line     1 x 100.00 = 100.00 account 200 tax OUTPUT mark {A}/1
    credit   B deleted AUD for Harbour & Sons Pty Ltd, reference Credit for INV-0001 of 2026-11-21, subtotal 25.00,
             total 27.50, dated 2026-11-21
    line     1 x 25.00 = 25.00 account 200 tax OUTPUT mark {B}/2
    task     A synced
    task     B synced
    """
    story.plays()


def test_while_it_stands_the_reduction_gives_nothing_back_a_second_time(story: Story) -> None:
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
    then     a person voids the invoice of A
    then     20 minutes pass
    then     the schedule fires every day until 2026-11-24
    then     a person syncs A B
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A voided AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 125.00, total 137.50, dated 2026-11-21
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {A}/1
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 125.00, total 137.50
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {A}/1
    credit   B draft AUD for Harbour & Sons Pty Ltd, reference Credit for INV-0001 of 2026-11-21, subtotal 25.00,
             total 27.50, dated 2026-11-21
    line     1 x 25.00 = 25.00 account 200 tax OUTPUT mark {B}/2
    task     A synced
    task     B attention XI-403
    """
    story.plays()

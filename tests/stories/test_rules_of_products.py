"""A product may have rules of its own; a commitment of which no rule says anything asks a person (money §8)."""

from __future__ import annotations

from tests.stories.story import Story


def test_a_product_may_have_a_rule_for_reductions_of_its_own(story: Story) -> None:
    """
    setting  reductions of Northwind Office are quantity changes only
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    order    B change of A
    line     7 x NRD-OFF-M
    starts   2026-12-01
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 125.00, total 137.50
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {A}/1
    task     A synced
    task     B synced
    because  Nothing to invoice: Northwind Office, monthly: nothing to credit: billed up to 2026-12-20; the quantity
             changes from 2026-12-21.
    """
    story.plays()


def test_the_rule_of_another_product_changes_nothing(story: Story) -> None:
    """
    setting  reductions of Skyline Backup are quantity changes only
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    order    B change of A
    line     7 x NRD-OFF-M
    starts   2026-12-01
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 100.00, total 110.00
    line     1 x 100.00 = 100.00 account 200 tax OUTPUT mark {A}/1
    task     A synced
    task     B synced
    """
    story.plays()


def test_a_product_may_have_a_rule_for_cancellations_of_its_own(story: Story) -> None:
    """
    setting  cancellation is no credit
    setting  cancellation of Northwind Office is credit unused part
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    order    B cancel of A
    starts   2026-12-01
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 41.67, total 45.84
    line     1 x 41.67 = 41.67 account 200 tax OUTPUT mark {A}/1
    task     A synced
    task     B synced
    because  Invoice INV-0001 reduced.
    """
    story.plays()


def test_what_a_person_chooses_for_one_order_stands_above_the_rule_of_its_product(story: Story) -> None:
    """
    setting  reductions of Northwind Office are ask
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
    """
    story.plays()


def test_fewer_seats_inside_a_commitment_ask_a_person(story: Story) -> None:
    """
    committed NRD-OFF-M to 12 periods
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    order    B change of A
    line     7 x NRD-OFF-M
    starts   2026-12-01
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 125.00, total 137.50
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {A}/1
    task     A synced
    task     B attention XI-707
    because  {B} takes back Northwind Office, monthly, committed to until before 2027-11-21, and no rule says what that
             gives back; a credit comes to 25.00 AUD.
    """
    story.plays()


def test_a_cancellation_inside_a_commitment_asks_a_person(story: Story) -> None:
    """
    setting  cancellation is credit unused part
    committed NRD-OFF-M to 12 periods
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    order    B cancel of A
    starts   2026-12-01
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 125.00, total 137.50
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {A}/1
    task     A synced
    task     B attention XI-707
    because  {B} takes back Northwind Office, monthly, committed to until before 2027-11-21, and no rule says what that
             gives back; a credit comes to 83.33 AUD.
    """
    story.plays()


def test_a_rule_of_the_product_is_a_rule_for_its_commitment(story: Story) -> None:
    """
    setting  reductions of Northwind Office are refunds
    committed NRD-OFF-M to 12 periods
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    order    B change of A
    line     7 x NRD-OFF-M
    starts   2026-12-01
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 100.00, total 110.00
    line     1 x 100.00 = 100.00 account 200 tax OUTPUT mark {A}/1
    task     A synced
    task     B synced
    """
    story.plays()


def test_a_persons_choice_for_the_order_settles_it_too(story: Story) -> None:
    """
    committed NRD-OFF-M to 12 periods
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
    """
    story.plays()


def test_a_fee_of_the_committed_periods_is_a_rule_for_cancellations(story: Story) -> None:
    """
    setting  cancellation is credit unused part
    setting  cancellation fee is 0 the remaining committed periods
    committed NRD-OFF-M to 2 periods
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    order    B cancel of A
    starts   2026-12-01
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 41.67, total 45.84
    line     1 x 41.67 = 41.67 account 200 tax OUTPUT mark {A}/1
    invoice  B draft AUD for Harbour & Sons Pty Ltd, reference {B}, subtotal 125.00, total 137.50
    line     1 x 125.00 = 125.00 account 260 tax OUTPUT mark {B}/2
    task     A synced
    task     B synced
    """
    story.plays()

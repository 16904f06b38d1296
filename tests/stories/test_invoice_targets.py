from __future__ import annotations

from tests.stories.story import Story


def test_orders_of_one_customer_join_its_latest_draft(story: Story) -> None:
    """
    setting  invoice target is the latest draft
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    order    B purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     3 x NRD-OFF-M
    order    C purchase for Bräuer Design Studio by Southern Cross Cloud
    line     1 x NRD-OFF-M
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    contact  Bräuer Design Studio, numbered
    invoice  A and B draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 162.50, total 178.75
    line     3 x 12.50 = 37.50 account 200 tax OUTPUT mark {B}/1
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {A}/1
    invoice  C draft AUD for Bräuer Design Studio, reference {C}, subtotal 12.50, total 13.75
    line     1 x 12.50 = 12.50 account 200 tax OUTPUT mark {C}/1
    task     A synced
    task     B synced
    task     C synced
    """
    story.plays()


def test_another_cycle_begins_an_invoice_of_its_own_and_what_is_charged_once_fits_any(story: Story) -> None:
    """
    setting  invoice target is the latest draft
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    order    B purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     1 x NRD-OFF-Y
    order    C purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     1 x NRD-SETUP
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 125.00, total 137.50
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {A}/1
    invoice  B and C draft AUD for Harbour & Sons Pty Ltd, reference {B}, subtotal 388.00, total 426.80
    line     1 x 250.00 = 250.00 account 260 tax OUTPUT mark {C}/1
    line     1 x 138.00 = 138.00 account 200 tax OUTPUT mark {B}/1
    task     A synced
    task     B synced
    task     C synced
    """
    story.plays()


def test_one_invoice_per_month_takes_every_cycle_and_stays_a_draft(story: Story) -> None:
    """
    setting  invoice target is one per month
    setting  document status is approved
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    order    B purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     1 x NRD-OFF-Y
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A and B draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 263.00, total 289.30
    line     1 x 138.00 = 138.00 account 200 tax OUTPUT mark {B}/1
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {A}/1
    task     A synced
    task     B synced
    """
    story.plays()


def test_a_new_month_begins_a_new_invoice(story: Story) -> None:
    """
    setting  invoice target is one per month
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     1 x NRD-SETUP
    order    B purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     1 x NRD-SETUP
    then     the schedule fires
    then     a person syncs A
    then     the clock moves to 2026-12-01
    then     a person syncs B
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 250.00, total 275.00, dated 2026-11-21
    line     1 x 250.00 = 250.00 account 260 tax OUTPUT mark {A}/1
    invoice  B draft AUD for Harbour & Sons Pty Ltd, reference {B}, subtotal 250.00, total 275.00
    line     1 x 250.00 = 250.00 account 260 tax OUTPUT mark {B}/1
    task     A synced
    task     B synced
    """
    story.plays()


def test_an_approved_invoice_is_joined_by_none(story: Story) -> None:
    """
    setting  invoice target is the latest draft
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     1 x NRD-SETUP
    order    B purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     1 x NRD-SETUP
    then     the schedule fires
    then     a person syncs A
    then     a person approves the invoice of A
    then     a person syncs B
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A authorised AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 250.00, total 275.00
    line     1 x 250.00 = 250.00 account 260 tax OUTPUT mark {A}/1
    invoice  B draft AUD for Harbour & Sons Pty Ltd, reference {B}, subtotal 250.00, total 275.00
    line     1 x 250.00 = 250.00 account 260 tax OUTPUT mark {B}/1
    task     A synced
    task     B synced
    """
    story.plays()


def test_lines_whose_answer_was_lost_are_added_once(story: Story) -> None:
    """
    setting  invoice target is the latest draft
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    order    B purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     3 x NRD-OFF-M
    then     the answer about the next change is lost
    then     a person syncs
    then     10 minutes pass
    then     the schedule fires
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A and B draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 162.50, total 178.75
    line     3 x 12.50 = 37.50 account 200 tax OUTPUT mark {B}/1
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {A}/1
    task     A synced
    task     B synced
    """
    story.plays()


def test_an_order_that_is_worked_off_again_is_compared_with_its_own_lines_alone(story: Story) -> None:
    """
    setting  invoice target is the latest draft
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    order    B purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     3 x NRD-OFF-M
    then     the answer about the next invoice is lost
    then     a person syncs
    then     10 minutes pass
    then     the schedule fires
    then     a person syncs
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A and B draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 162.50, total 178.75
    line     3 x 12.50 = 37.50 account 200 tax OUTPUT mark {B}/1
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {A}/1
    task     A synced
    task     B synced
    """
    story.plays()


def test_one_reduction_takes_from_lines_of_two_orders_on_one_draft(story: Story) -> None:
    """
    setting  invoice target is the latest draft
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     5 x NRD-OFF-M
    order    B change of A
    line     8 x NRD-OFF-M
    starts   2026-12-01
    order    C change of A
    line     2 x NRD-OFF-M
    starts   2026-12-01
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 37.50, total 41.25
    line     1 x 37.50 = 37.50 account 200 tax OUTPUT mark {A}/1
    task     A synced
    task     B synced
    task     C synced
    """
    story.plays()


def test_a_draft_of_two_orders_of_a_subscription_that_is_cancelled_on_its_first_day_is_deleted(story: Story) -> None:
    """
    setting  invoice target is the latest draft
    setting  cancellation is credit unused part
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     5 x NRD-OFF-M
    order    B change of A
    line     8 x NRD-OFF-M
    order    C cancel of A
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A and B deleted AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 100.00, total 110.00
    line     3 x 12.50 = 37.50 account 200 tax OUTPUT mark {B}/1
    line     5 x 12.50 = 62.50 account 200 tax OUTPUT mark {A}/1
    task     A synced
    task     B synced
    task     C synced
    """
    story.plays()

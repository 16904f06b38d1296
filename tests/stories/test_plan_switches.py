from __future__ import annotations

from tests.stories.story import Story


def test_the_charges_stand_on_the_invoice_and_the_credit_on_a_note(story: Story) -> None:
    """
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    order    B change of A
    line     0 x NRD-OFF-M
    line     5 x NRD-OFF-Y
    starts   2026-12-01
    then     a person syncs
    then     a person approves the invoice of A
    then     B is told
    then     a person syncs
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    credit   B draft AUD for Harbour & Sons Pty Ltd, reference Credit for INV-0001 of 2026-11-21, subtotal 83.33,
             total 91.66
    line     1 x 83.33 = 83.33 account 200 tax OUTPUT mark {B}/3
    invoice  A authorised AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 125.00, total 137.50
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {A}/1
    invoice  B draft AUD for Harbour & Sons Pty Ltd, reference {B}, subtotal 671.10, total 738.21
    line     5 x 134.2192 = 671.10 account 200 tax OUTPUT mark {B}/2
    task     A synced
    task     B synced
    """
    story.plays()


def test_a_draft_is_reduced_beside_the_new_invoice(story: Story) -> None:
    """
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    order    B change of A
    line     0 x NRD-OFF-M
    line     5 x NRD-OFF-Y
    starts   2026-12-01
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 41.67, total 45.84
    line     1 x 41.67 = 41.67 account 200 tax OUTPUT mark {A}/1
    invoice  B draft AUD for Harbour & Sons Pty Ltd, reference {B}, subtotal 671.10, total 738.21
    line     5 x 134.2192 = 671.10 account 200 tax OUTPUT mark {B}/2
    task     A synced
    task     B synced
    """
    story.plays()


def test_the_credit_may_be_a_line_below_zero(story: Story) -> None:
    """
    setting  refund lines are negative line
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    order    B change of A
    line     0 x NRD-OFF-M
    line     5 x NRD-OFF-Y
    starts   2026-12-01
    then     a person syncs
    then     a person approves the invoice of A
    then     B is told
    then     a person syncs
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A authorised AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 125.00, total 137.50
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {A}/1
    invoice  B draft AUD for Harbour & Sons Pty Ltd, reference {B}, subtotal 587.77, total 646.55
    line     5 x 134.2192 = 671.10 account 200 tax OUTPUT mark {B}/2
    line     1 x -83.33 = -83.33 account 200 tax OUTPUT mark {B}/3
    task     A synced
    task     B synced
    """
    story.plays()


def test_an_invoice_never_goes_below_zero(story: Story) -> None:
    """
    setting  refund lines are negative line
    listed   NRD-OFF-Y 12.00
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    order    B change of A
    line     0 x NRD-OFF-M
    line     1 x NRD-OFF-Y
    starts   2026-12-01
    then     a person syncs
    then     a person approves the invoice of A
    then     B is told
    then     a person syncs
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    credit   B draft AUD for Harbour & Sons Pty Ltd, reference Credit for INV-0001 of 2026-11-21, subtotal 83.33,
             total 91.66
    line     1 x 83.33 = 83.33 account 200 tax OUTPUT mark {B}/3
    invoice  A authorised AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 125.00, total 137.50
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {A}/1
    invoice  B draft AUD for Harbour & Sons Pty Ltd, reference {B}, subtotal 11.67, total 12.84
    line     1 x 11.6712 = 11.67 account 200 tax OUTPUT mark {B}/2
    task     A synced
    task     B synced
    """
    story.plays()


def test_where_only_the_quantity_changes_the_decrease_pays_for_the_increase(story: Story) -> None:
    """
    setting  reductions are quantity changes only
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    order    B change of A
    line     0 x NRD-OFF-M
    line     5 x NRD-OFF-Y
    starts   2026-12-01
    then     a person syncs
    then     a person approves the invoice of A
    then     B is told
    then     a person syncs
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    credit   B draft AUD for Harbour & Sons Pty Ltd, reference Credit for INV-0001 of 2026-11-21, subtotal 83.33,
             total 91.66
    line     1 x 83.33 = 83.33 account 200 tax OUTPUT mark {B}/3
    invoice  A authorised AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 125.00, total 137.50
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {A}/1
    invoice  B draft AUD for Harbour & Sons Pty Ltd, reference {B}, subtotal 671.10, total 738.21
    line     5 x 134.2192 = 671.10 account 200 tax OUTPUT mark {B}/2
    task     A synced
    task     B synced
    """
    story.plays()


def test_and_for_no_more_than_that(story: Story) -> None:
    """
    setting  reductions are quantity changes only
    listed   NRD-OFF-Y 12.00
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    order    B change of A
    line     0 x NRD-OFF-M
    line     1 x NRD-OFF-Y
    starts   2026-12-01
    then     a person syncs
    then     a person approves the invoice of A
    then     B is told
    then     a person syncs
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    credit   B draft AUD for Harbour & Sons Pty Ltd, reference Credit for INV-0001 of 2026-11-21, subtotal 11.67,
             total 12.84
    line     1 x 11.67 = 11.67 account 200 tax OUTPUT mark {B}/3
    invoice  A authorised AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 125.00, total 137.50
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {A}/1
    invoice  B draft AUD for Harbour & Sons Pty Ltd, reference {B}, subtotal 11.67, total 12.84
    line     1 x 11.6712 = 11.67 account 200 tax OUTPUT mark {B}/2
    task     A synced
    task     B synced
    """
    story.plays()


def test_where_it_is_asked_nothing_of_the_order_is_made(story: Story) -> None:
    """
    setting  reductions are ask
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    order    B change of A
    line     0 x NRD-OFF-M
    line     5 x NRD-OFF-Y
    starts   2026-12-01
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 125.00, total 137.50
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {A}/1
    task     A synced
    task     B attention XI-605
    because  {B} takes back Northwind Office, monthly; a refund comes to 83.33 AUD.
    """
    story.plays()


def test_a_change_after_a_line_below_zero_gives_back_the_rest_only(story: Story) -> None:
    """
    setting  refund lines are negative line
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    order    B change of A
    line     5 x NRD-OFF-M
    line     5 x NRD-OFF-Y
    starts   2026-12-01
    order    C change of A
    line     0 x NRD-OFF-M
    starts   2026-12-01
    then     a person syncs
    then     a person approves the invoice of A
    then     B is told
    then     a person syncs
    then     C is told
    then     a person syncs
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    credit   C draft AUD for Harbour & Sons Pty Ltd, reference Credit for INV-0001 of 2026-11-21, subtotal 41.66,
             total 45.83
    line     1 x 41.66 = 41.66 account 200 tax OUTPUT mark {C}/3
    invoice  A authorised AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 125.00, total 137.50
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {A}/1
    invoice  B draft AUD for Harbour & Sons Pty Ltd, reference {B}, subtotal 629.43, total 692.37
    line     5 x 134.2192 = 671.10 account 200 tax OUTPUT mark {B}/2
    line     1 x -41.67 = -41.67 account 200 tax OUTPUT mark {B}/3
    task     A synced
    task     B synced
    task     C synced
    """
    story.plays()


def test_across_two_price_lists_the_credit_is_at_the_billed_price_and_the_charge_at_the_new_one(story: Story) -> None:
    """
    listed   NRD-OFF-M 13.00 from 2026-12-05 on
    listed   NRD-OFF-Y 146.00 from 2026-12-05 on
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    order    B change of A
    line     4 x NRD-OFF-M
    line     1 x NRD-OFF-Y
    starts   2026-12-11
    then     a person syncs
    then     a person approves the invoice of A
    then     the clock moves to 2026-12-11
    then     B is told
    then     a person syncs
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    credit   B draft AUD for Harbour & Sons Pty Ltd, reference Credit for INV-0001 of 2026-11-21, subtotal 25.00, total
             27.50
    line     1 x 25.00 = 25.00 account 200 tax OUTPUT mark {B}/3
    invoice  A authorised AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 125.00, total 137.50, dated 2026-11-21
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {A}/1
    invoice  B draft AUD for Harbour & Sons Pty Ltd, reference {B}, subtotal 138.00, total 151.80
    line     1 x 138.00 = 138.00 account 200 tax OUTPUT mark {B}/2
    task     A synced
    task     B synced
    """
    story.plays()


def test_after_a_transfer_the_new_customer_is_charged_and_the_former_one_credited(story: Story) -> None:
    """
    setting  refund lines are negative line
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     5 x NRD-OFF-M
    order    T transfer of A to Bräuer Design Studio
    starts   2026-12-01
    order    B change of A
    line     0 x NRD-OFF-M
    line     1 x NRD-OFF-Y
    starts   2026-12-05
    then     a person syncs
    then     a person approves the invoice of A
    then     T is told
    then     B is told
    then     a person syncs
    ---
    contact  Bräuer Design Studio, numbered
    contact  Harbour & Sons Pty Ltd, numbered
    credit   B draft AUD for Harbour & Sons Pty Ltd, reference Credit for INV-0001 of 2026-11-21, subtotal 33.33, total
             36.66
    line     1 x 33.33 = 33.33 account 200 tax OUTPUT mark {B}/3
    invoice  A authorised AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 62.50, total 68.75
    line     5 x 12.50 = 62.50 account 200 tax OUTPUT mark {A}/1
    invoice  B draft AUD for Bräuer Design Studio, reference {B}, subtotal 132.71, total 145.98
    line     1 x 132.7068 = 132.71 account 200 tax OUTPUT mark {B}/2
    task     A synced
    task     B synced
    task     T ignored
    """
    story.plays()

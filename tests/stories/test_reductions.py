from __future__ import annotations

from tests.stories.story import Story


def test_our_unedited_draft_is_reduced(story: Story) -> None:
    """
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


def test_a_draft_that_would_be_empty_is_deleted(story: Story) -> None:
    """
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    order    B change of A
    line     0 x NRD-OFF-M
    starts   2026-11-21
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A deleted AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 125.00, total 137.50
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {A}/1
    task     A synced
    task     B synced
    """
    story.plays()


def test_a_draft_that_a_person_edited_asks_a_person(story: Story) -> None:
    """
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    order    B change of A
    line     7 x NRD-OFF-M
    starts   2026-12-01
    then     a person syncs
    then     a person edits the invoice of A
    then     B is told
    then     a person syncs
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference changed by hand, subtotal 125.00, total 137.50
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {A}/1
    text     Northwind Office, monthly, per month from 2026-11-21
    task     A synced
    task     B attention XI-701
    because  What {B} is to give back cannot be worked out from INV-0001: its reference was changed in Xero.
    """
    story.plays()


def test_an_approved_invoice_gets_a_credit_note_that_is_set_off_once_it_is_approved(story: Story) -> None:
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
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    credit   B draft AUD for Harbour & Sons Pty Ltd, reference Credit for INV-0001 of 2026-11-21, subtotal 25.00,
             total 27.50
    line     1 x 25.00 = 25.00 account 200 tax OUTPUT mark {B}/2
    text     Credit: Northwind Office, monthly, per month from 2026-11-21, 2026-12-01 to before 2026-12-21, reduced
             from 10 to 7 (3 x 12.5 AUD x 20/30 of a month)
    invoice  A authorised AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 125.00, total 137.50
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {A}/1
    text     Northwind Office, monthly, per month from 2026-11-21
    task     A synced
    task     B synced
    because  Draft credit note CN-0001 created in Harbour Cloud Ltd.
    """
    story.plays()


def test_a_part_paid_invoice_too_and_the_rest_stays_open(story: Story) -> None:
    """
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    order    B change of A
    line     7 x NRD-OFF-M
    starts   2026-12-01
    then     a person syncs
    then     a person approves the invoice of A
    then     a person pays 130.00 of the invoice of A
    then     B is told
    then     a person syncs
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    credit   B draft AUD for Harbour & Sons Pty Ltd, reference Credit for INV-0001 of 2026-11-21, subtotal 25.00,
             total 27.50
    line     1 x 25.00 = 25.00 account 200 tax OUTPUT mark {B}/2
    invoice  A authorised AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 125.00, total 137.50
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {A}/1
    task     A synced
    task     B synced XI-702
    because  Draft credit note CN-0001 created in Harbour Cloud Ltd. 20.00 AUD of the credit for INV-0001 stays
             open: nothing is due on it to set it off against.
    """
    story.plays()


def test_a_paid_invoice_gets_a_credit_note_that_stays_open(story: Story) -> None:
    """
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    order    B change of A
    line     7 x NRD-OFF-M
    starts   2026-12-01
    then     a person syncs
    then     a person approves the invoice of A
    then     a person pays the invoice of A
    then     B is told
    then     a person syncs
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    credit   B draft AUD for Harbour & Sons Pty Ltd, reference Credit for INV-0001 of 2026-11-21, subtotal 25.00,
             total 27.50
    line     1 x 25.00 = 25.00 account 200 tax OUTPUT mark {B}/2
    invoice  A paid AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 125.00, total 137.50
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {A}/1
    task     A synced
    task     B synced XI-702
    because  Draft credit note CN-0001 created in Harbour Cloud Ltd. 27.50 AUD of the credit for INV-0001 stays
             open: nothing is due on it to set it off against.
    """
    story.plays()


def test_a_voided_invoice_has_nothing_to_credit(story: Story) -> None:
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
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A voided AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 125.00, total 137.50
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {A}/1
    task     A synced
    task     B synced
    because  Nothing to invoice: INV-0001 is voided in Xero: there is nothing to credit, and what it billed is free.
    """
    story.plays()


def test_our_unedited_invoice_that_awaits_approval_is_reduced(story: Story) -> None:
    """
    setting  document status is awaiting approval
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    order    B change of A
    line     7 x NRD-OFF-M
    starts   2026-12-01
    then     a person syncs
    then     B is told
    then     a person syncs
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A submitted AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 100.00, total 110.00
    line     1 x 100.00 = 100.00 account 200 tax OUTPUT mark {A}/1
    task     A synced
    task     B synced
    """
    story.plays()


def test_an_invoice_that_a_person_deleted_has_nothing_to_credit(story: Story) -> None:
    """
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    order    B change of A
    line     7 x NRD-OFF-M
    starts   2026-12-01
    then     a person syncs
    then     a person deletes the invoice of A
    then     B is told
    then     a person syncs
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A deleted AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 125.00, total 137.50
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {A}/1
    task     A synced
    task     B synced
    because  Nothing to invoice: INV-0001 is deleted in Xero: there is nothing to credit, and what it billed is free.
    """
    story.plays()


def test_several_invoices_share_a_credit_note(story: Story) -> None:
    """
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    order    B change of A
    line     14 x NRD-OFF-M
    starts   2026-12-01
    order    C change of A
    line     6 x NRD-OFF-M
    starts   2026-12-11
    then     a person syncs
    then     a person approves the invoice of A
    then     a person approves the invoice of B
    then     C is told
    then     a person syncs
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    credit   C draft AUD for Harbour & Sons Pty Ltd, reference Credit for INV-0002 of 2026-11-21, INV-0001 of
             2026-11-21, subtotal 33.34, total 36.68
    line     1 x 16.67 = 16.67 account 200 tax OUTPUT mark {C}/2
    line     1 x 16.67 = 16.67 account 200 tax OUTPUT mark {C}/3
    invoice  A authorised AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 125.00, total 137.50
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {A}/1
    invoice  B authorised AUD for Harbour & Sons Pty Ltd, reference {B}, subtotal 33.33, total 36.66
    line     4 x 8.3333 = 33.33 account 200 tax OUTPUT mark {B}/1
    task     A synced
    task     B synced
    task     C synced
    because  Draft credit note CN-0001 created in Harbour Cloud Ltd.
    """
    story.plays()


def test_reductions_one_after_the_other_give_back_no_more_than_was_billed(story: Story) -> None:
    """
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    order    B change of A
    line     7 x NRD-OFF-M
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
    credit   B draft AUD for Harbour & Sons Pty Ltd, reference Credit for INV-0001 of 2026-11-21, subtotal 25.00,
             total 27.50
    line     1 x 25.00 = 25.00 account 200 tax OUTPUT mark {B}/2
    credit   C draft AUD for Harbour & Sons Pty Ltd, reference Credit for INV-0001 of 2026-11-21, subtotal 58.33,
             total 64.16
    line     1 x 58.33 = 58.33 account 200 tax OUTPUT mark {C}/2
    invoice  A authorised AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 125.00, total 137.50
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {A}/1
    task     A synced
    task     B synced
    task     C synced
    """
    story.plays()


def test_where_only_the_quantity_changes_what_is_billed_stays_and_a_re_add_costs_nothing(story: Story) -> None:
    """
    setting  reductions are quantity changes only
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    order    B change of A
    line     7 x NRD-OFF-M
    starts   2026-12-01
    order    C change of A
    line     9 x NRD-OFF-M
    starts   2026-12-11
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 125.00, total 137.50
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {A}/1
    task     A synced
    task     B synced
    because  Nothing to invoice: Northwind Office, monthly: nothing to credit: billed up to 2026-12-20; the quantity
             changes from 2026-12-21.
    task     C synced
    because  Nothing to invoice: Northwind Office, monthly: 9 are billed already up to 2026-12-20.
    """
    story.plays()


def test_where_it_is_asked_the_amount_is_said(story: Story) -> None:
    """
    setting  reductions are ask
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
    task     B attention XI-605
    because  {B} takes back Northwind Office, monthly; a refund comes to 25.00 AUD.
    """
    story.plays()


def test_inside_the_first_seven_days_of_the_period_it_is_refunded(story: Story) -> None:
    """
    setting  reductions are within days
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    order    B change of A
    line     7 x NRD-OFF-M
    starts   2026-11-27
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 95.00, total 104.50
    line     1 x 95.00 = 95.00 account 200 tax OUTPUT mark {A}/1
    task     A synced
    task     B synced
    because  Invoice INV-0001 reduced.
    """
    story.plays()


def test_after_them_it_is_not(story: Story) -> None:
    """
    setting  reductions are within days
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    order    B change of A
    line     7 x NRD-OFF-M
    starts   2026-11-28
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


def test_the_credit_is_set_off_once_a_person_has_approved_it(story: Story) -> None:
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
    then     20 minutes pass
    then     the schedule fires
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    credit   B paid AUD for Harbour & Sons Pty Ltd, reference Credit for INV-0001 of 2026-11-21, subtotal 25.00,
             total 27.50
    line     1 x 25.00 = 25.00 account 200 tax OUTPUT mark {B}/2
    allocation 27.50 to A
    invoice  A authorised AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 125.00, total 137.50
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {A}/1
    task     A synced
    task     B synced
    """
    story.plays()


def test_a_credit_note_that_a_person_voided_counts_no_more(story: Story) -> None:
    """
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    order    B change of A
    line     7 x NRD-OFF-M
    starts   2026-12-01
    order    C change of A
    line     6 x NRD-OFF-M
    starts   2026-12-11
    then     a person syncs
    then     a person approves the invoice of A
    then     B is told
    then     a person syncs
    then     a person deletes the credit note of B
    then     C is told
    then     a person syncs
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    credit   B deleted AUD for Harbour & Sons Pty Ltd, reference Credit for INV-0001 of 2026-11-21, subtotal 25.00,
             total 27.50
    line     1 x 25.00 = 25.00 account 200 tax OUTPUT mark {B}/2
    credit   C draft AUD for Harbour & Sons Pty Ltd, reference Credit for INV-0001 of 2026-11-21, subtotal 4.17,
             total 4.59
    line     1 x 4.17 = 4.17 account 200 tax OUTPUT mark {C}/2
    invoice  A authorised AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 125.00, total 137.50
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {A}/1
    task     A synced
    task     B synced
    because  Draft credit note CN-0001 created in Harbour Cloud Ltd.
    task     C synced
    because  Draft credit note CN-0002 created in Harbour Cloud Ltd.
    """
    story.plays()


def test_an_invoice_that_a_person_lowered_gives_back_no_more_than_it_has(story: Story) -> None:
    """
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    order    B change of A
    line     0 x NRD-OFF-M
    starts   2026-12-01
    then     a person syncs
    then     a person lowers the invoice of A to 5.00
    then     a person approves the invoice of A
    then     B is told
    then     a person syncs
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    credit   B draft AUD for Harbour & Sons Pty Ltd, reference Credit for INV-0001 of 2026-11-21, subtotal 50.00,
             total 55.00
    line     10 x 5.00 = 50.00 account 200 tax OUTPUT mark {B}/2
    invoice  A authorised AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 50.00, total 55.00
    line     10 x 5.00 = 50.00 account 200 tax OUTPUT mark {A}/1
    task     A synced
    task     B synced
    """
    story.plays()


def test_what_is_charged_once_is_credited_in_its_first_seven_days(story: Story) -> None:
    """
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    line     2 x NRD-SETUP
    order    B change of A
    line     10 x NRD-OFF-M
    line     1 x NRD-SETUP
    starts   2026-11-23
    order    C change of A
    line     10 x NRD-OFF-M
    line     0 x NRD-SETUP
    starts   2026-12-01
    then     a person syncs
    then     a person approves the invoice of A
    then     B is told
    then     a person syncs
    then     C is told
    then     a person syncs
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    credit   B draft AUD for Harbour & Sons Pty Ltd, reference Credit for INV-0001 of 2026-11-21, subtotal 250.00,
             total 275.00
    line     1 x 250.00 = 250.00 account 260 tax OUTPUT mark {B}/3
    invoice  A authorised AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 625.00, total 687.50
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {A}/1
    line     2 x 250.00 = 500.00 account 260 tax OUTPUT mark {A}/2
    task     A synced
    task     B synced
    because  Draft credit note CN-0001 created in Harbour Cloud Ltd.
    task     C synced
    because  Nothing to invoice: Northwind Office, monthly: the quantity stays as it is; Onboarding: nothing to
             credit: what is charged once is credited in its first 7 days only.
    """
    story.plays()


def test_of_a_shared_invoice_the_line_of_the_order_alone_is_credited(story: Story) -> None:
    """
    setting  invoice target is the latest draft
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    order    B purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     3 x NRD-OFF-M
    order    C change of B
    line     2 x NRD-OFF-M
    starts   2026-12-01
    then     a person syncs
    then     a person approves the invoice of B
    then     C is told
    then     a person syncs
    then     a person approves the credit note of C
    then     20 minutes pass
    then     the schedule fires
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    credit   C paid AUD for Harbour & Sons Pty Ltd, reference Credit for INV-0001 of 2026-11-21, subtotal 8.33, total
             9.16
    line     1 x 8.33 = 8.33 account 200 tax OUTPUT mark {C}/2
    allocation 9.16 to B
    invoice  A and B authorised AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 162.50, total 178.75
    line     3 x 12.50 = 37.50 account 200 tax OUTPUT mark {B}/1
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {A}/1
    task     A synced
    task     B synced
    task     C synced
    """
    story.plays()


def test_of_a_shared_draft_the_line_of_the_order_alone_is_taken_off(story: Story) -> None:
    """
    setting  invoice target is the latest draft
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    order    B purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     3 x NRD-OFF-M
    order    C change of B
    line     0 x NRD-OFF-M
    starts   2026-11-21
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 125.00, total 137.50
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {A}/1
    task     A synced
    task     B synced
    task     C synced
    """
    story.plays()


def test_a_credit_note_is_set_off_against_the_newest_invoice_first(story: Story) -> None:
    """
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    order    B change of A
    line     14 x NRD-OFF-M
    starts   2026-12-01
    order    C change of A
    line     6 x NRD-OFF-M
    starts   2026-12-11
    then     a person syncs
    then     a person approves the invoice of A
    then     a person approves the invoice of B
    then     C is told
    then     a person syncs
    then     a person approves the credit note of C
    then     20 minutes pass
    then     the schedule fires
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    credit   C paid AUD for Harbour & Sons Pty Ltd, reference Credit for INV-0002 of 2026-11-21, INV-0001 of 2026-11-21,
             subtotal 33.34, total 36.68
    line     1 x 16.67 = 16.67 account 200 tax OUTPUT mark {C}/2
    line     1 x 16.67 = 16.67 account 200 tax OUTPUT mark {C}/3
    allocation 36.66 to B
    allocation 0.02 to A
    invoice  A authorised AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 125.00, total 137.50
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {A}/1
    invoice  B paid AUD for Harbour & Sons Pty Ltd, reference {B}, subtotal 33.33, total 36.66
    line     4 x 8.3333 = 33.33 account 200 tax OUTPUT mark {B}/1
    task     A synced
    task     B synced
    task     C synced
    """
    story.plays()


def test_a_credit_of_amounts_with_tax_has_the_tax_in_it(story: Story) -> None:
    """
    setting  line amounts are with tax
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    order    B change of A
    line     7 x NRD-OFF-M
    starts   2026-12-01
    then     a person syncs
    then     a person approves the invoice of A
    then     B is told
    then     a person syncs
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    credit   B draft AUD for Harbour & Sons Pty Ltd, reference Credit for INV-0001 of 2026-11-21, subtotal 25.00, total
             27.50
    line     1 x 27.50 = 27.50 account 200 tax OUTPUT mark {B}/2
    invoice  A authorised AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 125.00, total 137.50, amounts
             Inclusive
    line     10 x 13.75 = 137.50 account 200 tax OUTPUT mark {A}/1
    task     A synced
    task     B synced
    """
    story.plays()


def test_a_proration_on_a_line_of_its_own_is_credited_by_its_days(story: Story) -> None:
    """
    setting  proration is a separate line
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    starts   2026-11-21
    period   until 2026-12-01
    order    B change of A
    line     7 x NRD-OFF-M
    starts   2026-11-26
    then     a person syncs
    then     a person approves the invoice of A
    then     B is told
    then     a person syncs
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    credit   B draft AUD for Harbour & Sons Pty Ltd, reference Credit for INV-0001 of 2026-11-21, subtotal 6.25, total
             6.88
    line     1 x 6.25 = 6.25 account 200 tax OUTPUT mark {B}/2
    invoice  A authorised AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 41.67, total 45.84
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {A}/1
    line     1 x -83.33 = -83.33 account 200 tax OUTPUT mark {A}/2
    task     A synced
    task     B synced
    """
    story.plays()


def test_a_draft_in_a_locked_period_is_not_touched(story: Story) -> None:
    """
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    order    B change of A
    line     7 x NRD-OFF-M
    starts   2026-12-01
    then     a person syncs
    then     the clock moves to 2026-12-05
    then     the lock moves to 2026-11-30
    then     B is told
    then     a person syncs
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 125.00, total 137.50, dated 2026-11-21
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {A}/1
    task     A synced
    task     B waiting
    """
    story.plays()


def test_a_credit_of_a_locked_invoice_is_dated_and_set_off_today(story: Story) -> None:
    """
    setting  document date is the service start
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    order    B change of A
    line     7 x NRD-OFF-M
    starts   2026-12-01
    then     a person syncs
    then     a person approves the invoice of A
    then     the clock moves to 2026-12-05
    then     the lock moves to 2026-11-30
    then     B is told
    then     a person syncs
    then     a person approves the credit note of B
    then     20 minutes pass
    then     the schedule fires
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    credit   B paid AUD for Harbour & Sons Pty Ltd, reference Credit for INV-0001 of 2026-11-21, subtotal 25.00, total
             27.50
    line     1 x 25.00 = 25.00 account 200 tax OUTPUT mark {B}/2
    allocation 27.50 to A
    invoice  A authorised AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 125.00, total 137.50, dated 2026-11-21
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {A}/1
    task     A synced
    task     B synced
    """
    story.plays()


def test_more_and_less_on_one_day_leave_nothing(story: Story) -> None:
    """
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    order    B change of A
    line     14 x NRD-OFF-M
    starts   2026-12-01
    order    C change of A
    line     10 x NRD-OFF-M
    starts   2026-12-01
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 125.00, total 137.50
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {A}/1
    invoice  B deleted AUD for Harbour & Sons Pty Ltd, reference {B}, subtotal 33.33, total 36.66
    line     4 x 8.3333 = 33.33 account 200 tax OUTPUT mark {B}/1
    task     A synced
    task     B synced
    task     C synced
    """
    story.plays()


def test_a_window_of_ten_days_refunds_a_reduction_on_its_last_day(story: Story) -> None:
    """
    setting  reductions are within days
    setting  days of reductions are 10
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    order    B change of A
    line     7 x NRD-OFF-M
    starts   2026-11-30
    then     a person syncs
    then     a person approves the invoice of A
    then     B is told
    then     a person syncs
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A authorised AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 125.00, total 137.50
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {A}/1
    credit   B draft AUD for Harbour & Sons Pty Ltd, reference Credit for INV-0001 of 2026-11-21, subtotal 26.25,
             total 28.88
    line     1 x 26.25 = 26.25 account 200 tax OUTPUT mark {B}/2
    task     A synced
    task     B synced
    """
    story.plays()


def test_a_window_of_ten_days_ends_a_reduction_after_its_last_day(story: Story) -> None:
    """
    setting  reductions are within days
    setting  days of reductions are 10
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    order    B change of A
    line     7 x NRD-OFF-M
    starts   2026-12-01
    then     a person syncs
    then     a person approves the invoice of A
    then     B is told
    then     a person syncs
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A authorised AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 125.00, total 137.50
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {A}/1
    task     A synced
    task     B synced
    """
    story.plays()

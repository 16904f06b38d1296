from __future__ import annotations

from tests.stories.story import Story


def test_unless_a_rule_is_chosen_a_cancellation_asks_a_person(story: Story) -> None:
    """
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    order    B cancel of A
    starts   2026-12-01
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 125.00, total 137.50
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {A}/1
    task     A synced
    task     B attention XI-703
    because  {B} cancels Northwind Office, monthly; a credit of what is billed of the days after it comes to 83.33
             AUD.
    """
    story.plays()


def test_the_unused_part_is_credited_where_that_is_chosen(story: Story) -> None:
    """
    setting  cancellation is credit unused part
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    order    B cancel of A
    starts   2026-12-01
    then     a person syncs
    then     a person approves the invoice of A
    then     B is told
    then     a person syncs
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    credit   B draft AUD for Harbour & Sons Pty Ltd, reference Credit for INV-0001 of 2026-11-21, subtotal 83.33,
             total 91.66
    line     1 x 83.33 = 83.33 account 200 tax OUTPUT mark {B}/2
    invoice  A authorised AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 125.00, total 137.50
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {A}/1
    task     A synced
    task     B synced
    because  Draft credit note CN-0001 created in Harbour Cloud Ltd.
    """
    story.plays()


def test_a_draft_is_reduced(story: Story) -> None:
    """
    setting  cancellation is credit unused part
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


def test_with_no_credit_what_is_billed_stays(story: Story) -> None:
    """
    setting  cancellation is no credit
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    order    B cancel of A
    starts   2026-12-01
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 125.00, total 137.50
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {A}/1
    task     A synced
    task     B synced
    because  Nothing to credit: Northwind Office, monthly: by the settings a cancellation gives nothing back.
    """
    story.plays()


def test_inside_the_first_seven_days_it_is_credited_with_what_was_charged_once(story: Story) -> None:
    """
    setting  cancellation is within days
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    line     1 x NRD-SETUP
    order    B cancel of A
    starts   2026-11-27
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 25.00, total 27.50
    line     1 x 25.00 = 25.00 account 200 tax OUTPUT mark {A}/1
    task     A synced
    task     B synced
    because  Invoice INV-0001 reduced.
    """
    story.plays()


def test_after_them_it_is_not(story: Story) -> None:
    """
    setting  cancellation is within days
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    line     1 x NRD-SETUP
    order    B cancel of A
    starts   2026-11-28
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 375.00, total 412.50
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {A}/1
    line     1 x 250.00 = 250.00 account 260 tax OUTPUT mark {A}/2
    task     A synced
    task     B synced
    because  Nothing to credit: Northwind Office, monthly: a cancellation is credited in the first 7 days only, here
             from 2026-11-21; Onboarding: what is charged once is credited in its first 7 days only.
    """
    story.plays()


def test_at_the_end_of_the_period_there_is_nothing_to_credit_and_nothing_to_ask(story: Story) -> None:
    """
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    order    B cancel of A
    starts   2026-12-21
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 125.00, total 137.50
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {A}/1
    task     A synced
    task     B synced
    because  Nothing to credit: Northwind Office, monthly: billed up to 2026-12-20.
    """
    story.plays()


def test_what_begins_and_ends_on_one_day_is_credited_in_full_whatever_the_settings_say(story: Story) -> None:
    """
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    line     1 x NRD-SETUP
    order    B cancel of A
    starts   2026-11-21
    then     a person syncs
    then     a person approves the invoice of A
    then     B is told
    then     a person syncs
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    credit   B draft AUD for Harbour & Sons Pty Ltd, reference Credit for INV-0001 of 2026-11-21, subtotal 375.00,
             total 412.50
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {B}/3
    line     1 x 250.00 = 250.00 account 260 tax OUTPUT mark {B}/4
    invoice  A authorised AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 375.00, total 412.50
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {A}/1
    line     1 x 250.00 = 250.00 account 260 tax OUTPUT mark {A}/2
    task     A synced
    task     B synced
    because  Draft credit note CN-0001 created in Harbour Cloud Ltd.
    """
    story.plays()


def test_the_unused_part_leaves_out_what_was_charged_once_longer_ago(story: Story) -> None:
    """
    setting  cancellation is credit unused part
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    line     1 x NRD-SETUP
    order    B cancel of A
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
    invoice  A authorised AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 375.00, total 412.50
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {A}/1
    line     1 x 250.00 = 250.00 account 260 tax OUTPUT mark {A}/2
    task     A synced
    task     B synced
    because  Draft credit note CN-0001 created in Harbour Cloud Ltd.
    """
    story.plays()


def test_a_paid_invoice_gets_a_credit_note_that_stays_open(story: Story) -> None:
    """
    setting  cancellation is credit unused part
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    order    B cancel of A
    starts   2026-12-01
    then     a person syncs
    then     a person approves the invoice of A
    then     a person pays the invoice of A
    then     B is told
    then     a person syncs
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    credit   B draft AUD for Harbour & Sons Pty Ltd, reference Credit for INV-0001 of 2026-11-21, subtotal 83.33,
             total 91.66
    line     1 x 83.33 = 83.33 account 200 tax OUTPUT mark {B}/2
    invoice  A paid AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 125.00, total 137.50
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {A}/1
    task     A synced
    task     B synced XI-702
    because  Draft credit note CN-0001 created in Harbour Cloud Ltd. 91.66 AUD of the credit for INV-0001 stays
             open: nothing is due on it to set it off against.
    """
    story.plays()


def test_after_a_reduction_only_the_rest_is_credited(story: Story) -> None:
    """
    setting  cancellation is credit unused part
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    order    B change of A
    line     7 x NRD-OFF-M
    starts   2026-12-01
    order    C cancel of A
    starts   2026-12-11
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
    credit   C draft AUD for Harbour & Sons Pty Ltd, reference Credit for INV-0001 of 2026-11-21, subtotal 29.17,
             total 32.09
    line     1 x 29.17 = 29.17 account 200 tax OUTPUT mark {C}/2
    invoice  A authorised AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 125.00, total 137.50
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {A}/1
    task     A synced
    task     B synced
    because  Draft credit note CN-0001 created in Harbour Cloud Ltd.
    task     C synced
    because  Draft credit note CN-0002 created in Harbour Cloud Ltd.
    """
    story.plays()


def test_a_fixed_fee_stands_on_an_invoice_of_its_own(story: Story) -> None:
    """
    setting  cancellation is no credit
    setting  cancellation fee is 50 fixed
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    order    B cancel of A
    starts   2026-12-01
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 125.00, total 137.50
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {A}/1
    text     Northwind Office, monthly, per month from 2026-11-21
    invoice  B draft AUD for Harbour & Sons Pty Ltd, reference {B}, subtotal 50.00, total 55.00
    line     1 x 50.00 = 50.00 account 260 tax OUTPUT mark {B}/2
    text     Cancellation fee: Northwind Office, {asset} cancelled from 2026-12-01, a fixed fee
    task     A synced
    task     B synced
    """
    story.plays()


def test_a_fee_is_booked_by_its_own_mapping(story: Story) -> None:
    """
    setting  cancellation is no credit
    setting  cancellation fee is 50 fixed
    item     LEAVING
    fee      cancellation to item LEAVING with account 200
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    order    B cancel of A
    starts   2026-12-01
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 125.00, total 137.50
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {A}/1
    invoice  B draft AUD for Harbour & Sons Pty Ltd, reference {B}, subtotal 50.00, total 55.00
    line     1 x 50.00 = 50.00 account 200 tax OUTPUT item LEAVING mark {B}/2
    task     A synced
    task     B synced
    """
    story.plays()


def test_a_fee_may_be_a_percentage_of_what_is_left(story: Story) -> None:
    """
    setting  cancellation is credit unused part
    setting  cancellation fee is 10 % of what is left
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    order    B cancel of A
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
    text     Credit: Northwind Office, monthly, per month from 2026-11-21, 2026-12-01 to before 2026-12-21,
             cancelled (10 x 12.5 AUD x 20/30 of a month)
    invoice  A authorised AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 125.00, total 137.50
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {A}/1
    text     Northwind Office, monthly, per month from 2026-11-21
    invoice  B draft AUD for Harbour & Sons Pty Ltd, reference {B}, subtotal 8.33, total 9.16
    line     1 x 8.33 = 8.33 account 260 tax OUTPUT mark {B}/2
    text     Cancellation fee: Northwind Office, {asset} cancelled from 2026-12-01, 10 % of the 83.33 AUD left
    task     A synced
    task     B synced
    """
    story.plays()


def test_fee_and_credit_share_an_invoice_where_that_is_chosen(story: Story) -> None:
    """
    setting  cancellation is credit unused part
    setting  refund lines are negative line
    setting  cancellation fee is 100 fixed
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    order    B cancel of A
    starts   2026-12-01
    then     a person syncs
    then     a person approves the invoice of A
    then     B is told
    then     a person syncs
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A authorised AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 125.00, total 137.50
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {A}/1
    text     Northwind Office, monthly, per month from 2026-11-21
    invoice  B draft AUD for Harbour & Sons Pty Ltd, reference {B}, subtotal 16.67, total 18.34
    line     1 x 100.00 = 100.00 account 260 tax OUTPUT mark {B}/2
    text     Cancellation fee: Northwind Office, {asset} cancelled from 2026-12-01, a fixed fee
    line     1 x -83.33 = -83.33 account 200 tax OUTPUT mark {B}/3
    text     Credit: Northwind Office, monthly, per month from 2026-11-21, 2026-12-01 to before 2026-12-21,
             cancelled (10 x 12.5 AUD x 20/30 of a month)
    task     A synced
    task     B synced
    """
    story.plays()


def test_a_fee_may_be_what_is_left_of_the_committed_periods(story: Story) -> None:
    """
    setting  cancellation is no credit
    setting  cancellation fee is 0 the remaining committed periods
    committed NRD-OFF-M to 12 periods
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    order    B cancel of A
    starts   2026-12-01
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 125.00, total 137.50
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {A}/1
    text     Northwind Office, monthly, per month from 2026-11-21
    invoice  B draft AUD for Harbour & Sons Pty Ltd, reference {B}, subtotal 1375.00, total 1512.50
    line     1 x 1375.00 = 1375.00 account 260 tax OUTPUT mark {B}/2
    text     Cancellation fee: Northwind Office, {asset} cancelled from 2026-12-01, 10 x 12.5 AUD x 11 committed
             periods
    task     A synced
    task     B synced
    """
    story.plays()


def test_a_commitment_is_for_the_seats_in_force_and_not_for_those_that_only_stay_covered(story: Story) -> None:
    """
    setting  reductions are quantity changes only
    setting  cancellation is no credit
    setting  cancellation fee is 0 the remaining committed periods
    committed NRD-OFF-M to 12 periods
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    order    B change of A
    line     7 x NRD-OFF-M
    starts   2026-12-01
    order    C cancel of A
    starts   2026-12-11
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 125.00, total 137.50
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {A}/1
    invoice  C draft AUD for Harbour & Sons Pty Ltd, reference {C}, subtotal 962.50, total 1058.75
    line     1 x 962.50 = 962.50 account 260 tax OUTPUT mark {C}/2
    task     A synced
    task     B synced
    task     C synced
    """
    story.plays()


def test_a_commitment_that_the_marketplace_does_not_tell_asks_a_person(story: Story) -> None:
    """
    committed NRD-OFF-M to no known number of periods
    setting  cancellation is credit unused part
    setting  cancellation fee is 0 the remaining committed periods
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    order    B cancel of A
    starts   2026-12-01
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 125.00, total 137.50
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {A}/1
    task     A synced
    task     B attention XI-706
    because  {B} ends Northwind Office, monthly early, and what is left of its commitment is not known: Connect does
             not say to how many periods it was committed.
    """
    story.plays()


def test_after_a_cancellation_a_change_asks_a_person(story: Story) -> None:
    """
    setting  cancellation is credit unused part
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    order    B cancel of A
    starts   2026-12-01
    order    C change of A
    line     12 x NRD-OFF-M
    starts   2026-12-05
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 41.67, total 45.84
    line     1 x 41.67 = 41.67 account 200 tax OUTPUT mark {A}/1
    task     A synced
    task     B synced
    because  Invoice INV-0001 reduced.
    task     C attention XI-607
    because  {C} changes {asset}, which {B} cancelled from 2026-12-01 on.
    """
    story.plays()


def test_a_cancellation_that_is_synced_twice_is_credited_once(story: Story) -> None:
    """
    setting  cancellation is credit unused part
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    order    B cancel of A
    starts   2026-12-01
    then     a person syncs
    then     a person approves the invoice of A
    then     B is told
    then     a person syncs
    then     10 minutes pass
    then     a person syncs
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    credit   B draft AUD for Harbour & Sons Pty Ltd, reference Credit for INV-0001 of 2026-11-21, subtotal 83.33,
             total 91.66
    line     1 x 83.33 = 83.33 account 200 tax OUTPUT mark {B}/2
    invoice  A authorised AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 125.00, total 137.50
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {A}/1
    task     A synced
    task     B synced
    because  Draft credit note CN-0001 created in Harbour Cloud Ltd.
    """
    story.plays()


def test_a_draft_that_was_reduced_before_is_reduced_by_the_rest_only(story: Story) -> None:
    """
    setting  cancellation is credit unused part
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    order    B change of A
    line     7 x NRD-OFF-M
    starts   2026-12-01
    order    C cancel of A
    starts   2026-12-11
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 70.83, total 77.91
    line     1 x 70.83 = 70.83 account 200 tax OUTPUT mark {A}/1
    task     A synced
    task     B synced
    task     C synced
    """
    story.plays()


def test_what_was_given_up_and_ordered_again_is_credited_on_the_lines_that_bill_it(story: Story) -> None:
    """
    setting  cancellation is credit unused part
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    order    B change of A
    line     7 x NRD-OFF-M
    starts   2026-12-01
    order    C change of A
    line     9 x NRD-OFF-M
    starts   2026-12-06
    order    D cancel of A
    starts   2026-12-11
    then     a person syncs
    then     a person approves the invoice of A
    then     B is told
    then     a person syncs
    then     C is told
    then     a person syncs
    then     a person approves the invoice of C
    then     D is told
    then     a person syncs
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    credit   B draft AUD for Harbour & Sons Pty Ltd, reference Credit for INV-0001 of 2026-11-21, subtotal 25.00, total
             27.50
    line     1 x 25.00 = 25.00 account 200 tax OUTPUT mark {B}/2
    credit   D draft AUD for Harbour & Sons Pty Ltd, reference Credit for INV-0002 of 2026-11-21, INV-0001 of
             2026-11-21, subtotal 37.50, total 41.25
    line     1 x 8.33 = 8.33 account 200 tax OUTPUT mark {D}/2
    line     1 x 29.17 = 29.17 account 200 tax OUTPUT mark {D}/3
    invoice  A authorised AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 125.00, total 137.50
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {A}/1
    invoice  C authorised AUD for Harbour & Sons Pty Ltd, reference {C}, subtotal 12.50, total 13.75
    line     2 x 6.25 = 12.50 account 200 tax OUTPUT mark {C}/1
    task     A synced
    task     B synced
    task     C synced
    task     D synced
    """
    story.plays()


def test_what_is_cancelled_and_bought_again_on_one_day_is_billed_once(story: Story) -> None:
    """
    setting  auto-sync runs every five minutes
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    order    B cancel of A
    starts   2026-11-21
    order    C purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    then     the schedule fires
    then     the schedule fires every day until 2026-12-22
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A deleted AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 125.00, total 137.50, dated 2026-11-21
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {A}/1
    invoice  C draft AUD for Harbour & Sons Pty Ltd, reference {C}, subtotal 125.00, total 137.50, dated 2026-11-21
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {C}/1
    invoice  C@2026-12-21 draft AUD for Harbour & Sons Pty Ltd, reference {C@2026-12-21}, subtotal 125.00, total 137.50,
             dated 2026-12-21
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {C@2026-12-21}/1
    task     A synced
    task     B synced
    task     C synced
    task     C@2026-12-21 synced
    """
    story.plays()


def test_each_item_is_credited_for_the_days_of_its_own_period(story: Story) -> None:
    """
    setting  cancellation is credit unused part
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     5 x NRD-OFF-M
    line     1 x NRD-OFF-Y
    order    B cancel of A
    starts   2026-12-01
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 24.61, total 27.07
    line     1 x 20.83 = 20.83 account 200 tax OUTPUT mark {A}/1
    line     1 x 3.78 = 3.78 account 200 tax OUTPUT mark {A}/2
    task     A synced
    task     B synced
    """
    story.plays()


def test_a_period_that_began_after_it_is_given_back_although_a_cancellation_gives_nothing_back(story: Story) -> None:
    """
    setting  auto-sync runs every five minutes
    setting  cancellation is no credit
    setting  cancellation fee is 10 % of what is left
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     5 x NRD-OFF-M
    order    B cancel of A
    starts   2026-12-11
    then     the schedule fires every day until 2026-12-22
    then     B is told
    then     the schedule fires
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 62.50, total 68.75, dated 2026-11-22
    line     5 x 12.50 = 62.50 account 200 tax OUTPUT mark {A}/1
    invoice  A@2026-12-21 deleted AUD for Harbour & Sons Pty Ltd, reference {A@2026-12-21}, subtotal 62.50, total 68.75,
             dated 2026-12-21
    line     5 x 12.50 = 62.50 account 200 tax OUTPUT mark {A@2026-12-21}/1
    invoice  B draft AUD for Harbour & Sons Pty Ltd, reference {B}, subtotal 2.08, total 2.29
    line     1 x 2.08 = 2.08 account 260 tax OUTPUT mark {B}/2
    task     A synced
    task     A@2026-12-21 synced
    task     B synced
    """
    story.plays()


def test_a_period_that_began_with_it_is_given_back_and_nobody_is_asked(story: Story) -> None:
    """
    setting  auto-sync runs every five minutes
    setting  cancellation fee is 50 fixed
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     5 x NRD-OFF-M
    order    B cancel of A
    starts   2026-12-21
    then     the schedule fires every day until 2026-12-22
    then     B is told
    then     the schedule fires
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 62.50, total 68.75, dated 2026-11-22
    line     5 x 12.50 = 62.50 account 200 tax OUTPUT mark {A}/1
    invoice  A@2026-12-21 deleted AUD for Harbour & Sons Pty Ltd, reference {A@2026-12-21}, subtotal 62.50, total 68.75,
             dated 2026-12-21
    line     5 x 12.50 = 62.50 account 200 tax OUTPUT mark {A@2026-12-21}/1
    task     A synced
    task     A@2026-12-21 synced
    task     B synced
    """
    story.plays()


def test_after_a_transfer_each_customer_gets_back_what_it_was_billed(story: Story) -> None:
    """
    setting  auto-sync runs every five minutes
    setting  cancellation is credit unused part
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     5 x NRD-OFF-M
    order    T transfer of A to Bräuer Design Studio
    starts   2026-12-15
    order    C cancel of A
    starts   2026-12-11
    then     the schedule fires every day until 2026-12-15
    then     T is told
    then     the schedule fires every day until 2026-12-22
    then     a person approves the invoice of A
    then     a person approves the invoice of A@2026-12-21
    then     C is told
    then     the schedule fires
    ---
    contact  Bräuer Design Studio, numbered
    contact  Harbour & Sons Pty Ltd, numbered
    credit   C draft AUD for Bräuer Design Studio, reference Credit for INV-0002 of 2026-12-21, subtotal 62.50, total
             68.75
    line     5 x 12.50 = 62.50 account 200 tax OUTPUT mark {C}/2
    credit   C draft AUD for Harbour & Sons Pty Ltd, reference Credit for INV-0001 of 2026-11-22, subtotal 20.83, total
             22.91
    line     1 x 20.83 = 20.83 account 200 tax OUTPUT mark {C}/3
    invoice  A authorised AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 62.50, total 68.75, dated 2026-11-22
    line     5 x 12.50 = 62.50 account 200 tax OUTPUT mark {A}/1
    invoice  A@2026-12-21 authorised AUD for Bräuer Design Studio, reference {A@2026-12-21}, subtotal 62.50, total
             68.75, dated 2026-12-21
    line     5 x 12.50 = 62.50 account 200 tax OUTPUT mark {A@2026-12-21}/1
    task     A synced
    task     A@2026-12-21 synced
    task     C synced
    task     T ignored
    """
    story.plays()


def test_a_fee_below_the_credit_leaves_the_credit_on_a_note_of_its_own(story: Story) -> None:
    """
    setting  cancellation is credit unused part
    setting  refund lines are negative line
    setting  cancellation fee is 50 fixed
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    order    B cancel of A
    starts   2026-12-01
    then     a person syncs
    then     a person approves the invoice of A
    then     B is told
    then     a person syncs
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    credit   B draft AUD for Harbour & Sons Pty Ltd, reference Credit for INV-0001 of 2026-11-21, subtotal 83.33, total
             91.66
    line     1 x 83.33 = 83.33 account 200 tax OUTPUT mark {B}/3
    invoice  A authorised AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 125.00, total 137.50
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {A}/1
    invoice  B draft AUD for Harbour & Sons Pty Ltd, reference {B}, subtotal 50.00, total 55.00
    line     1 x 50.00 = 50.00 account 260 tax OUTPUT mark {B}/2
    task     A synced
    task     B synced
    """
    story.plays()


def test_no_credit_leaves_the_running_period_billed_where_the_cancellation_is_told_after_it(story: Story) -> None:
    """
    setting  auto-sync runs every five minutes
    setting  cancellation is no credit
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    order    B cancel of A
    starts   2027-01-05
    then     the schedule fires every day until 2027-01-06
    then     B is told
    then     the schedule fires every day until 2027-02-22
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 125.00, total 137.50, dated 2026-11-22
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {A}/1
    invoice  A@2026-12-21 draft AUD for Harbour & Sons Pty Ltd, reference {A@2026-12-21}, subtotal 125.00, total 137.50,
             dated 2026-12-21
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {A@2026-12-21}/1
    task     A synced
    task     A@2026-12-21 synced
    task     B synced
    """
    story.plays()


def test_no_credit_leaves_the_same_where_it_is_told_before_the_period_is_billed(story: Story) -> None:
    """
    setting  cancellation is no credit
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    order    B cancel of A
    starts   2027-01-05
    then     a person syncs
    then     the clock moves to 2027-01-06
    then     B is told
    then     the schedule fires
    then     a person syncs
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 125.00, total 137.50, dated 2026-11-21
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {A}/1
    invoice  A@2026-12-21 draft AUD for Harbour & Sons Pty Ltd, reference {A@2026-12-21}, subtotal 125.00, total 137.50
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {A@2026-12-21}/1
    task     A synced
    task     A@2026-12-21 synced
    task     B synced
    """
    story.plays()


def test_no_credit_leaves_the_same_in_arrears(story: Story) -> None:
    """
    setting  auto-sync runs every five minutes
    setting  arrears are Northwind Office
    setting  cancellation is no credit
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     5 x NRD-OFF-M
    order    B cancel of A
    starts   2026-12-01
    then     the schedule fires every day until 2026-12-01
    then     B is told
    then     the schedule fires every day until 2027-01-22
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A@2026-11-21 draft AUD for Harbour & Sons Pty Ltd, reference {A@2026-11-21}, subtotal 62.50, total 68.75,
             dated 2026-12-21
    line     5 x 12.50 = 62.50 account 200 tax OUTPUT mark {A@2026-11-21}/1
    task     A synced
    task     A@2026-11-21 synced
    task     B synced
    """
    story.plays()


def test_in_arrears_a_fixed_fee_is_due_for_what_ends_within_a_period(story: Story) -> None:
    """
    setting  auto-sync runs every five minutes
    setting  arrears are Northwind Office
    setting  cancellation is credit unused part
    setting  cancellation fee is 50 fixed
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     5 x NRD-OFF-M
    order    B cancel of A
    starts   2026-12-01
    then     the schedule fires every day until 2026-12-01
    then     B is told
    then     the schedule fires every day until 2026-12-22
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A@2026-11-21 draft AUD for Harbour & Sons Pty Ltd, reference {A@2026-11-21}, subtotal 20.83, total 22.91,
             dated 2026-12-21
    line     5 x 4.1667 = 20.83 account 200 tax OUTPUT mark {A@2026-11-21}/1
    invoice  B draft AUD for Harbour & Sons Pty Ltd, reference {B}, subtotal 50.00, total 55.00, dated 2026-12-02
    line     1 x 50.00 = 50.00 account 260 tax OUTPUT mark {B}/2
    task     A synced
    task     A@2026-11-21 synced
    task     B synced
    """
    story.plays()


def test_a_prorated_period_on_two_lines_that_is_cancelled_whole_leaves_no_draft_of_nothing(story: Story) -> None:
    """
    setting  proration is a separate line
    setting  cancellation is credit unused part
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     5 x NRD-OFF-M
    period   until 2026-12-01
    order    B cancel of A
    starts   2026-11-21
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A deleted AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 20.83, total 22.91
    line     5 x 12.50 = 62.50 account 200 tax OUTPUT mark {A}/1
    line     1 x -41.67 = -41.67 account 200 tax OUTPUT mark {A}/2
    task     A synced
    task     B synced
    because  Invoice INV-0001 deleted.
    """
    story.plays()


def test_seats_that_were_given_up_before_by_quantity_only_are_not_credited_with_the_others(story: Story) -> None:
    """
    setting  reductions are quantity changes only
    setting  cancellation is credit unused part
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    order    B change of A
    line     7 x NRD-OFF-M
    starts   2026-12-01
    order    C cancel of A
    starts   2026-12-11
    then     a person syncs
    then     a person approves the invoice of A
    then     B is told
    then     a person syncs
    then     C is told
    then     a person syncs
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A authorised AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 125.00, total 137.50
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {A}/1
    credit   C draft AUD for Harbour & Sons Pty Ltd, reference Credit for INV-0001 of 2026-11-21, subtotal 29.17,
             total 32.09
    line     1 x 29.17 = 29.17 account 200 tax OUTPUT mark {C}/2
    task     A synced
    task     B synced
    task     C synced
    """
    story.plays()


def test_a_purchase_that_is_sent_again_after_its_cancellation_bills_the_days_before_it(story: Story) -> None:
    """
    setting  cancellation is credit unused part
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    order    B cancel of A
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
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 41.67, total 45.84
    line     10 x 4.1667 = 41.67 account 200 tax OUTPUT mark {A}/1
    task     A synced
    task     B synced
    """
    story.plays()


def test_a_purchase_that_is_sent_again_after_a_cancellation_without_credit_bills_all_of_it(story: Story) -> None:
    """
    setting  cancellation is no credit
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    order    B cancel of A
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


def test_a_window_of_ten_days_refunds_a_cancellation_on_its_last_day(story: Story) -> None:
    """
    setting  cancellation is within days
    setting  days of cancellations are 10
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    order    B cancel of A
    starts   2026-11-30
    then     a person syncs
    then     a person approves the invoice of A
    then     B is told
    then     a person syncs
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A authorised AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 125.00, total 137.50
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {A}/1
    credit   B draft AUD for Harbour & Sons Pty Ltd, reference Credit for INV-0001 of 2026-11-21, subtotal 87.50,
             total 96.25
    line     1 x 87.50 = 87.50 account 200 tax OUTPUT mark {B}/2
    task     A synced
    task     B synced
    """
    story.plays()


def test_a_window_of_ten_days_ends_a_cancellation_after_its_last_day(story: Story) -> None:
    """
    setting  cancellation is within days
    setting  days of cancellations are 10
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    order    B cancel of A
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

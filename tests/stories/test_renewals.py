"""A renewal bills the new term, and takes the place of the periods that the calendar would have billed."""

from __future__ import annotations

from tests.stories.story import Story


def test_a_renewal_bills_the_new_term_once(story: Story) -> None:
    """
    setting  auto-sync runs every five minutes
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     1 x NRD-OFF-Y
    order    B renew of A
    line     2 x NRD-OFF-Y
    starts   2027-11-21
    then     the schedule fires every day until 2027-11-20
    then     the clock moves to 2027-11-21
    then     B is told
    then     the schedule fires
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 138.00, total 151.80, dated 2026-11-22
    line     1 x 138.00 = 138.00 account 200 tax OUTPUT mark {A}/1
    text     Northwind Office, yearly, per year from 2026-11-21
    invoice  B draft AUD for Harbour & Sons Pty Ltd, reference {B}, subtotal 276.00, total 303.60
    line     2 x 138.00 = 276.00 account 200 tax OUTPUT mark {B}/1
    text     Northwind Office, yearly, per year, 2027-11-21 to 2028-11-20
    task     A synced
    task     B synced
    """
    story.plays()


def test_a_renewal_that_comes_after_the_calendar_billed_its_period_bills_what_is_more(story: Story) -> None:
    """
    setting  auto-sync runs every five minutes
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     5 x NRD-OFF-M
    order    B renew of A
    line     7 x NRD-OFF-M
    starts   2026-12-21
    then     the schedule fires every day until 2026-12-22
    then     B is told
    then     the schedule fires
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 62.50, total 68.75, dated 2026-11-22
    line     5 x 12.50 = 62.50 account 200 tax OUTPUT mark {A}/1
    text     Northwind Office, monthly, per month from 2026-11-21
    invoice  A@2026-12-21 draft AUD for Harbour & Sons Pty Ltd, reference {A@2026-12-21}, subtotal 62.50, total 68.75,
             dated 2026-12-21
    line     5 x 12.50 = 62.50 account 200 tax OUTPUT mark {A@2026-12-21}/1
    text     Northwind Office, monthly, per month, 2026-12-21 to 2027-01-20
    invoice  B draft AUD for Harbour & Sons Pty Ltd, reference {B}, subtotal 25.00, total 27.50
    line     2 x 12.50 = 25.00 account 200 tax OUTPUT mark {B}/1
    text     Northwind Office, monthly, per month, 2026-12-21 to 2027-01-20
    task     A synced
    task     A@2026-12-21 synced
    task     B synced
    """
    story.plays()


def test_a_renewal_of_a_period_that_is_billed_is_nothing_to_invoice(story: Story) -> None:
    """
    setting  auto-sync runs every five minutes
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     5 x NRD-OFF-M
    order    B renew of A
    starts   2026-12-21
    then     the schedule fires every day until 2026-12-22
    then     B is told
    then     the schedule fires
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 62.50, total 68.75, dated 2026-11-22
    line     5 x 12.50 = 62.50 account 200 tax OUTPUT mark {A}/1
    text     Northwind Office, monthly, per month from 2026-11-21
    invoice  A@2026-12-21 draft AUD for Harbour & Sons Pty Ltd, reference {A@2026-12-21}, subtotal 62.50, total 68.75,
             dated 2026-12-21
    line     5 x 12.50 = 62.50 account 200 tax OUTPUT mark {A@2026-12-21}/1
    text     Northwind Office, monthly, per month, 2026-12-21 to 2027-01-20
    task     A synced
    task     A@2026-12-21 synced
    task     B synced
    because  Nothing to invoice: Northwind Office, monthly: 5 are billed already up to 2027-01-20.
    """
    story.plays()


def test_after_a_renewal_the_calendar_goes_on(story: Story) -> None:
    """
    setting  auto-sync runs every five minutes
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     5 x NRD-OFF-M
    order    B renew of A
    starts   2026-12-21
    then     the schedule fires every day until 2026-12-20
    then     the clock moves to 2026-12-21
    then     B is told
    then     the schedule fires every day until 2027-01-21
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 62.50, total 68.75, dated 2026-11-22
    line     5 x 12.50 = 62.50 account 200 tax OUTPUT mark {A}/1
    text     Northwind Office, monthly, per month from 2026-11-21
    invoice  A@2027-01-21 draft AUD for Harbour & Sons Pty Ltd, reference {A@2027-01-21}, subtotal 62.50, total 68.75
    line     5 x 12.50 = 62.50 account 200 tax OUTPUT mark {A@2027-01-21}/1
    text     Northwind Office, monthly, per month, 2027-01-21 to 2027-02-20
    invoice  B draft AUD for Harbour & Sons Pty Ltd, reference {B}, subtotal 62.50, total 68.75, dated 2026-12-22
    line     5 x 12.50 = 62.50 account 200 tax OUTPUT mark {B}/1
    text     Northwind Office, monthly, per month, 2026-12-21 to 2027-01-20
    task     A synced
    task     A@2027-01-21 synced
    task     B synced
    """
    story.plays()


def test_later_periods_go_to_the_customer_who_has_the_subscription_by_then(story: Story) -> None:
    """
    setting  auto-sync runs every five minutes
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     5 x NRD-OFF-M
    order    B transfer of A to Bräuer Design Studio
    starts   2026-12-01
    then     the schedule fires every day until 2026-12-01
    then     B is told
    then     the schedule fires every day until 2026-12-21
    ---
    contact  Bräuer Design Studio, numbered
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 62.50, total 68.75, dated 2026-11-22
    line     5 x 12.50 = 62.50 account 200 tax OUTPUT mark {A}/1
    text     Northwind Office, monthly, per month from 2026-11-21
    invoice  A@2026-12-21 draft AUD for Bräuer Design Studio, reference {A@2026-12-21}, subtotal 62.50, total 68.75
    line     5 x 12.50 = 62.50 account 200 tax OUTPUT mark {A@2026-12-21}/1
    text     Northwind Office, monthly, per month, 2026-12-21 to 2027-01-20
    task     A synced
    task     A@2026-12-21 synced
    task     B ignored
    because  A transfer moves no money itself; later orders of the subscription go to the new customer.
    """
    story.plays()


def test_a_renewal_of_fewer_than_the_calendar_billed_gives_back_the_rest(story: Story) -> None:
    """
    setting  auto-sync runs every five minutes
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     7 x NRD-OFF-M
    order    B renew of A
    line     5 x NRD-OFF-M
    starts   2026-12-21
    then     the schedule fires every day until 2026-12-22
    then     B is told
    then     the schedule fires
    then     the schedule fires every day until 2027-01-21
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 87.50, total 96.25, dated 2026-11-22
    line     7 x 12.50 = 87.50 account 200 tax OUTPUT mark {A}/1
    invoice  A@2026-12-21 draft AUD for Harbour & Sons Pty Ltd, reference {A@2026-12-21}, subtotal 62.50, total 68.75,
             dated 2026-12-21
    line     5 x 12.50 = 62.50 account 200 tax OUTPUT mark {A@2026-12-21}/1
    invoice  A@2027-01-21 draft AUD for Harbour & Sons Pty Ltd, reference {A@2027-01-21}, subtotal 62.50, total 68.75
    line     5 x 12.50 = 62.50 account 200 tax OUTPUT mark {A@2027-01-21}/1
    task     A synced
    task     A@2026-12-21 synced
    task     A@2027-01-21 synced
    task     B synced
    """
    story.plays()


def test_an_approved_invoice_of_the_calendar_gets_a_credit_note_then(story: Story) -> None:
    """
    setting  auto-sync runs every five minutes
    setting  reductions are quantity changes only
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     7 x NRD-OFF-M
    order    B renew of A
    line     5 x NRD-OFF-M
    starts   2026-12-21
    then     the schedule fires every day until 2026-12-22
    then     a person approves the invoice of A@2026-12-21
    then     B is told
    then     the schedule fires
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    credit   B draft AUD for Harbour & Sons Pty Ltd, reference Credit for INV-0002 of 2026-12-21, subtotal 25.00, total
             27.50
    line     2 x 12.50 = 25.00 account 200 tax OUTPUT mark {B}/2
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 87.50, total 96.25, dated 2026-11-22
    line     7 x 12.50 = 87.50 account 200 tax OUTPUT mark {A}/1
    invoice  A@2026-12-21 authorised AUD for Harbour & Sons Pty Ltd, reference {A@2026-12-21}, subtotal 87.50, total
             96.25, dated 2026-12-21
    line     7 x 12.50 = 87.50 account 200 tax OUTPUT mark {A@2026-12-21}/1
    task     A synced
    task     A@2026-12-21 synced
    task     B synced
    """
    story.plays()


def test_a_renewal_costs_the_price_of_its_first_day_and_so_do_seats_that_are_added_to_it(story: Story) -> None:
    """
    setting  auto-sync runs every five minutes
    listed   NRD-OFF-M 13.00 from 2026-12-21 on
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     5 x NRD-OFF-M
    order    B renew of A
    line     6 x NRD-OFF-M
    starts   2026-12-21
    order    C change of A
    line     8 x NRD-OFF-M
    starts   2027-01-05
    then     the schedule fires every day until 2026-12-10
    then     B is told
    then     the schedule fires every day until 2027-01-05
    then     C is told
    then     the schedule fires every day until 2027-01-21
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 62.50, total 68.75, dated 2026-11-22
    line     5 x 12.50 = 62.50 account 200 tax OUTPUT mark {A}/1
    invoice  A@2027-01-21 draft AUD for Harbour & Sons Pty Ltd, reference {A@2027-01-21}, subtotal 104.00, total 114.40
    line     8 x 13.00 = 104.00 account 200 tax OUTPUT mark {A@2027-01-21}/1
    invoice  B draft AUD for Harbour & Sons Pty Ltd, reference {B}, subtotal 78.00, total 85.80, dated 2026-12-11
    line     6 x 13.00 = 78.00 account 200 tax OUTPUT mark {B}/1
    invoice  C draft AUD for Harbour & Sons Pty Ltd, reference {C}, subtotal 13.42, total 14.76, dated 2027-01-06
    line     2 x 6.7097 = 13.42 account 200 tax OUTPUT mark {C}/1
    task     A synced
    task     A@2027-01-21 synced
    task     B synced
    task     C synced
    """
    story.plays()


def test_a_renewal_that_begins_within_billed_days_with_fewer_gives_back_the_overlap(story: Story) -> None:
    """
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    order    B renew of A
    line     7 x NRD-OFF-M
    starts   2026-12-11
    then     a person syncs
    then     a person approves the invoice of A
    then     B is told
    then     a person syncs
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A authorised AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 125.00, total 137.50
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {A}/1
    credit   B draft AUD for Harbour & Sons Pty Ltd, reference Credit for INV-0001 of 2026-11-21, subtotal 12.50,
             total 13.75
    line     1 x 12.50 = 12.50 account 200 tax OUTPUT mark {B}/2
    invoice  B draft AUD for Harbour & Sons Pty Ltd, reference {B}, subtotal 59.27, total 65.20
    line     7 x 8.4677 = 59.27 account 200 tax OUTPUT mark {B}/1
    task     A synced
    task     B synced
    """
    story.plays()


def test_where_only_the_quantity_changes_a_renewal_leaves_the_overlap_and_says_so(story: Story) -> None:
    """
    setting  reductions are quantity changes only
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    order    B renew of A
    line     7 x NRD-OFF-M
    starts   2026-12-11
    then     the schedule fires
    then     a person syncs A
    then     a person looks at B
    then     a person syncs
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 125.00, total 137.50
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {A}/1
    invoice  B draft AUD for Harbour & Sons Pty Ltd, reference {B}, subtotal 59.27, total 65.20
    line     7 x 8.4677 = 59.27 account 200 tax OUTPUT mark {B}/1
    task     A synced
    task     B synced
    remark   Northwind Office, monthly: 7 are billed already from 2026-12-11 to 2026-12-20
    remark   Northwind Office, monthly: nothing to credit: billed up to 2026-12-20; the quantity changes from 2026-12-21
    """
    story.plays()


def test_where_it_is_asked_a_renewal_asks_for_the_overlap_and_a_person_chooses(story: Story) -> None:
    """
    setting  reductions are ask
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    order    B renew of A
    line     7 x NRD-OFF-M
    starts   2026-12-11
    then     a person syncs
    then     a person chooses quantity only for B
    then     a person syncs
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 125.00, total 137.50
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {A}/1
    invoice  B draft AUD for Harbour & Sons Pty Ltd, reference {B}, subtotal 59.27, total 65.20
    line     7 x 8.4677 = 59.27 account 200 tax OUTPUT mark {B}/1
    task     A synced
    task     B synced
    """
    story.plays()

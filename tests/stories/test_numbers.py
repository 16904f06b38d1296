from __future__ import annotations

from tests.stories.story import Story


def test_a_number_template_names_the_order(story: Story) -> None:
    """
    setting  invoice number is from the marketplace
    setting  number template is CB-{po}-{request id}
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    po       4711
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference 4711 {A}, subtotal 125.00, total 137.50,
             number CB-4711-{A}
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {A}/1
    task     A synced
    """
    story.plays()


def test_two_orders_of_one_number_become_two_problems_and_neither_takes_it(story: Story) -> None:
    """
    setting  invoice number is from the marketplace
    setting  number template is {po}
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    po       4711
    order    B purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    po       4711
    ---
    task     A attention XI-409
    because  The number that {A} would have is taken: {B} would have 4711 as well.
    task     B attention XI-409
    because  The number that {B} would have is taken: {A} would have 4711 as well.
    """
    story.plays()


def test_a_number_that_is_in_xero_already_is_not_sent_again(story: Story) -> None:
    """
    setting  invoice number is from the marketplace
    setting  number template is {po}
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    po       4711
    order    B purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    po       4711
    then     a person syncs
    then     a person says that B is never sent
    then     a person syncs A
    then     a person takes that back for B
    then     a person syncs B
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference 4711 {A}, subtotal 125.00, total 137.50, number 4711
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {A}/1
    task     A synced
    task     B attention XI-409
    because  The number that {B} would have is taken: 4711 is in Xero already (draft).
    """
    story.plays()


def test_a_reference_may_name_the_subscription_and_its_customer(story: Story) -> None:
    """
    setting  reference is {customer}: {asset}
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference Harbour & Sons Pty Ltd: {asset}, subtotal 125.00,
             total 137.50
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {A}/1
    task     A synced
    """
    story.plays()


def test_a_credit_note_has_a_template_of_its_own(story: Story) -> None:
    """
    setting  invoice number is from the marketplace
    setting  credit note number is CR-{request id}
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
    invoice  A authorised AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 125.00, total 137.50, number {A}
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {A}/1
    credit   B draft AUD for Harbour & Sons Pty Ltd, reference Credit for {A} of 2026-11-21, subtotal 83.33, total 91.66
    line     1 x 83.33 = 83.33 account 200 tax OUTPUT mark {B}/2
    task     A synced
    task     B synced
    because  Draft credit note CR-{B} created in Harbour Cloud Ltd.
    """
    story.plays()

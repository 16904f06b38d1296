from __future__ import annotations

from tests.stories.story import Story


def test_a_file_of_two_subscriptions_becomes_an_invoice_for_each_customer(story: Story) -> None:
    """
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     unlimited x SKB-GB
    order    B purchase for Bräuer Design Studio by Southern Cross Cloud
    line     unlimited x SKB-GB
    usage    U of schema tr
    used     340.5 x SKB-GB of A for 12.7688
    used     4 x SKB-GB of B for 0.14
    used     10 x SKB-GB of A for 0.35
    ---
    contact  Bräuer Design Studio, numbered
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  U.A draft AUD for Harbour & Sons Pty Ltd, reference {U.A}, subtotal 13.12, total 14.43
    line     1 x 13.12 = 13.12 account 200 tax OUTPUT mark {U.A}/1
    text     Skyline Backup storage, 2026-10-01 to 2026-10-31, 350.5
    invoice  U.B draft AUD for Bräuer Design Studio, reference {U.B}, subtotal 0.14, total 0.15
    line     4 x 0.035 = 0.14 account 200 tax OUTPUT mark {U.B}/1
    text     Skyline Backup storage, 2026-10-01 to 2026-10-31, 4
    task     A synced
    task     B synced
    task     U.A synced
    task     U.B synced
    """
    story.plays()


def test_each_currency_has_an_invoice_of_its_own(story: Story) -> None:
    """
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     unlimited x SKB-GB
    usage    U of schema pr
    used     5 x SKB-GB of A for 12.50
    usage    V of schema pr in USD
    used     5 x SKB-GB of A for 7.00
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  U.A draft AUD for Harbour & Sons Pty Ltd, reference {U.A}, subtotal 12.50, total 13.75
    line     5 x 2.50 = 12.50 account 200 tax OUTPUT mark {U.A}/1
    invoice  V.A draft USD for Harbour & Sons Pty Ltd, reference {V.A}, subtotal 7.00, total 7.70
    line     5 x 1.40 = 7.00 account 200 tax OUTPUT mark {V.A}/1
    task     A synced
    task     U.A synced
    task     V.A synced
    """
    story.plays()


def test_a_file_that_comes_again_bills_only_what_is_new(story: Story) -> None:
    """
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     unlimited x SKB-GB
    usage    U of schema tr
    used     5 x SKB-GB of A for 12.50
    more     2 x SKB-GB of A for 4.00
    then     a person syncs
    then     U comes again
    then     a person syncs
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  U.A draft AUD for Harbour & Sons Pty Ltd, reference {U.A}, subtotal 12.50, total 13.75
    line     5 x 2.50 = 12.50 account 200 tax OUTPUT mark {U.A}/1
    invoice  U.A#2 draft AUD for Harbour & Sons Pty Ltd, reference {U.A#2}, subtotal 4.00, total 4.40
    line     2 x 2.00 = 4.00 account 200 tax OUTPUT mark {U.A#2}/1
    task     A synced
    task     U.A synced
    task     U.A#2 synced
    """
    story.plays()


def test_a_late_file_about_an_old_period_is_billed_today(story: Story) -> None:
    """
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     unlimited x SKB-GB
    usage    U of schema tr for 2025-01-01 to 2025-01-31
    used     5 x SKB-GB of A for 12.50
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  U.A draft AUD for Harbour & Sons Pty Ltd, reference {U.A}, subtotal 12.50, total 13.75
    line     5 x 2.50 = 12.50 account 200 tax OUTPUT mark {U.A}/1
    text     Skyline Backup storage, 2025-01-01 to 2025-01-31, 5
    task     A synced
    task     U.A synced
    """
    story.plays()


def test_a_refused_record_is_left_out(story: Story) -> None:
    """
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     unlimited x SKB-GB
    usage    U of schema tr
    used     5 x SKB-GB of A for 12.50
    used     900 x SKB-GB of A for 9000.00 which is invalid
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  U.A draft AUD for Harbour & Sons Pty Ltd, reference {U.A}, subtotal 12.50, total 13.75
    line     5 x 2.50 = 12.50 account 200 tax OUTPUT mark {U.A}/1
    task     A synced
    task     U.A synced
    """
    story.plays()


def test_a_rejected_file_bills_nothing(story: Story) -> None:
    """
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     unlimited x SKB-GB
    usage    U of schema tr that is rejected
    used     5 x SKB-GB of A for 12.50
    ---
    task     A synced
    because  Nothing to invoice: Skyline Backup storage: billed by usage, not when it is ordered.
    task     U ignored
    because  The usage file is rejected in Connect, so it moves no money. The vendor has withdrawn it.
    """
    story.plays()


def test_amounts_for_other_tiers_are_not_for_the_customer(story: Story) -> None:
    """
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     unlimited x SKB-GB
    usage    U of schema tr
    used     5 x SKB-GB of A for 12.50 by tier 0
    used     5 x SKB-GB of A for 9.00 by tier 1
    usage    V of schema tr
    used     5 x SKB-GB of A for 9.00 by tier 1
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  U.A draft AUD for Harbour & Sons Pty Ltd, reference {U.A}, subtotal 12.50, total 13.75
    line     5 x 2.50 = 12.50 account 200 tax OUTPUT mark {U.A}/1
    task     A synced
    because  Nothing to invoice: Skyline Backup storage: billed by usage, not when it is ordered.
    task     U.A synced
    task     V.A attention XI-109
    because  {V.A} has amounts for other tiers only, and none for customer, the party that you bill.
    """
    story.plays()


def test_quantities_cost_what_our_own_prices_say(story: Story) -> None:
    """
    price    SKB-GB 0.30 AUD
    setting  price sources are own table
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     unlimited x SKB-GB
    usage    U of schema qt
    used     10.5 x SKB-GB of A
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  U.A draft AUD for Harbour & Sons Pty Ltd, reference {U.A}, subtotal 3.15, total 3.47
    line     10.5 x 0.30 = 3.15 account 200 tax OUTPUT mark {U.A}/1
    text     Skyline Backup storage, 2026-10-01 to 2026-10-31, 10.5
    task     A synced
    task     U.A synced
    """
    story.plays()


def test_what_usage_costs_us_asks_for_a_price(story: Story) -> None:
    """
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     unlimited x SKB-GB
    usage    U of schema cr
    used     5 x SKB-GB of A for 12.50
    ---
    task     A synced
    because  Nothing to invoice: Skyline Backup storage: billed by usage, not when it is ordered.
    task     U.A attention XI-108
    because  Usage file {file} says what Skyline Backup storage costs you, not what you sell it for.
    """
    story.plays()


def test_a_correction_is_taken_off_as_long_as_something_is_left(story: Story) -> None:
    """
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     unlimited x SKB-GB
    usage    U of schema tr
    used     5 x SKB-GB of A for 12.50
    used     -1 x SKB-GB of A for -2.50
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  U.A draft AUD for Harbour & Sons Pty Ltd, reference {U.A}, subtotal 10.00, total 11.00
    line     4 x 2.50 = 10.00 account 200 tax OUTPUT mark {U.A}/1
    text     Skyline Backup storage, 2026-10-01 to 2026-10-31, 4
    task     A synced
    task     U.A synced
    """
    story.plays()


def test_usage_of_a_subscription_that_has_ended_is_still_billed(story: Story) -> None:
    """
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     unlimited x SKB-GB
    order    B cancel of A
    usage    U of schema tr
    used     5 x SKB-GB of A for 12.50
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  U.A draft AUD for Harbour & Sons Pty Ltd, reference {U.A}, subtotal 12.50, total 13.75
    line     5 x 2.50 = 12.50 account 200 tax OUTPUT mark {U.A}/1
    task     A synced
    task     B synced
    task     U.A synced
    """
    story.plays()


def test_usage_that_is_given_back_is_a_credit_note(story: Story) -> None:
    """
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     unlimited x SKB-GB
    usage    U of schema tr
    used     5 x SKB-GB of A for 12.50
    used     -12 x SKB-GB of A for -30.00
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    credit   U.A draft AUD for Harbour & Sons Pty Ltd, reference {U.A}, subtotal 17.50, total 19.25
    line     7 x 2.50 = 17.50 account 200 tax OUTPUT mark {U.A}/1
    task     A synced
    task     U.A synced
    """
    story.plays()


def test_what_a_file_that_comes_again_takes_back_is_a_credit_note(story: Story) -> None:
    """
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     unlimited x SKB-GB
    usage    U of schema tr
    used     5 x SKB-GB of A for 12.50
    more     -2 x SKB-GB of A for -4.00
    then     a person syncs
    then     a person approves the invoice of U.A
    then     U comes again
    then     a person syncs
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    credit   U.A#2 draft AUD for Harbour & Sons Pty Ltd, reference {U.A#2}, subtotal 4.00, total 4.40
    line     2 x 2.00 = 4.00 account 200 tax OUTPUT mark {U.A#2}/1
    invoice  U.A authorised AUD for Harbour & Sons Pty Ltd, reference {U.A}, subtotal 12.50, total 13.75
    line     5 x 2.50 = 12.50 account 200 tax OUTPUT mark {U.A}/1
    task     A synced
    task     U.A synced
    task     U.A#2 synced
    """
    story.plays()


def test_a_file_of_which_only_its_chunk_is_told_is_billed_once_and_whole(story: Story) -> None:
    """
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     unlimited x SKB-GB
    usage    U of schema tr that is told of by its chunk
    used     340 x SKB-GB of A for 11.90
    used     10 x SKB-GB of A for 0.35
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  U.A draft AUD for Harbour & Sons Pty Ltd, reference {U.A}, subtotal 12.25, total 13.48
    line     350 x 0.035 = 12.25 account 200 tax OUTPUT mark {U.A}/1
    task     A synced
    task     U.A synced
    """
    story.plays()

from __future__ import annotations

from tests.stories.story import Story


def test_a_purchase_becomes_a_contact_and_a_draft_invoice(story: Story) -> None:
    """
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    line     1 x NRD-SETUP
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 375.00, total 412.50
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {A}/1
    text     Northwind Office, monthly, per month from 2026-11-21
    line     1 x 250.00 = 250.00 account 260 tax OUTPUT mark {A}/2
    text     Northwind Office: Onboarding
    task     A synced
    """
    story.plays()


def test_two_orders_of_one_customer_share_its_contact(story: Story) -> None:
    """
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     2 x NRD-OFF-M
    order    B purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     3 x SKB-SEAT-M
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 25.00, total 27.50
    line     2 x 12.50 = 25.00 account 200 tax OUTPUT mark {A}/1
    invoice  B draft AUD for Harbour & Sons Pty Ltd, reference {B}, subtotal 14.85, total 16.34
    line     3 x 4.95 = 14.85 account 200 tax OUTPUT mark {B}/1
    task     A synced
    task     B synced
    """
    story.plays()


def test_usage_is_not_billed_when_it_is_ordered(story: Story) -> None:
    """
    order    A purchase for Bräuer Design Studio by Southern Cross Cloud
    line     25 x SKB-SEAT-M
    line     unlimited x SKB-GB
    ---
    contact  Bräuer Design Studio, numbered
    invoice  A draft AUD for Bräuer Design Studio, reference {A}, subtotal 123.75, total 136.13
    line     25 x 4.95 = 123.75 account 200 tax OUTPUT mark {A}/1
    task     A synced
    """
    story.plays()


def test_a_purchase_of_usage_only_needs_no_document(story: Story) -> None:
    """
    order    A purchase for Bräuer Design Studio by Southern Cross Cloud
    line     unlimited x SKB-GB
    ---
    task     A synced
    because  Nothing to invoice: Skyline Backup storage: billed by usage, not when it is ordered.
    """
    story.plays()


def test_a_price_of_zero_makes_no_line(story: Story) -> None:
    """
    listed   NRD-SETUP 0
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     1 x NRD-SETUP
    line     2 x NRD-OFF-M
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 25.00, total 27.50
    line     2 x 12.50 = 25.00 account 200 tax OUTPUT mark {A}/2
    task     A synced
    """
    story.plays()


def test_an_order_of_zero_prices_only_needs_no_document(story: Story) -> None:
    """
    listed   NRD-SETUP 0
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     1 x NRD-SETUP
    ---
    task     A synced
    because  Nothing to invoice: Onboarding: price 0.
    """
    story.plays()


def test_zero_lines_are_shown_where_a_person_wants_them(story: Story) -> None:
    """
    setting  zero lines are shown
    listed   NRD-SETUP 0
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     2 x NRD-OFF-M
    line     1 x NRD-SETUP
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 25.00, total 27.50
    line     2 x 12.50 = 25.00 account 200 tax OUTPUT mark {A}/1
    line     1 x 0.00 = 0.00 account 260 tax OUTPUT mark {A}/2
    task     A synced
    """
    story.plays()


def test_a_distributor_bills_the_reseller_at_the_resellers_price(story: Story) -> None:
    """
    installed  Meridian Distribution
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    ---
    contact  Southern Cross Cloud, numbered
    invoice  A draft AUD for Southern Cross Cloud, reference {A}, subtotal 102.50, total 112.75
    line     10 x 10.25 = 102.50 account 200 tax OUTPUT mark {A}/1
    task     A synced
    """
    story.plays()


def test_a_british_reseller_bills_pounds_with_vat_and_its_own_terms(story: Story) -> None:
    """
    installed  Albion IT Services with Fjord Reseller AS
    order    A purchase for Kirkgate Dental Practice by Albion IT Services
    line     4 x NRD-OFF-M
    ---
    contact  Kirkgate Dental Practice, numbered
    invoice  A draft GBP for Kirkgate Dental Practice, reference {A}, subtotal 25.00, total 30.00, due 2026-12-20
    line     4 x 6.25 = 25.00 account 200 tax OUTPUT2 mark {A}/1
    task     A synced
    """
    story.plays()

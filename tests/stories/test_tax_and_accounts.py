from __future__ import annotations

from tests.stories.story import Story


def test_without_an_account_for_its_class_an_item_cannot_be_billed(story: Story) -> None:
    """
    setting  account for custom is not set
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    line     1 x NRD-SETUP
    ---
    task     A attention XI-201
    because  No revenue account is chosen for custom items, such as NRD-SETUP.
    """
    story.plays()


def test_the_fallback_account_takes_what_has_no_account_of_its_own(story: Story) -> None:
    """
    setting  account for custom is not set
    setting  fallback account is 200
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     1 x NRD-SETUP
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 250.00, total 275.00
    line     1 x 250.00 = 250.00 account 200 tax OUTPUT mark {A}/1
    task     A synced
    """
    story.plays()


def test_an_archived_account_is_refused_before_anything_is_made(story: Story) -> None:
    """
    setting  account for licence is 205
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    ---
    task     A attention XI-202
    because  Account 205 for NRD-OFF-M is archived in Harbour Cloud Ltd.
    """
    story.plays()


def test_a_system_account_is_refused_before_anything_is_made(story: Story) -> None:
    """
    setting  account for licence is 610
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    ---
    task     A attention XI-202
    because  Account 610 for NRD-OFF-M is a system account, which Xero keeps for itself, in Harbour Cloud Ltd.
    """
    story.plays()


def test_all_problems_of_an_order_are_told_at_once(story: Story) -> None:
    """
    setting  account for licence is 999
    unlisted NRD-OFF-Y
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    line     1 x NRD-OFF-Y
    ---
    task     A attention XI-202, XI-101, XI-202
    """
    story.plays()


def test_a_foreign_customer_needs_a_rule_for_its_tax(story: Story) -> None:
    """
    customer Harbour & Sons Pty Ltd is in NZ
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    ---
    task     A attention XI-203
    because  Harbour & Sons Pty Ltd is in NZ, outside the organisation's country, and no tax type is set for it.
    """
    story.plays()


def test_a_foreign_customer_with_a_rule_is_billed_by_it(story: Story) -> None:
    """
    setting  tax type for NZ is EXEMPTEXPORT
    customer Harbour & Sons Pty Ltd is in NZ
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    order    B purchase for Bräuer Design Studio by Southern Cross Cloud
    line     10 x NRD-OFF-M
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    contact  Bräuer Design Studio, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 125.00, total 125.00
    line     10 x 12.50 = 125.00 account 200 tax EXEMPTEXPORT mark {A}/1
    invoice  B draft AUD for Bräuer Design Studio, reference {B}, subtotal 125.00, total 137.50
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {B}/1
    task     A synced
    task     B synced
    """
    story.plays()


def test_a_customer_of_no_known_country_needs_a_person(story: Story) -> None:
    """
    customer Harbour & Sons Pty Ltd is in no known country
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    ---
    task     A attention XI-207
    """
    story.plays()


def test_a_tax_type_for_home_says_nothing_about_a_customer_abroad(story: Story) -> None:
    """
    setting  tax type is OUTPUT
    customer Harbour & Sons Pty Ltd is in NZ
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    ---
    task     A attention XI-203
    """
    story.plays()


def test_an_account_that_sales_do_not_go_to_is_refused_before_anything_is_made(story: Story) -> None:
    """
    setting  account for licence is 090
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    ---
    task     A attention XI-202
    because  Account 090 for NRD-OFF-M is no revenue account in Harbour Cloud Ltd.
    """
    story.plays()


def test_a_rule_for_customers_of_no_known_country_bills_them(story: Story) -> None:
    """
    setting  tax type for ZZ is OUTPUT
    customer Harbour & Sons Pty Ltd is in no known country
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 125.00, total 137.50
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {A}/1
    task     A synced
    """
    story.plays()


def test_an_organisation_of_no_tax_books_none(story: Story) -> None:
    """
    setting  line amounts are without tax columns
    customer Harbour & Sons Pty Ltd is in NZ
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 125.00, total 125.00, amounts NoTax
    line     10 x 12.50 = 125.00 account 200 tax NONE mark {A}/1
    task     A synced
    """
    story.plays()


def test_lines_may_have_the_tax_in_their_amounts_and_the_totals_are_the_same(story: Story) -> None:
    """
    setting  line amounts are with tax
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    line     1 x NRD-SETUP
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 375.00, total 412.50, amounts Inclusive
    line     10 x 13.75 = 137.50 account 200 tax OUTPUT mark {A}/1
    line     1 x 275.00 = 275.00 account 260 tax OUTPUT mark {A}/2
    task     A synced
    """
    story.plays()


def test_a_year_goes_to_income_in_advance_and_a_month_to_sales(story: Story) -> None:
    """
    setting  yearly account for licence is 830
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    line     1 x NRD-OFF-Y
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 263.00, total 289.30
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {A}/1
    line     1 x 138.00 = 138.00 account 830 tax OUTPUT mark {A}/2
    task     A synced
    """
    story.plays()


def test_a_tax_type_for_purchases_is_refused_before_anything_is_made(story: Story) -> None:
    """
    setting  tax type is INPUT
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    ---
    task     A attention XI-204
    because  Tax type INPUT for NRD-OFF-M cannot be used for revenue in Harbour Cloud Ltd.
    """
    story.plays()


def test_reverse_charge_needs_the_tax_number_of_the_customer(story: Story) -> None:
    """
    installed Southern Cross Cloud with Fjord Reseller AS
    enabled  AUD at 1.90
    setting  tax type for FR is ECZROUTPUTSERVICES
    customer Bräuer Design Studio is in FR
    customer Harbour & Sons Pty Ltd is in FR
    order    A purchase for Bräuer Design Studio by Southern Cross Cloud
    line     10 x NRD-OFF-M
    order    B purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  B draft AUD for Harbour & Sons Pty Ltd, reference {B}, subtotal 125.00, total 125.00,
             due 2026-12-20
    line     10 x 12.50 = 125.00 account 200 tax ECZROUTPUTSERVICES mark {B}/1
    task     A attention XI-213
    because  Bräuer Design Studio has no tax number, which Zero Rated EC Services (ECZROUTPUTSERVICES) needs: the
             customer owes the tax.
    task     B synced
    """
    story.plays()

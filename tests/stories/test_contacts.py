from __future__ import annotations

from tests.stories.story import Story


def test_a_contact_that_carries_our_number_is_adopted(story: Story) -> None:
    """
    xero     has the contact Harbour Group numbered as Harbour & Sons Pty Ltd
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    ---
    contact  Harbour Group, numbered as Harbour & Sons Pty Ltd
    invoice  A draft AUD for Harbour Group, reference {A}, subtotal 125.00, total 137.50
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {A}/1
    task     A synced
    """
    story.plays()


def test_the_contact_that_a_person_linked_is_billed(story: Story) -> None:
    """
    xero     has the contact Harbour Holdings
    linked   Harbour & Sons Pty Ltd to Harbour Holdings
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    ---
    contact  Harbour Holdings
    invoice  A draft AUD for Harbour Holdings, reference {A}, subtotal 125.00, total 137.50
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {A}/1
    task     A synced
    """
    story.plays()


def test_a_taken_name_is_a_persons_decision(story: Story) -> None:
    """
    xero     has the contact Harbour & Sons Pty Ltd
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    ---
    contact  Harbour & Sons Pty Ltd
    task     A attention XI-301
    because  Xero already has a contact named “Harbour & Sons Pty Ltd”, so none was created for {customer}.
    """
    story.plays()


def test_a_taken_name_stops_every_order_of_that_customer_and_nobody_elses(story: Story) -> None:
    """
    xero     has the contact Harbour & Sons Pty Ltd
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    order    B purchase for Bräuer Design Studio by Southern Cross Cloud
    line     1 x NRD-OFF-Y
    order    C purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     1 x NRD-SETUP
    ---
    contact  Harbour & Sons Pty Ltd
    contact  Bräuer Design Studio, numbered
    invoice  B draft AUD for Bräuer Design Studio, reference {B}, subtotal 138.00, total 151.80
    line     1 x 138.00 = 138.00 account 200 tax OUTPUT mark {B}/1
    task     A attention XI-301
    task     B synced
    task     C attention XI-301
    """
    story.plays()


def test_an_archived_contact_is_not_billed(story: Story) -> None:
    """
    xero     has the archived contact Harbour Group numbered as Harbour & Sons Pty Ltd
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    ---
    contact  Harbour Group, numbered as Harbour & Sons Pty Ltd, archived
    task     A attention XI-302
    because  The Xero contact “Harbour Group” of Harbour & Sons Pty Ltd is archived and cannot be invoiced.
    """
    story.plays()


def test_until_a_person_has_seen_ten_new_ones_auto_sync_asks_for_each_contact(story: Story) -> None:
    """
    setting  auto-sync runs every five minutes
    setting  new contacts are seen first
    setting  new contacts that a person has seen are 10
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    then     5 minutes pass
    then     the schedule fires
    ---
    task     A held XI-807
    """
    story.plays()


def test_a_contact_that_a_person_has_seen_in_its_plan_is_made(story: Story) -> None:
    """
    setting  auto-sync runs every five minutes
    setting  new contacts are seen first
    setting  new contacts that a person has seen are 10
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    then     5 minutes pass
    then     the schedule fires
    then     a person syncs A
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 125.00, total 137.50
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {A}/1
    task     A synced
    """
    story.plays()

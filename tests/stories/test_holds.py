"""What auto-sync leaves to a person (money §14)."""

from __future__ import annotations

from tests.stories.story import Story


def test_auto_sync_leaves_the_first_documents_to_a_person(story: Story) -> None:
    """
    setting  auto-sync runs every five minutes
    setting  first documents are 3
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     5 x NRD-OFF-M
    order    B purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     1 x NRD-OFF-M
    then     the schedule fires
    ---
    task     A held XI-804
    because  {A} is among the first 3 documents, which auto-sync leaves to a person.
    task     B held XI-804
    because  {B} is among the first 3 documents, which auto-sync leaves to a person.
    """
    story.plays()


def test_what_a_person_syncs_is_sent_whatever_the_rules(story: Story) -> None:
    """
    setting  first documents are 3
    setting  above is 10 AUD
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     5 x NRD-OFF-M
    then     a person syncs
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 62.50, total 68.75
    line     5 x 12.50 = 62.50 account 200 tax OUTPUT mark {A}/1
    task     A synced
    """
    story.plays()


def test_a_persons_sync_of_everything_leaves_what_is_held(story: Story) -> None:
    """
    setting  auto-sync runs every five minutes
    setting  above is 100 AUD
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     20 x NRD-OFF-M
    then     the schedule fires
    then     a person syncs
    ---
    task     A held XI-803
    because  {A} comes to 250 AUD, more than the 100 AUD that auto-sync sends by itself.
    """
    story.plays()


def test_a_person_who_chooses_a_held_order_releases_it(story: Story) -> None:
    """
    setting  auto-sync runs every five minutes
    setting  above is 100 AUD
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     20 x NRD-OFF-M
    then     the schedule fires
    then     a person syncs A
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 250.00, total 275.00
    line     20 x 12.50 = 250.00 account 200 tax OUTPUT mark {A}/1
    task     A synced
    """
    story.plays()


def test_an_order_far_above_the_customers_last_one_is_held(story: Story) -> None:
    """
    setting  auto-sync runs every five minutes
    setting  unusually large ones are held
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     1 x NRD-OFF-M
    order    B purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     3 x NRD-OFF-M
    order    C purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    then     the schedule fires
    then     B is told
    then     the schedule fires
    then     C is told
    then     the schedule fires
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 12.50, total 13.75
    line     1 x 12.50 = 12.50 account 200 tax OUTPUT mark {A}/1
    invoice  B draft AUD for Harbour & Sons Pty Ltd, reference {B}, subtotal 37.50, total 41.25
    line     3 x 12.50 = 37.50 account 200 tax OUTPUT mark {B}/1
    task     A synced
    task     B synced
    task     C held XI-802
    because  {C} comes to 125 AUD, more than three times the customer's last document of 37.5 AUD.
    """
    story.plays()


def test_the_first_order_of_a_customer_may_be_left_to_a_person_too(story: Story) -> None:
    """
    setting  auto-sync runs every five minutes
    setting  new customers are held
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     1 x NRD-OFF-M
    then     the schedule fires
    ---
    task     A held XI-805
    because  {A} is the first order of Harbour & Sons Pty Ltd, and auto-sync leaves that to a person.
    """
    story.plays()


def test_a_price_that_changed_by_more_than_a_fifth_may_be_left_to_a_person(story: Story) -> None:
    """
    setting  auto-sync runs every five minutes
    setting  much changed prices are held
    listed   NRD-OFF-M 12.50
    listed   NRD-OFF-M 15.10 from 2026-12-01 on
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    starts   2026-11-21
    then     the schedule fires
    then     the clock moves to 2026-12-21
    then     the schedule fires
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 125.00, total 137.50, dated
             2026-11-21
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {A}/1
    task     A synced
    task     A@2026-12-21 held XI-806
    because  {A@2026-12-21} sells Northwind Office, monthly at 15.1 AUD, and the customer's last price for it was 12.5
             AUD.
    """
    story.plays()


def test_a_price_that_is_not_above_the_cost_may_be_left_to_a_person(story: Story) -> None:
    """
    setting  auto-sync runs every five minutes
    setting  low margins are held
    setting  price sources are own table
    price    NRD-OFF-M 8.75 AUD
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    then     the schedule fires
    ---
    task     A held XI-808
    because  {A} sells Northwind Office, monthly at 8.75 AUD, which is not above its cost of 8.75 AUD.
    """
    story.plays()


def test_a_price_above_the_cost_goes_out(story: Story) -> None:
    """
    setting  auto-sync runs every five minutes
    setting  low margins are held
    setting  much changed prices are held
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    then     the schedule fires
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 125.00, total 137.50
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {A}/1
    task     A synced
    """
    story.plays()


def test_auto_sync_leaves_customers_alone_whose_switch_is_off(story: Story) -> None:
    """
    setting  auto-sync runs every five minutes
    setting  new customers are switched off
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     5 x NRD-OFF-M
    then     the schedule fires
    ---
    task     A pending
    """
    story.plays()


def test_a_new_contact_that_is_always_asked_for_waits_for_a_person(story: Story) -> None:
    """
    setting  auto-sync runs every five minutes
    setting  new contacts are always asked for
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     5 x NRD-OFF-M
    then     the schedule fires
    ---
    task     A held XI-807
    because  {A} needs a new contact, “Harbour & Sons Pty Ltd”, which auto-sync leaves to a person.
    """
    story.plays()

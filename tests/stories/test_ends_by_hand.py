"""Orders that are not sent still count: what follows goes on from the days that they cover (money §5, §16)."""

from __future__ import annotations

from tests.stories.story import Story


def test_a_change_of_what_was_billed_elsewhere_costs_its_own_days(story: Story) -> None:
    """
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     5 x NRD-OFF-M
    order    B change of A
    line     8 x NRD-OFF-M
    starts   2026-12-01
    then     the schedule fires
    then     a person says that A was billed elsewhere
    then     a person syncs
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  B draft AUD for Harbour & Sons Pty Ltd, reference {B}, subtotal 25.00, total 27.50
    line     3 x 8.3333 = 25.00 account 200 tax OUTPUT mark {B}/1
    task     A ignored
    because  Billed elsewhere, as a person said.
    task     B synced
    """
    story.plays()


def test_a_change_of_what_is_never_sent_costs_only_what_it_adds(story: Story) -> None:
    """
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     5 x NRD-OFF-M
    order    B change of A
    line     8 x NRD-OFF-M
    starts   2026-12-01
    then     the schedule fires
    then     a person says that A is never sent
    then     a person syncs
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  B draft AUD for Harbour & Sons Pty Ltd, reference {B}, subtotal 25.00, total 27.50
    line     3 x 8.3333 = 25.00 account 200 tax OUTPUT mark {B}/1
    task     A ignored
    because  Never to be sent, as a person said.
    task     B synced
    """
    story.plays()


def test_our_calendar_goes_on_after_what_was_billed_elsewhere(story: Story) -> None:
    """
    setting  auto-sync runs every five minutes
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     5 x NRD-OFF-M
    approved 2026-11-20
    then     the schedule fires
    then     a person says that A was billed elsewhere
    then     the clock moves to 2026-12-21
    then     the schedule fires
    then     the schedule fires
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A@2026-12-21 draft AUD for Harbour & Sons Pty Ltd, reference {A@2026-12-21}, subtotal 62.50, total 68.75
    line     5 x 12.50 = 62.50 account 200 tax OUTPUT mark {A@2026-12-21}/1
    task     A ignored
    because  Billed elsewhere, as a person said.
    task     A@2026-12-21 synced
    """
    story.plays()


def test_what_was_billed_elsewhere_for_longer_is_not_billed_again(story: Story) -> None:
    """
    setting  auto-sync runs every five minutes
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     5 x NRD-OFF-M
    approved 2026-11-20
    then     the schedule fires
    then     a person says that A was billed elsewhere from 2026-11-21 to 2027-01-20
    then     the clock moves to 2026-12-21
    then     the schedule fires
    then     the clock moves to 2027-01-21
    then     the schedule fires
    then     the schedule fires
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A@2027-01-21 draft AUD for Harbour & Sons Pty Ltd, reference {A@2027-01-21}, subtotal 62.50, total 68.75
    line     5 x 12.50 = 62.50 account 200 tax OUTPUT mark {A@2027-01-21}/1
    task     A ignored
    because  Billed elsewhere, as a person said, 2026-11-21 to 2027-01-20.
    task     A@2027-01-21 synced
    """
    story.plays()


def test_a_period_that_was_billed_elsewhere_in_part_is_billed_for_the_rest(story: Story) -> None:
    """
    setting  auto-sync runs every five minutes
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     5 x NRD-OFF-M
    approved 2026-11-20
    then     the schedule fires
    then     a person says that A was billed elsewhere from 2026-11-21 to 2026-12-31
    then     the clock moves to 2026-12-21
    then     the schedule fires
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A@2026-12-21 draft AUD for Harbour & Sons Pty Ltd, reference {A@2026-12-21}, subtotal 40.32, total 44.35
    line     5 x 8.0645 = 40.32 account 200 tax OUTPUT mark {A@2026-12-21}/1
    task     A ignored
    because  Billed elsewhere, as a person said, 2026-11-21 to 2026-12-31.
    task     A@2026-12-21 synced
    """
    story.plays()


def test_what_a_person_takes_back_is_billed_after_all(story: Story) -> None:
    """
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     5 x NRD-OFF-M
    then     the schedule fires
    then     a person says that A is never sent
    then     a person takes that back for A
    then     a person syncs
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 62.50, total 68.75
    line     5 x 12.50 = 62.50 account 200 tax OUTPUT mark {A}/1
    task     A synced
    """
    story.plays()


def test_an_order_from_before_the_start_is_left_to_a_person_again_when_that_is_taken_back(story: Story) -> None:
    """
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     5 x NRD-OFF-M
    approved 2026-11-20
    then     the schedule fires
    then     a person says that A is never sent
    then     a person takes that back for A
    then     a person syncs
    ---
    task     A attention XI-811
    """
    story.plays()

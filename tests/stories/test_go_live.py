"""Nothing from before the start is synced by itself (money §16). The stories play on 2026-11-21."""

from __future__ import annotations

from tests.stories.story import Story


def test_an_order_from_before_the_start_is_left_to_a_person(story: Story) -> None:
    """
    setting  auto-sync runs every five minutes
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     5 x NRD-OFF-M
    approved 2026-11-20
    then     the schedule fires
    then     a person syncs
    ---
    task     A attention XI-811
    because  {A} was approved on 2026-11-20, before this extension began on 2026-11-21.
    """
    story.plays()


def test_a_person_who_chooses_it_sends_it(story: Story) -> None:
    """
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     5 x NRD-OFF-M
    approved 2026-11-20
    then     the schedule fires
    then     a person syncs A
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 62.50, total 68.75
    line     5 x 12.50 = 62.50 account 200 tax OUTPUT mark {A}/1
    task     A synced
    """
    story.plays()


def test_a_start_that_is_moved_back_lets_it_go_on_with_auto_sync(story: Story) -> None:
    """
    setting  auto-sync runs every five minutes
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     5 x NRD-OFF-M
    approved 2026-11-20
    order    B purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     5 x NRD-OFF-M
    approved 2026-11-18
    then     the schedule fires
    then     the start is moved to 2026-11-19
    then     the schedule fires
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 62.50, total 68.75
    line     5 x 12.50 = 62.50 account 200 tax OUTPUT mark {A}/1
    task     A synced
    task     B attention XI-811
    """
    story.plays()


def test_without_auto_sync_it_then_waits_to_be_asked_for(story: Story) -> None:
    """
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     5 x NRD-OFF-M
    approved 2026-11-20
    then     the schedule fires
    then     the start is moved to 2026-11-19
    then     the schedule fires
    ---
    task     A pending
    """
    story.plays()


def test_a_start_that_is_moved_on_stops_what_waited(story: Story) -> None:
    """
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     5 x NRD-OFF-M
    then     the schedule fires
    then     the start is moved to 2026-12-01
    then     a person syncs
    ---
    task     A attention XI-811
    because  {A} was approved on 2026-11-21, before this extension began on 2026-12-01.
    """
    story.plays()

from __future__ import annotations

import pytest

from sandbox.tales.repertoire import REPERTOIRE
from tests.sandbox_portal.builders import APortal


@pytest.mark.parametrize("row", REPERTOIRE)
def test_every_story_is_played_for_whoever_is_signed_in(row: str) -> None:
    stage = APortal()
    browser = stage.browser(stage.who.southern)

    played = browser.expect(201, "POST", "stories", {"row": row})

    shown = [order["id"] for order in browser.state["orders"]] + [file["id"] for file in browser.state["usage"]]
    assert set(played["orders"]) == set(shown)
    assert played["orders"]


def test_all_stories_are_on_offer() -> None:
    stage = APortal()

    assert [one["name"] for one in stage.browser(stage.who.albion).state["stories"]] == list(REPERTOIRE)


def test_a_story_that_there_is_not_is_refused() -> None:
    stage = APortal()

    assert "no story" in stage.browser(stage.who.southern).refused(404, "POST", "stories", {"row": "of a king"})


def test_nobody_plays_without_signing_in() -> None:
    APortal().browser().refused(401, "POST", "stories", {"row": "purchase"})


def test_whoever_has_no_customer_cannot_play() -> None:
    stage = APortal()

    answer = stage.browser(stage.who.world.environment.owner).refused(400, "POST", "stories", {"row": "purchase"})

    assert answer.endswith("has no customer.")

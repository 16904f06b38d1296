"""Every row of what moves money and of what is refunded, through the real runner; the books were worked out by hand."""

from __future__ import annotations

import pytest

from sandbox.tales.playing import Playing
from sandbox.tales.repertoire import REPERTOIRE
from tests.processes import no_runner_is_left


@pytest.mark.runner
def test_the_books_of_every_row_are_as_they_were_worked_out_by_hand() -> None:
    playing = Playing(list(REPERTOIRE.values()))
    with no_runner_is_left(), playing.walk.stage:
        played = playing.plays()

    assert {one.tale.name: sorted(one.found) for one in played} == {
        name: sorted(tale.books) for name, tale in REPERTOIRE.items()
    }
    assert playing.walk.xero.violations == []

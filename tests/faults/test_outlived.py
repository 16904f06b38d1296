"""Whoever comes back after his lease closes nothing: what became of the call meanwhile is for others to find out."""

from __future__ import annotations

import pytest

from connect_ext.books.documents.policies import CancellationRule, SentAs
from connect_ext.books.settings.settings import NumberSource
from sandbox.connect_wire import mounted_until_the_end
from sandbox.xero import Problem
from tests.faults.chances import API, AT_XERO, limiting
from tests.faults.orders import Buy
from tests.faults.play import Play
from tests.faults.weather import AtXero, Trouble

INVOICES = ("PUT", f"{API}/Invoices")
CHOSEN = {
    "sent_as": SentAs.SUBMITTED,
    "invoice_number_from": NumberSource.XERO,
    "cancellation": CancellationRule.CREDIT,
}


@pytest.mark.parametrize("refused", [AT_XERO["403"], limiting(Problem.MINUTE, 7)], ids=["403", "429"])
def test_a_refusal_that_is_heard_too_late_is_not_the_last_word(sqlite_url: str, refused: AtXero) -> None:
    with mounted_until_the_end():
        play = Play(sqlite_url, 1, **CHOSEN)
        Buy().place(play.market)
        play.post.tell_all()
        play.world.weather.arm(*INVOICES, refused)
        play.world.weather.arm(*INVOICES, Trouble.TIMEOUT)

        play.outlive(95, [])

        assert play.world.weather.armed == 0
        assert play.ends().all == []
        play.close()

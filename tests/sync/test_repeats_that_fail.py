"""The answer to a send is lost, and the repeat is refused with nothing done: that says nothing of the first."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from connect_ext.work.task import TaskStatus
from sandbox.xero import Faults, Problem
from tests.sync.watching import INVOICES, status
from tests.world import World

Refuse = Callable[[Faults], None]


@pytest.mark.parametrize(
    "refuse",
    [
        lambda faults: faults.rate_limit("PUT", INVOICES, Problem.MINUTE, retry_after=20),
        lambda faults: faults.forbidden("PUT", INVOICES),
        lambda faults: faults.find_wrong("PUT", INVOICES, "The description field is mandatory for each line item."),
    ],
)
def test_what_a_refused_repeat_says_is_no_proof_about_the_first_send(sqlite_world: World, refuse: Refuse) -> None:
    world = sqlite_world
    installation_id = world.ready()
    world.xero.faults.lose_answer("PUT", INVOICES)
    order = world.buy(installation_id)
    world.sync(installation_id)
    refuse(world.xero.faults)
    world.later(minutes=1)
    world.drain()
    for _ in range(3):
        world.later(minutes=10)
        world.connect(installation_id)
        world.sync(installation_id)

    assert len(world.books().invoices) == 1
    assert status(world, installation_id, order) is TaskStatus.SYNCED

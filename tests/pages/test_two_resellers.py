from __future__ import annotations

from connect_ext.web.door.our_pages import HEADER
from tests.pages.person import Person
from tests.pages.reseller import Reseller
from tests.pages.theatre import Theatre
from tests.pages.visits import Visits

FETCH = "([address, headers]) => fetch(address, { headers }).then(({ status }) => status)"


def asks_for_task(person: Person, task_id: int) -> int:
    """The status of the answer that a page gets which says all that a page of ours says."""
    installation = person.reseller.walk.marketplace.world.installation_of(person.reseller.account)
    assert installation is not None
    status: int = person.inside.evaluate(FETCH, [f"/api/tasks/{task_id}", {HEADER: installation["id"]}])
    return status


def test_each_sees_its_own_orders_and_cannot_reach_the_others(
    reseller: Reseller, stage: Theatre, visits: Visits
) -> None:
    other = stage.newcomer().is_set_up()
    mine, theirs = reseller.has_sold(), other.has_sold()
    me, them = visits.by(reseller), visits.by(other)
    me.opens_orders().is_shown().lists(mine)
    them.opens_orders().is_shown().lists(theirs)

    me.watch.expects("status of 404")
    assert asks_for_task(me, other.task(theirs)["id"]) == 404
    assert asks_for_task(me, reseller.task(mine)["id"]) == 200

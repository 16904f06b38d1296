from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from connect_ext.books.ids import InstallationId, TenantId
from connect_ext.books.money import plain
from connect_ext.storage import asset_terms, coverage, task_list
from connect_ext.sync.runtime import LEASE
from connect_ext.work.task import TaskStatus
from sandbox.http import Request, Response, json_response
from sandbox.xero import HARBOUR
from tests.sync.watching import INVOICES, codes, on, sent, status
from tests.world import World


def covered(world: World, installation_id: InstallationId, order: dict[str, Any]) -> list[str]:
    with world.app.runtime.database.transaction() as tx:
        found = coverage.load(tx, installation_id, TenantId(HARBOUR), [order["asset"]["id"]])
    return [f"{plain(one.quantity)} {one.days.start} {one.days.end} {one.state.value}" for one in found]


def lines(world: World) -> list[str]:
    return [
        f"{plain(line['Quantity'])} x {plain(line['UnitAmount'])} = {line['LineAmount']:.2f}"
        for invoice in world.books().invoices
        for line in invoice["LineItems"]
    ]


FIRST, MORE = "5 2026-11-21 2026-12-21 billed", "3 2026-12-01 2026-12-21 billed"


def bought(world: World, **chosen: Any) -> tuple[InstallationId, dict[str, Any]]:
    installation_id = world.ready(**chosen)
    order = world.buy(installation_id, {"NRD-OFF-M": 5})
    world.sync(installation_id)
    return installation_id, order


def changed(world: World) -> tuple[InstallationId, dict[str, Any], dict[str, Any]]:
    """Ten days after the purchase was synced; the change is not."""
    installation_id, order = bought(world)
    world.later(days=10)
    return installation_id, order, world.change(installation_id, order, {"NRD-OFF-M": 8})


def test_coverage_is_written_with_the_link(world: World) -> None:
    installation_id, order = bought(world)
    assert covered(world, installation_id, order) == [FIRST]


def test_it_is_not_there_while_the_answer_is_not(sqlite_world: World) -> None:
    world = sqlite_world
    seen: list[list[str]] = []
    installation_id, order, _ = changed(world)
    world.watchers.append(on("PUT", INVOICES, lambda _: seen.append(covered(world, installation_id, order))))
    world.sync(installation_id)
    assert seen == [[FIRST]]
    assert covered(world, installation_id, order) == [FIRST, MORE]


@pytest.mark.parametrize("minutes", [1, 7])
def test_a_lost_answer_of_a_change_writes_it_once(world: World, minutes: int) -> None:
    """Within six minutes the same call goes again; later Xero is read."""
    installation_id, order, change = changed(world)
    world.xero.faults.lose_answer("PUT", INVOICES)
    world.sync(installation_id)
    assert (status(world, installation_id, change), covered(world, installation_id, order)) == (
        TaskStatus.UNCERTAIN,
        [FIRST],
    )

    world.later(minutes=minutes)
    world.drain()
    world.sync(installation_id)

    assert status(world, installation_id, change) is TaskStatus.SYNCED
    assert covered(world, installation_id, order) == [FIRST, MORE]
    assert lines(world) == ["5 x 12.5 = 62.50", "3 x 8.3333 = 25.00"]


def test_an_invoice_that_differs_from_what_was_sent_is_covered_all_the_same(sqlite_world: World) -> None:
    world = sqlite_world
    installation_id, order, change = changed(world)
    world.answer_instead("PUT", INVOICES, json_response(200, {"Invoices": "?"}))
    world.sync(installation_id)
    world.later(minutes=7)
    world.drain()
    assert status(world, installation_id, change) is TaskStatus.SYNCED
    assert covered(world, installation_id, order) == [FIRST, MORE]


def test_what_the_second_look_finds_is_covered(sqlite_world: World) -> None:
    """The answer is lost and the read finds nothing yet; when it goes out again, it is found."""
    world = sqlite_world
    installation_id, order, change = changed(world)
    world.xero.faults.lose_answer("PUT", INVOICES)
    world.sync(installation_id)
    world.later(minutes=7)
    world.answer_instead("GET", INVOICES, json_response(200, {"Invoices": []}))
    world.drain()
    world.later(minutes=10)
    world.drain()
    assert status(world, installation_id, change) is TaskStatus.SYNCED
    assert len(sent(world, "PUT", INVOICES)) == 2
    assert covered(world, installation_id, order) == [FIRST, MORE]


def test_an_invoice_that_is_made_is_compared_with_what_was_meant_when_it_was(sqlite_world: World) -> None:
    """The purchase needs a person although its invoice is there; meanwhile its change is billed."""
    world = sqlite_world
    world.xero.faults.replace_value("PUT", INVOICES, "SubTotal", 99)
    installation_id, order = bought(world)
    assert codes(world, installation_id, order) == ["XI-405"]
    assert covered(world, installation_id, order) == [FIRST]
    purchase = world.task(installation_id, order["id"]).id
    with world.app.runtime.database.transaction() as tx:
        assert task_list.ignore(tx, installation_id, purchase, "By hand.", world.clock())
    world.later(days=10)
    change = world.change(installation_id, order, {"NRD-OFF-M": 8})
    world.sync(installation_id)
    assert status(world, installation_id, change) is TaskStatus.SYNCED

    with world.app.runtime.database.transaction() as tx:
        assert task_list.unignore(tx, installation_id, purchase, world.clock())
    world.sync(installation_id)
    assert "is in Xero already" in world.task(installation_id, order["id"]).reason
    assert covered(world, installation_id, order) == [FIRST, MORE]
    assert lines(world) == ["5 x 12.5 = 62.50", "3 x 8.3333 = 25.00"]


def test_what_xero_refuses_covers_nothing(sqlite_world: World) -> None:
    world = sqlite_world
    person = world.xero.person(HARBOUR)
    person.write("PUT", "Contacts", {"Contacts": [{"Name": world.who.sydney["name"]}]})
    installation_id, order = bought(world)
    assert codes(world, installation_id, order) == ["XI-301"]
    assert covered(world, installation_id, order) == []


def test_purchase_and_change_are_never_in_one_batch(sqlite_world: World) -> None:
    world = sqlite_world
    installation_id = world.ready()
    order = world.buy(installation_id, {"NRD-OFF-M": 5})
    world.later(days=10)
    world.change(installation_id, order, {"NRD-OFF-M": 8})
    world.sync(installation_id)
    assert [len(json.loads(call.body)["Invoices"]) for call in sent(world, "PUT", INVOICES)] == [1, 1]
    assert covered(world, installation_id, order) == [FIRST, MORE]


def test_a_change_that_is_told_before_its_purchase_waits_for_it(sqlite_world: World) -> None:
    world = sqlite_world
    installation_id = world.ready()
    elsewhere = world.install(world.who.distributor)
    order = world.buy(elsewhere, {"NRD-OFF-M": 5})
    world.later(days=10)
    change = world.change(installation_id, order, {"NRD-OFF-M": 8})
    world.tell(installation_id, order)
    world.sync(installation_id)
    assert status(world, installation_id, change) is TaskStatus.SYNCED
    assert covered(world, installation_id, order) == [FIRST, MORE]


def test_a_purchase_that_is_told_after_its_change_was_tried_is_not_held_up(sqlite_world: World) -> None:
    world = sqlite_world
    installation_id = world.ready()
    elsewhere = world.install(world.who.distributor)
    order = world.buy(elsewhere, {"NRD-OFF-M": 5})
    world.later(days=10)
    change = world.change(installation_id, order, {"NRD-OFF-M": 8})
    world.sync(installation_id)
    assert codes(world, installation_id, change) == ["XI-602"]
    world.tell(installation_id, order)
    world.sync(installation_id)
    world.sync(installation_id)
    assert status(world, installation_id, change) is TaskStatus.SYNCED
    assert covered(world, installation_id, order) == [FIRST, MORE]


def test_what_costs_nothing_is_waived_and_what_is_added_to_it_costs_nothing(sqlite_world: World) -> None:
    world = sqlite_world
    set_price(world, 0)
    installation_id, order = bought(world)
    assert covered(world, installation_id, order) == ["5 2026-11-21 2026-12-21 waived"]

    set_price(world, 12.5)
    world.later(days=10)
    change = world.change(installation_id, order, {"NRD-OFF-M": 8})
    world.sync(installation_id)
    assert status(world, installation_id, change) is TaskStatus.SYNCED
    assert (len(world.books().contacts), len(world.books().invoices)) == (0, 0)
    assert covered(world, installation_id, order)[1:] == ["3 2026-12-01 2026-12-21 waived"]


def set_price(world: World, price: float) -> None:
    for version in world.marketplace.state.all("pricing/versions"):
        for point in world.marketplace.state.all(f"pricing/versions/{version.value['id']}/points"):
            point.value["attributes"]["st0p"] = price


def test_the_terms_are_those_of_the_first_proposal_although_the_platforms_date_moves_on(sqlite_world: World) -> None:
    world = sqlite_world
    installation_id, order = bought(world)
    world.marketplace.bill_next_on(order["asset"]["id"], world.clock().replace(year=2027, month=5, day=9), 9)
    world.later(days=10)
    world.change(installation_id, order, {"NRD-OFF-M": 8, "NRD-SETUP": 1})
    world.sync(installation_id)
    # What is charged once is covered on the day on which it is ordered.
    assert covered(world, installation_id, order) == [FIRST, MORE, "1 2026-12-01 2026-12-02 billed"]
    with world.app.runtime.database.transaction() as tx:
        (terms,) = asset_terms.load(tx, installation_id, [order["asset"]["id"]]).values()
    assert terms is not None
    assert (terms.next_date.isoformat(), terms.anniversary_day) == ("2026-12-21", 21)


def subscriptions_asked(world: World, answer: Callable[[Request], Any]) -> list[str]:
    """Stands between the product and the platform's subscriptions."""
    asked: list[str] = []
    original = world.marketplace.handle

    def handle(request: Request) -> Any:
        if request.path.endswith("/subscriptions/assets"):
            asked.append(request.query_string)
            return answer(request) or original(request)
        return original(request)

    world.marketplace.handle = handle  # type: ignore[method-assign]
    return asked


@pytest.mark.parametrize("refusal", [403, 404])
def test_where_connect_does_not_show_subscriptions_the_service_begins_a_full_period(
    sqlite_world: World, refusal: int
) -> None:
    world = sqlite_world
    asked = subscriptions_asked(world, lambda _: json_response(refusal, {"error_code": "AUTH_001", "errors": []}))
    installation_id, order = bought(world)
    assert (lines(world), covered(world, installation_id, order)) == (["5 x 12.5 = 62.50"], [FIRST])

    world.later(days=10)
    world.change(installation_id, order, {"NRD-OFF-M": 8})
    world.sync(installation_id)
    assert covered(world, installation_id, order) == [FIRST, MORE]
    assert len(asked) == 1, "what Connect did not show is fixed, too"


def test_the_subscriptions_of_a_batch_are_read_in_one_call(sqlite_world: World) -> None:
    world = sqlite_world
    asked = subscriptions_asked(world, lambda _: None)
    installation_id = world.ready()
    for _ in range(3):
        world.buy(installation_id)
    world.buy(installation_id, {"NRD-SETUP": 1})
    world.sync(installation_id)
    assert len(asked) == 1
    assert asked[0].count("AS-") == 3
    assert sum(Decimal(str(invoice["SubTotal"])) for invoice in world.books().invoices) == 3 * 125 + 250


def test_a_worker_whose_lease_is_gone_covers_nothing(sqlite_world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """To it the order costs nothing; the one who took over sends an invoice, which Xero refuses."""
    world = sqlite_world
    set_price(world, 0)
    installation_id = world.ready()
    order = world.buy(installation_id, {"NRD-OFF-M": 5})
    connect, others = world.marketplace.handle, list[int]()

    def slow(request: Request) -> Response:
        answer = connect(request)
        if request.path.endswith("/points") and not others:
            others.append(1)
            world.clock.move(2 * LEASE)
            set_price(world, 12.5)
            world.xero.faults.find_wrong("PUT", INVOICES, "Account code")
            world.drain()
        return answer

    monkeypatch.setattr(world.marketplace, "handle", slow)
    world.sync(installation_id)
    assert (status(world, installation_id, order), len(others)) == (TaskStatus.ATTENTION, 1)
    assert len(world.books().invoices) == 0
    assert covered(world, installation_id, order) == []

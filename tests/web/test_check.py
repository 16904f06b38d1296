"""Check Changes: orders that no event has told of are found, once, and priced after the answer."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from connect_ext.books.ids import InstallationId
from connect_ext.storage import cursors, journal
from connect_ext.sync.schedule.check import FIRST_LOOK_BACK
from connect_ext.work.notice import NoticeKind
from sandbox.connect.usage_files import UsageLine
from sandbox.xero import HARBOUR
from tests.web.door import Caller, Door, problem
from tests.web.test_caller import NAMES
from tests.web.test_tasks import buy, installation_of, listed, orders, sync
from tests.world import World


@pytest.fixture
def southern(world: World, door: Door) -> Caller:
    return door.of(world.who.southern, world.ready())


def untold(world: World, connection: str = "production") -> str:
    """An approved purchase at Southern of which no event comes."""
    who = world.who
    placed = world.marketplace.place_purchase(who.southern, who.sydney, who.office, {"NRD-OFF-M": 10}, connection)
    world.later(minutes=1)
    order: str = world.marketplace.approve(placed["id"])["id"]
    return order


def check(world: World, caller: Caller) -> tuple[int, int]:
    answer = caller.post("/api/check", {})
    assert answer.status == 200, answer.body
    world.wait()
    return answer.json()["found"], answer.json()["new"]


def reached(world: World, caller: Caller) -> Any:
    with world.app.runtime.database.transaction() as tx:
        return cursors.load(tx, installation_of(caller), NoticeKind.ASSET_REQUEST)


def test_an_order_that_no_event_told_of_is_found(world: World, southern: Caller) -> None:
    order = untold(world)

    assert check(world, southern) == (1, 1)
    [task] = listed(southern)["tasks"]
    assert (task["order"], task["status"], task["due_at"]) == (order, "pending", None)


def test_what_it_comes_to_is_known_after_the_answer(world: World, southern: Caller) -> None:
    untold(world)
    check(world, southern)

    assert listed(southern)["tasks"][0]["amount"] == {"value": "125.00", "currency": "AUD"}
    assert world.books().invoices == ()


def test_a_second_check_finds_nothing_new_and_makes_nothing_twice(world: World, southern: Caller) -> None:
    untold(world)
    check(world, southern)
    before = listed(southern)

    assert check(world, southern)[1] == 0
    assert listed(southern) == before


def test_what_an_event_has_told_already_is_not_new(world: World, southern: Caller) -> None:
    buy(world, southern)

    assert check(world, southern) == (1, 0)
    assert len(listed(southern)["tasks"]) == 1


def test_an_event_that_comes_after_the_check_changes_nothing(world: World, southern: Caller) -> None:
    order = untold(world)
    check(world, southern)
    world.marketplace.tell_again(order)
    world.tell(installation_of(southern), world.marketplace.state.get("requests", order))
    sync(world, southern)

    assert orders(listed(southern)) == [order]
    assert len(world.books().invoices) == 1


def test_test_orders_are_taken_in_as_ignored(world: World, southern: Caller) -> None:
    untold(world, connection="test")

    assert check(world, southern) == (1, 1)
    assert [task["status"] for task in listed(southern)["tasks"]] == ["ignored"]


def test_what_nobody_has_approved_yet_is_not_asked_for(world: World, southern: Caller) -> None:
    who = world.who
    world.marketplace.place_purchase(who.southern, who.sydney, who.office, {"NRD-OFF-M": 10})

    assert check(world, southern) == (0, 0)


def test_the_first_check_looks_back_a_month_and_the_next_ones_from_the_last_change(
    world: World, southern: Caller
) -> None:
    older, gone = untold(world), untold(world)
    world.marketplace.state.drop("assets", world.marketplace.state.get("requests", gone)["asset"]["id"])
    world.later(days=32)
    recent = untold(world)
    world.later(days=2)
    assert check(world, southern) == (2, 2), "of an older subscription that is active one order, and of others none"
    assert sorted(orders(listed(southern))) == sorted([recent, older])

    world.later(days=40)
    later = untold(world)
    assert check(world, southern)[1] == 1
    assert sorted(orders(listed(southern))) == sorted([later, recent, older])
    assert reached(world, southern) == world.clock()


def test_a_change_that_showed_up_late_is_still_found(world: World, southern: Caller) -> None:
    late = untold(world)
    world.later(minutes=8)
    untold(world)
    hidden = world.marketplace.state.get("requests", late)
    world.marketplace.state.drop("requests", late)
    assert check(world, southern) == (1, 1)

    world.marketplace.state.put("requests", hidden)
    assert check(world, southern)[1] == 1


def changed(world: World, order: str, **fields: Any) -> None:
    """As the platform shows the request from now on."""
    world.marketplace.state.put("requests", {**world.marketplace.state.get("requests", order), **fields})


def test_a_change_dated_in_the_future_hides_no_other(world: World, southern: Caller) -> None:
    changed(world, untold(world), updated="2030-01-01T00:00:00+00:00")
    assert check(world, southern) == (1, 1)
    assert reached(world, southern) == world.clock()

    world.later(days=1)
    untold(world)
    assert check(world, southern)[1] == 1
    assert reached(world, southern) == world.clock()


def test_a_request_with_a_number_that_is_none_hides_no_other(world: World, southern: Caller) -> None:
    odd = untold(world)
    item = {**world.marketplace.state.get("requests", odd)["asset"]["items"][0], "quantity": float("inf")}
    asset = {**world.marketplace.state.get("requests", odd)["asset"], "items": [item]}
    changed(world, odd, asset=asset, params=[{"id": "x", "structured_value": {"n": float("nan")}}])
    plain = untold(world)

    assert check(world, southern) == (2, 2)
    assert reached(world, southern) == world.clock()
    sync(world, southern)
    found = {task["order"]: task for task in listed(southern)["tasks"]}
    assert found[plain]["status"] == "synced"
    assert (found[odd]["status"], [one["code"] for one in found[odd]["problems"]]) == ("attention", ["XI-103"])
    assert "“Infinity”" in found[odd]["reason"]


def test_more_than_a_page_is_read_to_its_end(world: World, southern: Caller) -> None:
    """Half of them at one moment, which no page boundary parts; half of them a second apart."""
    who = world.who
    placed = [
        world.marketplace.place_purchase(who.southern, who.sydney, who.office, {"NRD-OFF-M": 0}) for _ in range(230)
    ]
    for number, order in enumerate(placed):
        world.later(seconds=1 if number > 115 else 0)
        world.marketplace.approve(order["id"])

    assert check(world, southern) == (230, 230)
    assert listed(southern)["counts"]["all"] == 230


def test_the_journal_says_who_asked_and_what_was_found(world: World, southern: Caller) -> None:
    untold(world)
    check(world, southern)
    with world.app.runtime.database.transaction() as tx:
        entries = journal.page(tx, installation_of(southern), limit=100)

    [entry] = [found for found in entries if found.event == "orders.checked"]
    assert (entry.actor.value, entry.data["user"]) == ("person", world.who.southern.user_id)
    assert entry.sentence == "Connect was asked for changed orders: 1 found, 1 of them new."


def test_without_a_connection_orders_are_found_and_not_priced(world: World, door: Door) -> None:
    caller = door.of(world.who.southern, world.install(world.who.southern))
    untold(world)

    assert check(world, caller) == (1, 1)
    assert listed(caller)["tasks"][0]["amount"] is None


def test_an_order_with_problems_keeps_no_other_from_its_price(world: World, southern: Caller) -> None:
    installation_id = installation_of(southern)
    world.buy(installation_id, {"NRD-OFF-M": "unlimited"})
    untold(world)
    check(world, southern)

    assert [task["amount"] is None for task in listed(southern)["tasks"]] == [False, True]


def test_settings_that_change_what_orders_come_to_have_them_priced_anew(world: World, door: Door) -> None:
    caller = door.of(world.who.southern, world.ready(accounts={}))
    untold(world)
    check(world, caller)
    assert listed(caller)["tasks"][0]["amount"] is None
    saved = caller.get("/api/settings").json()
    saved["settings"]["accounts"] = {"licence": "200"}
    assert caller.put("/api/settings", saved).status == 200
    world.wait()

    assert listed(caller)["tasks"][0]["amount"] == {"value": "125.00", "currency": "AUD"}


def test_each_installation_finds_its_own_orders_only(world: World, door: Door, southern: Caller) -> None:
    albion = door.of(world.who.albion, world.ready(world.who.albion, HARBOUR))
    untold(world)

    assert check(world, albion) == (0, 0)
    assert check(world, southern) == (1, 1)
    assert (listed(albion)["tasks"], reached(world, albion)) == ([], world.clock() - FIRST_LOOK_BACK)


@pytest.mark.parametrize("name", NAMES)
def test_a_caller_cannot_check_in_anothers_name(world: World, door: Door, southern: Caller, name: str) -> None:
    untold(world)
    mine = door.of(world.who.albion, world.ready(world.who.albion, HARBOUR))
    theirs = InstallationId(southern.options["installation_id"])
    answer = mine.send("POST", "/api/check", {}, **{name: theirs})
    world.wait()

    assert answer.status in (200, 400)
    assert listed(southern)["tasks"] == []
    assert listed(mine)["tasks"] == []


@pytest.mark.parametrize(("body", "field"), [({"since": "lilac-canary"}, "since"), (None, "body"), (7, "body")])
def test_a_wish_that_is_not_understood_checks_nothing(world: World, southern: Caller, body: Any, field: str) -> None:
    untold(world)
    answer = southern.post("/api/check", body)

    assert (answer.status, problem(answer)["fields"][0]["field"]) == (422, field)
    assert "canary" not in answer.body.decode()
    assert listed(southern)["tasks"] == []


def sources(world: World, caller: Caller) -> dict[str, tuple[int, int, str]]:
    answer = caller.post("/api/check", {}).json()
    world.wait()
    return {one["source"]: (one["found"], one["new"], one["skipped"]) for one in answer["sources"]}


def test_each_kind_that_was_looked_at_is_counted(world: World, southern: Caller) -> None:
    order = untold(world)
    asset = world.marketplace.state.get("requests", order)["asset"]["id"]
    world.marketplace.bill(asset, "provider")

    assert sources(world, southern) == {
        "asset_request": (1, 1, ""),
        "billing_request": (1, 1, ""),
        "usage_file": (0, 0, ""),
    }
    assert {task["status"] for task in listed(southern)["tasks"]} == {"pending", "ignored"}
    assert sources(world, southern)["billing_request"] == (1, 0, "")


def test_a_usage_file_that_no_event_told_of_is_found_and_its_orders_are_listed(world: World, southern: Caller) -> None:
    bought = world.marketplace.state.get("requests", buy(world, southern))["asset"]
    line = UsageLine(asset_id=bought["id"], item="NRD-OFF-M", quantity=Decimal(2), amount=Decimal(5))
    file = world.marketplace.make_usage_file(bought["product"], [line])
    world.marketplace.accept_usage_file(file["id"])

    assert sources(world, southern)["usage_file"] == (1, 1, "")
    assert any(task["order"].startswith(file["id"]) for task in listed(southern)["tasks"])


def test_the_schedule_checks_by_itself_every_quarter_of_an_hour(world: World, southern: Caller) -> None:
    first = untold(world)
    world.schedule_fires()
    assert [task["order"] for task in listed(southern)["tasks"]] == [first]

    second = untold(world)
    world.schedule_fires()
    assert len(listed(southern)["tasks"]) == 1
    world.later(minutes=15)
    world.schedule_fires()
    assert {task["order"] for task in listed(southern)["tasks"]} == {first, second}


def test_a_check_of_the_schedule_is_in_the_log_only_where_it_found_something(world: World, southern: Caller) -> None:
    world.schedule_fires()
    assert checks(world, southern) == []
    untold(world)
    world.later(minutes=15)
    world.schedule_fires()
    assert checks(world, southern) == ["schedule"]


def checks(world: World, caller: Caller) -> list[str]:
    with world.app.runtime.database.transaction() as tx:
        entries = journal.page(tx, installation_of(caller), limit=50)
    return [entry.actor.value for entry in entries if entry.event == "orders.checked"]

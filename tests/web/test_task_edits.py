from __future__ import annotations

from typing import Any

import pytest

from connect_ext.books.ids import InstallationId
from tests.web.door import Caller, Door, problem
from tests.world import World

SEATS = {"1": {"quantity": "4", "price": {"amount": "11.5", "currency": "AUD"}, "description": "Seats"}}
AS_THEY_ARE = {
    "description": "",
    "quantity": None,
    "price": None,
    "source": None,
    "discount": "0",
    "account": "",
    "tax_type": "",
}


@pytest.fixture
def southern(world: World, door: Door) -> Caller:
    return door.of(world.who.southern, world.ready())


def bought(world: World, southern: Caller) -> tuple[str, dict[str, Any]]:
    order = world.buy(InstallationId(str(southern.page)))
    (task,) = southern.get("/api/tasks").json()["tasks"]
    return f"/api/tasks/{task['id']}", order


def test_edits_show_in_the_preview_and_then_in_the_books(world: World, southern: Caller) -> None:
    task, _ = bought(world, southern)
    assert southern.put(f"{task}/edits", {"lines": SEATS}).json()["lines"]["1"] == {**AS_THEY_ARE, **SEATS["1"]}
    (line,) = southern.get(f"{task}/preview").json()["xero"]["lines"]
    assert (line["quantity"], line["unit_amount"], line["line_amount"]) == ("4", "11.50", "46.00")
    assert line["description"].startswith("Seats, per month from 2026-11-21")
    world.sync(InstallationId(str(southern.page)))
    (invoice,) = world.books().invoices
    assert invoice["SubTotal"] == 46


def test_a_line_is_booked_where_a_person_says(world: World, southern: Caller) -> None:
    task, _ = bought(world, southern)
    southern.put(f"{task}/edits", {"lines": {"1": {"account": "260", "tax_type": "EXEMPTOUTPUT"}}})
    (line,) = southern.get(f"{task}/preview").json()["xero"]["lines"]
    assert (line["account_code"], line["tax_type"]) == ("260", "EXEMPTOUTPUT")
    assert "account by a person for this order, tax type by a person for this order." in line["explanation"]
    world.sync(InstallationId(str(southern.page)))
    (invoice,) = world.books().invoices
    assert [(one["AccountCode"], one["TaxType"]) for one in invoice["LineItems"]] == [("260", "EXEMPTOUTPUT")]


@pytest.mark.parametrize(("wrong", "code"), [({"account": "999"}, "XI-209"), ({"tax_type": "MOON"}, "XI-210")])
def test_what_the_organisation_does_not_take_is_said_before_anything_is_sent(
    world: World, southern: Caller, wrong: dict[str, str], code: str
) -> None:
    task, _ = bought(world, southern)
    southern.put(f"{task}/edits", {"lines": {"1": wrong}})
    assert code in [one["code"] for one in southern.get(f"{task}/preview").json()["problems"]]


def test_edits_are_taken_back_as_a_whole(world: World, southern: Caller) -> None:
    task, _ = bought(world, southern)
    southern.put(f"{task}/edits", {"lines": SEATS})
    assert southern.put(f"{task}/edits", {"lines": {}}).json() == {"lines": {}}
    (line,) = southern.get(f"{task}/preview").json()["xero"]["lines"]
    assert line["quantity"] == "10"


def test_an_order_that_is_in_xero_is_not_edited_any_more(world: World, southern: Caller) -> None:
    task, _ = bought(world, southern)
    world.sync(InstallationId(str(southern.page)))
    refusal = problem(southern.put(f"{task}/edits", {"lines": SEATS}))
    assert (refusal["status"], refusal["title"]) == (409, "not editable")


def test_a_newer_notice_of_the_order_leaves_the_edits(world: World, southern: Caller) -> None:
    task, order = bought(world, southern)
    southern.put(f"{task}/edits", {"lines": SEATS})
    world.later(minutes=1)
    world.tell(InstallationId(str(southern.page)), {**order, "updated": world.clock().isoformat(), "note": "changed"})
    southern.get("/api/tasks")
    assert southern.get(f"{task}/edits").json()["lines"]["1"]["quantity"] == "4"


@pytest.mark.parametrize(
    "wrong",
    [
        {"1": {"quantity": "-1"}},
        {"0": {"quantity": "1"}},
        {"1": {"discount": "101"}},
        {"1": {"price": {"amount": "1", "currency": "aud"}}},
        {"1": {"price": {"amount": "1", "currency": "AUD"}, "source": "own_table"}},
        {"1": {"colour": "red"}},
    ],
)
def test_edits_that_make_no_sense_are_refused(world: World, southern: Caller, wrong: dict[str, Any]) -> None:
    task, _ = bought(world, southern)
    assert southern.put(f"{task}/edits", {"lines": wrong}).status == 422


def test_nobody_edits_the_orders_of_another(world: World, southern: Caller, door: Door) -> None:
    task, _ = bought(world, southern)
    other = door.of(world.who.albion, world.install(world.who.albion))
    assert other.put(f"{task}/edits", {"lines": SEATS}).status == 404
    assert other.get(f"{task}/edits").status == 404


def reduced(world: World, southern: Caller) -> str:
    """By five of ten seats, where reductions ask."""
    ours = InstallationId(str(southern.page))
    world.choose_settings(ours, reductions="ask")
    order = world.buy(ours)
    world.sync(ours)
    change = world.change(ours, order, {"NRD-OFF-M": 5})
    world.sync(ours)
    return f"/api/tasks/{world.task(ours, change['id']).id}"


def test_what_a_reduction_gives_back_is_chosen_for_it_alone(world: World, southern: Caller) -> None:
    task = reduced(world, southern)
    assert [one["code"] for one in southern.get(task).json()["problems"]] == ["XI-605"]
    given = southern.get(f"{task}/edits/giving-back").json()
    assert given == {"choice": None, "by": None, "choices": ["refund", "quantity_only"]}
    chosen = southern.put(f"{task}/edits/giving-back", {"choice": "quantity_only"}).json()
    assert (chosen["choice"], chosen["by"]) == ("quantity_only", world.who.southern.user_id)
    assert "chose for this order: only the quantity changes" in str(southern.get(f"{task}/preview").json())
    world.sync(InstallationId(str(southern.page)))
    assert southern.get(task).json()["status"] == "synced"
    refusal = problem(southern.put(f"{task}/edits/giving-back", {"choice": None}))
    assert refusal["type"].endswith("not_editable")


def test_a_choice_that_the_order_does_not_have_is_refused(world: World, southern: Caller) -> None:
    task, _ = bought(world, southern)
    assert southern.get(f"{task}/edits/giving-back").json()["choices"] == []
    refused = problem(southern.put(f"{task}/edits/giving-back", {"choice": "refund"}))
    assert refused["type"].endswith("no_such_choice")
    reduction = reduced(world, southern)
    assert southern.put(f"{reduction}/edits/giving-back", {"choice": "no_credit"}).status == 422

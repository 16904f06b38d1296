"""An order with several documents: what a person is shown before and after it is synced."""

from __future__ import annotations

from typing import Any

import pytest

from connect_ext.sync.intake.intake import take_in_everything
from sandbox.xero import HARBOUR
from tests.web.door import Caller, Door
from tests.web.test_tasks import installation_of, listed, sync
from tests.world import World


@pytest.fixture
def southern(world: World, door: Door) -> Caller:
    """Ten seats on an approved invoice, five more on a draft; then a change to twelve, which is not synced."""
    caller = door.of(world.who.southern, world.ready())
    us = installation_of(caller)
    order = world.buy(us, {"NRD-OFF-M": 10})
    world.sync(us)
    world.xero.person(HARBOUR).approve("INV-0001")
    world.change(us, order, {"NRD-OFF-M": 15})
    world.sync(us)
    world.change(us, order, {"NRD-OFF-M": 12})
    take_in_everything(world.app.runtime, us)
    return caller


def newest(caller: Caller, path: str = "") -> Any:
    answer = caller.get(f"/api/tasks/{listed(caller)['tasks'][0]['id']}{path}")
    assert answer.status == 200, answer.body
    return answer.json()


def test_a_preview_shows_which_line_of_which_draft_becomes_what(southern: Caller) -> None:
    found = newest(southern, "/preview")
    assert (found["xero"], found["nothing"], found["credit_notes"]) == (None, None, [])
    [change] = found["changes"]
    assert (change["number"], change["does"], change["difference"]) == ("INV-0002", "reduced", "-37.50")
    [line] = change["lines"]
    assert (line["before"]["line_amount"], line["after"]["line_amount"]) == ("62.50", "25.00")
    assert line["explanation"].startswith("37.5 AUD less on ")
    assert found["digest"].startswith("-37.50 AUD ")


def test_afterwards_the_task_shows_the_same_change_and_its_amount(world: World, southern: Caller) -> None:
    before = newest(southern, "/preview")
    task = listed(southern)["tasks"][0]["id"]
    sync(world, southern, tasks=[task], shown={str(task): before["digest"]})
    found = newest(southern)
    assert (found["status"], found["reason"]) == ("synced", "Invoice INV-0002 reduced.")
    assert found["changes"] == before["changes"]
    assert (found["xero"], found["credit_notes"], found["follow_ups"]) == (None, [], [])
    assert found["amount"] == {"value": "-37.50", "currency": "AUD"}
    assert (found["document"]["kind"], found["document"]["number"]) == ("invoice", "INV-0002")


def test_a_credit_note_is_shown_before_and_after_with_what_is_done_to_it_later(world: World, southern: Caller) -> None:
    us = installation_of(southern)
    world.sync(us)
    asset = world.task(us, newest(southern)["order"]).payload["asset"]
    world.change(us, {"asset": asset}, {"NRD-OFF-M": 8})
    take_in_everything(world.app.runtime, us)
    proposed = newest(southern, "/preview")
    [note], [change] = proposed["credit_notes"], proposed["changes"]
    assert (note["state"], note["made_as"], note["subtotal"], change["does"]) == (
        "proposed", "DRAFT", "25.00", "deleted",
    )  # fmt: skip
    assert proposed["set_offs"] == [{"invoice": "INV-0001", "amount": "27.50", "currency": "AUD"}]
    said = "27.50 AUD of the credit note will be set off against INV-0001 once both are approved."
    assert proposed["remarks"][-1] == said

    world.sync(us)
    found = newest(southern)
    [note], [later] = found["credit_notes"], found["follow_ups"]
    assert (note["number"], note["status"], note["total"], note["due_date"]) == ("CN-0001", "DRAFT", "27.50", None)
    assert later["sentence"].startswith("Credit note CN-0001 is set off")
    assert later["due_at"] is not None
    assert [one["document"].partition(":")[0] for one in found["documents"]] == ["change", "credit"]
    assert {name: found["document"][name] for name in ("kind", "number")} == {
        "kind": "credit_note",
        "number": "CN-0001",
    }
    assert "ViewCreditNote.aspx?creditNoteID=" in found["document"]["url"]
    assert listed(southern)["tasks"][0]["document"] == found["document"]

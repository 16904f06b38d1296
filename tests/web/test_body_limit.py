from __future__ import annotations

import pytest

from tests.web.door import Caller, Door, problem
from tests.world import World

LONG = "x" * 2_000_000


@pytest.fixture
def southern(world: World, door: Door) -> Caller:
    return door.of(world.who.southern, world.install(world.who.southern))


@pytest.mark.parametrize(
    ("method", "path"),
    [("PUT", "/api/settings"), ("PUT", "/api/prices"), ("POST", "/api/sync"), ("PUT", "/api/tasks/1/edits")],
)
def test_a_body_that_no_page_sends_is_refused_before_anything_is_made_of_it(
    southern: Caller, method: str, path: str
) -> None:
    answer = southern.send(method, path, {"lines": LONG})
    assert (answer.status, problem(answer)["detail"]) == (413, "The body is larger than 2 MB.")


def test_a_whole_price_table_is_taken(southern: Caller) -> None:
    row = {"product_item": "PRD-276-377-545-0001", "marketplace": "MP-12345", "currency": "AUD", "price": "12.50"}
    rows = [{**row, "minimum_quantity": str(number), "valid_from": "2026-01-01"} for number in range(5000)]
    assert southern.put("/api/prices", {"version": 0, "rows": rows}).status == 200

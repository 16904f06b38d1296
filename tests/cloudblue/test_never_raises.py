from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from connect_ext.books.ids import InstallationId
from connect_ext.books.orders.order import Order
from connect_ext.books.orders.reading import NoOrder, NotYet, Unreadable
from connect_ext.cloudblue.asset_requests import notice_of_asset_request, read_asset_request
from connect_ext.cloudblue.glance import glance, request_view
from tests.builders import a_purchase, an_item
from tests.require import connect_samples

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
WORDS = [
    "", "-", "purchase", "approved", "scheduled", "production", "test", "unlimited", "-1", "2.0", "NaN", "1e999", "PPU",
    "OneTime", "2 years", "2026-03-01T10:00:00+00:00", "9999-12-31T23:59:59-23:59", "0001-01-01",
    "\ud800", "\x00", "{0}",
]  # fmt: skip
REPLACEMENTS: tuple[Any, ...] = (None, "", "-", 7, [], {})
leaves = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.just(10**400)
    | st.floats()
    | st.text(max_size=12)
    | st.sampled_from(WORDS)
)
anything = st.recursive(
    leaves,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=12,
)
quickly = settings(
    database=None,
    deadline=None,
    max_examples=500,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def check(payload: Any) -> None:
    """Whatever is given, there is a reading, and it can be shown and worked with."""
    reading = read_asset_request(payload, "source-1")
    assert reading.key
    match reading:
        case Order():
            assert reading.effective_at.utcoffset() is not None
            assert [fee.number for fee in reading.fees] == list(range(1, len(reading.fees) + 1))
            assert all(fee.quantity is None or (fee.quantity.is_finite() and fee.quantity >= 0) for fee in reading.fees)
            assert all(fee.product_item.id and fee.product_item.mpn for fee in reading.fees)
        case NoOrder() | NotYet():
            assert reading.reason
        case Unreadable():
            assert reading.problem.sentence
            assert reading.problem.advice
    view = request_view(payload, "source-1")
    assert view.request_id
    seen = glance(payload)
    assert (view.customer, view.product) == (seen.customer, seen.product)
    assert notice_of_asset_request(InstallationId("EIN-1"), payload, NOON).seen_at == NOON


def paths(value: Any, here: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The way to everything inside a value."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in pairs:
        yield (*here, key)
        yield from paths(inner, (*here, key))


@contextmanager
def mutated(payload: Any, path: tuple[str | int, ...], value: Any, *, away: bool = False) -> Iterator[None]:
    """The payload with one thing replaced or taken away, for as long as it lasts: copying would be the slow part."""
    *way, last = path
    here = payload
    for key in way:
        here = here[key]
    before = copy.copy(here)
    if away:
        del here[last]
    else:
        here[last] = value
    try:
        yield
    finally:
        here.clear()
        here.update(before) if isinstance(here, dict) else here.extend(before)


@given(anything)
@quickly
def test_any_json_has_a_reading(payload: Any) -> None:
    check(payload)


@given(st.data())
@quickly
def test_a_purchase_with_two_things_wrong_has_a_reading(data: st.DataObject) -> None:
    payload = a_purchase(an_item(1), an_item(2, "unlimited", item_type="PPU"))
    with ExitStack() as stack:
        for _ in range(2):
            path = data.draw(st.sampled_from(list(paths(payload))))
            stack.enter_context(mutated(payload, path, data.draw(anything), away=data.draw(st.booleans())))
        check(payload)


def test_every_sample_has_a_reading_whatever_is_taken_away_or_replaced() -> None:
    checked = 0
    for file in sorted((connect_samples() / "requests").glob("*.json")):
        found = json.loads(file.read_text())
        for request in found if isinstance(found, list) else [found]:
            real = {**request, "type": "purchase", "status": "approved"}
            parameters = real["asset"].get("params", [])[:2]
            real["asset"] = {**real["asset"], "connection": {"type": "production"}, "params": parameters}
            real["asset"].pop("configuration", None)
            for path in list(paths(real)):
                for value in REPLACEMENTS:
                    with mutated(real, path, value):
                        check(real)
                    checked += 1
                with mutated(real, path, None, away=True):
                    check(real)
    assert checked > 10_000

from __future__ import annotations

from contextlib import ExitStack
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from connect_ext.books.orders.order import Order
from connect_ext.books.orders.reading import NoOrder, NotYet, Unreadable
from connect_ext.cloudblue.glance import glance
from connect_ext.cloudblue.usage_files import counts, read_usage_file, record_id
from connect_ext.cloudblue.usage_records import read_usage
from tests.cloudblue.test_never_raises import REPLACEMENTS, anything, mutated, paths, quickly
from tests.cloudblue.usage_builders import FILE, KEY, a_file, a_record, usage


def check(payload: Any) -> None:
    """Whatever is given, there is a reading, and its numbers can be worked with."""
    reading = read_usage(payload, KEY)
    assert reading.key == KEY
    match reading:
        case Order(fees=fees):
            assert reading.effective_at.utcoffset() is not None
            assert [fee.number for fee in fees] == list(range(1, len(fees) + 1))
            assert all(fee.usage and fee.product_item.id and fee.product_item.mpn for fee in fees)
            assert all(record.amount is None or record.amount.is_finite() for fee in fees for record in fee.usage)
        case NoOrder() | NotYet():
            assert reading.reason
        case Unreadable():
            assert reading.problem.sentence
    glance(payload)


@given(anything)
@quickly
def test_any_json_has_a_reading(payload: Any) -> None:
    check(payload)
    read_usage_file(payload, FILE)
    counts(payload)
    record_id(payload)


@given(st.data(), st.sampled_from(["tr", "pr", "qt", "cr"]))
@quickly
def test_usage_with_two_things_wrong_has_a_reading(data: st.DataObject, schema: str) -> None:
    payload = usage(a_record(1, tier=0), a_record(2, tier=1, item=2), file=a_file(schema=schema))
    with ExitStack() as stack:
        for _ in range(2):
            path = data.draw(st.sampled_from(list(paths(payload))))
            stack.enter_context(mutated(payload, path, data.draw(anything), away=data.draw(st.booleans())))
        check(payload)


def test_usage_has_a_reading_whatever_is_taken_away_or_replaced() -> None:
    for schema in ("tr", "pr", "qt", "cr"):
        payload = usage(a_record(1, tier=0), a_record(2, tier=1, status="rejected"), file=a_file(schema=schema))
        for path in list(paths(payload)):
            for value in REPLACEMENTS:
                with mutated(payload, path, value):
                    check(payload)
            with mutated(payload, path, None, away=True):
                check(payload)

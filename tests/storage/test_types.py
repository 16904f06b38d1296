from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Column, Integer, MetaData, Table, func, insert, select
from sqlalchemy.engine import Connection
from sqlalchemy.exc import StatementError

from connect_ext.storage.database import Database
from connect_ext.storage.types import Json, Money, NotStorable, Utc, scaled
from tests.storage.builders import store, task

LARGEST = Decimal("99999999999.9999")

values = Table(
    "values_of_a_test",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("money", Money),
    Column("at", Utc),
    Column("json", Json),
)


def kept(database: Database, column: str, *given_values: Any) -> list[Any]:
    with database.transaction() as tx:
        put(tx, column, *given_values)
        return list(tx.execute(select(values.c[column]).order_by(values.c.id)).scalars())


def put(tx: Connection, column: str, *given_values: Any) -> None:
    values.create(tx, checkfirst=True)
    tx.execute(insert(values), [{column: value} for value in given_values])


def test_money_is_kept_exactly_up_to_the_largest_amount(database: Database) -> None:
    amounts = [LARGEST, -LARGEST, Decimal("0.0001"), Decimal("0.1"), Decimal("1E+3"), Decimal(0), None]
    assert kept(database, "money", *amounts) == amounts


def test_sums_of_money_are_exact(database: Database) -> None:
    with database.transaction() as tx:
        put(tx, "money", *[LARGEST] * 1000, Decimal("0.1"), Decimal("0.2"))
        total = tx.execute(select(func.sum(values.c.money))).scalar_one()
    assert total == LARGEST * 1000 + Decimal("0.3")
    assert isinstance(total, Decimal)


def test_money_is_compared_as_a_number(database: Database) -> None:
    with database.transaction() as tx:
        put(tx, "money", Decimal("9.5"), Decimal("10.25"), Decimal(-3))
        above = tx.execute(select(values.c.money).where(values.c.money > Decimal("9.4999"))).scalars().all()
    assert sorted(above) == [Decimal("9.5"), Decimal("10.25")]


@pytest.mark.parametrize("amount", ["0.00001", "100000000000", "-100000000000", "NaN", "Infinity"])
def test_an_amount_that_cannot_be_kept_is_refused(database: Database, amount: str) -> None:
    with pytest.raises(StatementError) as raised:
        kept(database, "money", Decimal(amount))
    assert isinstance(raised.value.orig, NotStorable)


@given(st.decimals(min_value=-LARGEST, max_value=LARGEST, places=4))
def test_scaling_loses_nothing(amount: Decimal) -> None:
    assert Decimal(scaled(amount)) / 10000 == amount


def test_moments_come_back_in_utc_to_the_microsecond(database: Database) -> None:
    east = datetime(2026, 3, 1, 1, 30, 0, 1, tzinfo=timezone(timedelta(hours=5, minutes=30)))
    utc = datetime(2026, 2, 28, 20, 0, 0, 1, tzinfo=UTC)
    found = kept(database, "at", east, utc, None)
    assert found == [utc, utc, None]
    assert found[0].tzinfo is UTC


def test_moments_are_in_order_whatever_zone_they_were_given_in(database: Database) -> None:
    noon = datetime(2026, 3, 1, 12, tzinfo=UTC)
    west = (noon + timedelta(microseconds=1)).astimezone(timezone(-timedelta(hours=11)))
    with database.transaction() as tx:
        put(tx, "at", west, noon)
        found = tx.execute(select(values.c.at).where(values.c.at >= noon).order_by(values.c.at)).scalars().all()
    assert found == [noon, west]


def test_a_moment_without_a_time_zone_is_refused(database: Database) -> None:
    with pytest.raises(StatementError) as raised:
        kept(database, "at", datetime(2026, 3, 1))  # noqa: DTZ001
    assert isinstance(raised.value.orig, NotStorable)


def test_json_comes_back_as_it_was_given(database: Database) -> None:
    content: list[Any] = [{"ä": [1, 2.5, True, None, "\u0000 ☃"], "a": {}}, [], "text", None]
    assert kept(database, "json", *content) == content


@pytest.mark.parametrize(("written", "word"), [("1e999", "Infinity"), ("-1e999", "-Infinity"), ("NaN", "NaN")])
def test_a_number_that_is_none_is_kept_as_a_word_and_spoils_nothing(
    database: Database, written: str, word: str
) -> None:
    content = json.loads(f'{{"deep": [[{written}, 1.5]], "name": "ü", "top": {written}}}')
    assert kept(database, "json", content) == [{"deep": [[word, 1.5]], "name": "ü", "top": word}]


@pytest.mark.parametrize("unstorable", ["\x00", "\ud800"])
def test_a_character_that_no_database_takes_spoils_nothing(database: Database, unstorable: str) -> None:
    with database.transaction() as tx:
        task_id = store(tx, reason=f"It says {unstorable}!", payload={"period": f"Month{unstorable}ly", "name": "😀 ü"})
        stored = task(tx, task_id)
    assert stored.reason == "It says \N{REPLACEMENT CHARACTER}!"
    assert stored.payload["name"] == "😀 ü"
    json.dumps(stored.payload, ensure_ascii=False).encode()

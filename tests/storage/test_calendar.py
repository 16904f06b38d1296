from __future__ import annotations

from datetime import date

from connect_ext.books.ids import AssetId
from connect_ext.storage import calendar, system
from connect_ext.storage.database import Database
from tests.storage.builders import NOW, US, connect

ASSET, OTHER = AssetId("AS-1"), AssetId("AS-2")
TODAY = NOW.date()
TOMORROW = date(2026, 3, 2)


def test_an_asset_is_due_from_its_day_on(database: Database) -> None:
    with database.transaction() as tx:
        calendar.open_from(tx, US, {ASSET: TODAY, OTHER: TOMORROW})
        assert calendar.due(tx, US, TODAY, 10) == {ASSET: TODAY}
        assert calendar.due(tx, US, TOMORROW, 10) == {ASSET: TODAY, OTHER: TOMORROW}
        assert calendar.due(tx, US, TOMORROW, 1) == {ASSET: TODAY}


def test_what_was_looked_at_is_due_again_on_its_day(database: Database) -> None:
    with database.transaction() as tx:
        calendar.open_from(tx, US, {ASSET: TODAY, OTHER: TODAY})
        calendar.move_on(tx, US, ASSET, TOMORROW, date(2026, 3, 21))
        calendar.move_on(tx, US, OTHER, TOMORROW, None)
        assert calendar.due(tx, US, date(2026, 3, 20), 10) == {}
        assert calendar.due(tx, US, date(2027, 1, 1), 10) == {ASSET: TOMORROW}


def test_an_order_of_an_earlier_day_takes_it_back_and_one_of_a_later_day_only_has_it_looked_at(
    database: Database,
) -> None:
    with database.transaction() as tx:
        calendar.open_from(tx, US, {ASSET: date(2026, 3, 10)})
        calendar.move_on(tx, US, ASSET, date(2026, 3, 10), date(2026, 4, 10))
        calendar.open_from(tx, US, {ASSET: date(2026, 3, 12)})
        assert calendar.due(tx, US, date(2026, 3, 12), 10) == {ASSET: date(2026, 3, 10)}
        calendar.move_on(tx, US, ASSET, date(2026, 3, 13), None)
        calendar.open_from(tx, US, {ASSET: TOMORROW})
        assert calendar.due(tx, US, TOMORROW, 10) == {ASSET: TOMORROW}


def test_another_source_lets_it_rest_until_the_settings_change(database: Database) -> None:
    with database.transaction() as tx:
        calendar.open_from(tx, US, {ASSET: TODAY})
        calendar.rest(tx, US, TODAY)
        assert calendar.due(tx, US, date(2027, 1, 1), 10) == {}
        calendar.look_again(tx, US)
        assert calendar.due(tx, US, TODAY, 10) == {ASSET: TODAY}


def test_an_installation_whose_calendar_is_due_has_work(database: Database) -> None:
    with database.transaction() as tx:
        connect(tx)
        calendar.open_from(tx, US, {ASSET: TOMORROW})
        assert system.installations_with_work(tx, NOW, 10) == ()
        calendar.open_from(tx, US, {ASSET: TODAY})
        assert system.installations_with_work(tx, NOW, 10) == (US,)

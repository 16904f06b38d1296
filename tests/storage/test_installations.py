from __future__ import annotations

from connect_ext.storage import installations
from connect_ext.storage.database import Database
from tests.storage.builders import LATER, NOW, OTHERS, US, an_installation


def test_an_unknown_installation_is_none(database: Database) -> None:
    with database.transaction() as tx:
        assert installations.find(tx, US) is None


def test_the_newest_news_of_an_installation_wins(database: Database) -> None:
    with database.transaction() as tx:
        installations.record(tx, an_installation(), NOW)
        gone = an_installation(installed=False, account_name="Renamed", role="distributor")
        installations.record(tx, gone, LATER)
        assert installations.find(tx, US) == gone


def test_a_tier_account_that_is_known_outlives_news_without_it(database: Database) -> None:
    with database.transaction() as tx:
        installations.record(tx, an_installation(), NOW)
        installations.note_tier_account(tx, US, "TA-1")
        installations.record(tx, an_installation(tier_account_id=None), LATER)
        assert installations.find(tx, US) == an_installation(tier_account_id="TA-1")
        installations.record(tx, an_installation(tier_account_id="TA-2"), LATER)
        assert installations.find(tx, US) == an_installation(tier_account_id="TA-2")


def test_noting_a_tier_account_concerns_one_installation(database: Database) -> None:
    with database.transaction() as tx:
        installations.record(tx, an_installation(OTHERS), NOW)
        installations.note_tier_account(tx, US, "TA-1")
        assert installations.find(tx, US) is None
        assert installations.find(tx, OTHERS) == an_installation(OTHERS)

"""What an installation chooses: settings and its own price table, each change with who made it in the journal."""

from __future__ import annotations

from connect_ext.books.ids import InstallationId
from connect_ext.books.prices.price import PriceRow
from connect_ext.books.problems.problem import Screen
from connect_ext.books.settings.settings import Settings
from connect_ext.storage import calendar, follow_ups, installations, journal, prices, proposed, settings
from connect_ext.sync.by_hand.returning import let_go_on
from connect_ext.sync.connection.by_itself import chosen_otherwise
from connect_ext.sync.connection.go_live import judge_all
from connect_ext.sync.runtime import Runtime
from connect_ext.work.task import Actor


def save_settings(
    runtime: Runtime, installation_id: InstallationId, chosen: Settings, expected_version: int, user_id: str
) -> int | None:
    """The new version, or None when somebody saved others since `expected_version`: then nothing is changed."""
    now = runtime.clock()
    with runtime.database.transaction() as tx:
        former = settings.load(tx, installation_id).settings
        version = settings.save(tx, installation_id, chosen, expected_version, now)
        if version is not None:
            proposed.forget_estimates(tx, installation_id)
            calendar.look_again(tx, installation_id)
            follow_ups.look_again(tx, installation_id, now)
            let_go_on(tx, installation_id, Screen.SETTINGS, now)
            chosen_otherwise(tx, installation_id, former, chosen, now)
            if chosen.start_date != former.start_date:
                judge_all(tx, installation_id, now)
            sentence = f"Settings were saved as version {version}."
            journal.add(tx, installation_id, _entry(runtime, "settings.saved", sentence, user_id))
    return version


def replace_prices(
    runtime: Runtime, installation_id: InstallationId, rows: tuple[PriceRow, ...], expected_version: int, user_id: str
) -> int | None:
    """The table as a whole; orders whose prices are frozen keep them. The new version, or None when somebody saved
    another table since `expected_version`: then nothing is changed."""
    with runtime.database.transaction() as tx:
        installations.one_at_a_time(tx, installation_id)
        version = prices.count_up(tx, installation_id, expected_version)
        if version is not None:
            prices.replace_all(tx, installation_id, rows)
            proposed.forget_estimates(tx, installation_id)
            let_go_on(tx, installation_id, Screen.PRICES, runtime.clock())
            sentence = f"The own price table was saved as version {version}: {len(rows)} rows."
            journal.add(tx, installation_id, _entry(runtime, "prices.replaced", sentence, user_id))
    return version


def _entry(runtime: Runtime, event: str, sentence: str, user_id: str) -> journal.JournalEntry:
    return journal.JournalEntry(
        at=runtime.clock(),
        actor=Actor.PERSON,
        event=event,
        sentence=sentence,
        data={"user": user_id},
    )

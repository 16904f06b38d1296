"""Whether everything is there that the extension needs: variables, database, schema and schedule."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from connect_ext.app import App
from connect_ext.cloudblue.schedule import has_schedule
from connect_ext.operating.place import Place
from connect_ext.storage.database import UNREACHABLE
from connect_ext.work.failure import WorldFailed


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    good: bool
    sentence: str
    """Without secrets and addresses."""


def check(place: Place) -> Iterator[Finding]:
    """Looks at each part, also when another is not good; nothing is made but, where it is missing, the schema."""
    if isinstance(place.app, App):
        yield Finding(good=True, sentence="All variables are set.")
    else:
        for bad in place.app.bad:
            yield Finding(good=False, sentence=f"{bad.name} {bad.why}.")
    yield _database(place)
    yield _schedule(place)


def _database(place: Place) -> Finding:
    if place.database is None:
        return Finding(good=False, sentence="There is no database to look at.")
    try:
        with place.database.transaction():
            pass  # a connection is made or tested, and the schema brought up to date
    except UNREACHABLE:
        return Finding(good=False, sentence="The database cannot be reached.")
    return Finding(good=True, sentence="The database answers, and its schema is up to date.")


def _schedule(place: Place) -> Finding:
    here = place.environment
    if here is None:
        return Finding(good=False, sentence="API_KEY and ENVIRONMENT_ID are needed to look for the schedule.")
    try:
        found = has_schedule(here.owner, here.extension_id, here.id)
    except WorldFailed as failed:
        return Finding(good=False, sentence=f"Connect does not show the schedules ({failed.failure.code}).")
    if not found:
        return Finding(good=False, sentence="There is no schedule: save the settings of any installation to make it.")
    return Finding(good=True, sentence="The schedule is there.")

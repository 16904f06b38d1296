"""How many calls one organisation takes just now: what Xero's headers have told, and who is calling. One row for all
processes.

https://developer.xero.com/documentation/guides/oauth2/limits/#api-rate-limits
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

AT_ONCE = 4
"""Calls in flight in one organisation, of all processes. Xero refuses the sixth; one stays free, for an answer may be
here before Xero has counted its call as ended."""

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)
FLIGHT = timedelta(seconds=90)
"""Longer than a call takes: after that its worker is gone."""

USUAL_DAY = 1000
"""The smallest number of calls a day that Xero gives, until its headers have shown more."""


class Purpose(StrEnum):
    """What a call is for: what people look at leaves room for what is sent."""

    WORK = "work"
    LOOK = "look"


ROOM_IN_MINUTE = {Purpose.WORK: 0, Purpose.LOOK: 10}
ROOM_IN_DAY = {Purpose.WORK: None, Purpose.LOOK: 100}
"""None: the end of the day's calls is Xero's to tell, since only its refusal says when the next day begins."""
ROOM_IN_FLIGHT = {Purpose.WORK: 0, Purpose.LOOK: 1}


@dataclass(frozen=True, slots=True, kw_only=True)
class Remaining:
    """Of an answer's headers: how many more calls Xero takes. None where it does not say."""

    minute: int | None = None
    day: int | None = None
    app_minute: int | None = None
    minute_over_in: timedelta | None = None
    """Where Xero has refused a call because of the minute."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Flight:
    ticket: str
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """Windows are fixed, and begin with the first call in them, at another time for each organisation."""

    minute_left: int | None = None
    minute_until: datetime | None = None
    """Not before Xero's own minute ends."""
    day_left: int | None = None
    day_until: datetime | None = None
    day_most: int = USUAL_DAY
    """The most calls that Xero has ever left for a day."""
    flights: tuple[Flight, ...] = ()


class Spent(StrEnum):
    """Why a call has to wait."""

    FLIGHT = "flight"
    MINUTE = "minute"
    KEPT = "kept"
    """There are some left, which are kept for sending."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait:
    why: Spent
    until: datetime


def admit(budget: Budget, ticket: str, purpose: Purpose, now: datetime) -> Budget | Wait:
    """The budget with one more call in flight, or why there is none to give now."""
    current = _current(budget, now)
    if current.minute_left is not None and current.minute_left <= ROOM_IN_MINUTE[purpose]:
        why = Spent.MINUTE if current.minute_left <= 0 else Spent.KEPT
        return Wait(why=why, until=current.minute_until or now + MINUTE)
    kept = ROOM_IN_DAY[purpose]
    if kept is not None and current.day_left is not None and current.day_left <= kept:
        return Wait(why=Spent.KEPT, until=current.day_until or now + DAY)
    if len(current.flights) >= AT_ONCE - ROOM_IN_FLIGHT[purpose]:
        return Wait(why=Spent.FLIGHT, until=min(flight.until for flight in current.flights))
    return replace(
        current,
        minute_left=_less(current.minute_left),
        day_left=_less(current.day_left),
        flights=(*current.flights, Flight(ticket=ticket, until=now + FLIGHT)),
    )


def landed(budget: Budget, ticket: str, told: Remaining, now: datetime) -> Budget:
    """A call has ended, and this is what its answer told.

    The headers win over our own count: while Xero lifts the limits of a new connection they stay full, whatever is
    called. Others in flight may not be in them yet.
    """
    current = _current(budget, now)
    others = tuple(flight for flight in current.flights if flight.ticket != ticket)
    minute, day = told.minute, told.day
    changed = replace(current, flights=others)
    if minute is not None:
        begins = current.minute_left is None or minute > current.minute_left + len(others) + 1
        until = now + MINUTE if begins or current.minute_until is None else current.minute_until
        until = until if told.minute_over_in is None else now + told.minute_over_in
        changed = replace(changed, minute_left=max(0, minute - len(others)), minute_until=until)
    if day is not None:
        begins = current.day_left is None or day > current.day_left + len(others) + 1
        until = now + DAY if begins or current.day_until is None else current.day_until
        most = max(current.day_most, day)
        changed = replace(changed, day_left=max(0, day - len(others)), day_until=until, day_most=most)
    return changed


def _current(budget: Budget, now: datetime) -> Budget:
    """Without what has passed by."""
    flights = tuple(flight for flight in budget.flights if flight.until > now)
    current = replace(budget, flights=flights)
    if current.minute_until is not None and current.minute_until <= now:
        current = replace(current, minute_left=None, minute_until=None)
    if current.day_until is not None and current.day_until <= now:
        current = replace(current, day_left=None, day_until=None)
    return current


def _less(left: int | None) -> int | None:
    return None if left is None else max(0, left - 1)

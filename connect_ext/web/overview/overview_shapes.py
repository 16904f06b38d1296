"""Where an installation stands, in JSON."""

from __future__ import annotations

import datetime

from pydantic import Field

from connect_ext.books.money import Amount, Currency, written
from connect_ext.sync.showing.overview import Stopped
from connect_ext.sync.showing.weeks import CurrencyWeeks, Standing, Week
from connect_ext.web.door.shapes import Out
from connect_ext.web.orders.task_shapes import AmountOut, ProblemOut, problem_out
from connect_ext.web.orders.tasks import CountsOut
from connect_ext.work.causes import Need
from connect_ext.work.setup import SetupStep
from connect_ext.work.task import TaskStatus


class SetupStepOut(Out):
    step: SetupStep = Field(..., description="connect, rules (how orders become invoices), mapping, first_sync.")
    done: bool = Field(..., description="Found out from what there is, not from what somebody has clicked.")


class StoppedOut(Out):
    """Nothing is sent to Xero."""

    why: str = Field(..., description="As a clause.", example="the refresh token was revoked")
    since: datetime.datetime | None = Field(..., description="When it began; null where that is not known.")
    until: datetime.datetime | None = Field(..., description="null: until somebody reconnects.")


class WeekOut(Out):
    """Values are decimal numbers without tax; an order counts in the week in which it came."""

    starts_on: datetime.date = Field(..., description="A Monday of the organisation's calendar.", example="2026-11-16")
    in_xero: str = Field(..., example="1250.00")
    waiting: str = Field(..., example="0.00")
    needs_you: str = Field(..., example="125.00")
    orders: int = Field(..., example=11)


class CurrencyOut(Out):
    """Amounts of two currencies are never added up."""

    currency: str = Field(..., example="AUD")
    weeks: list[WeekOut] = Field(..., description="The oldest first; the last one is this week.")


class NeedOut(Out):
    """Orders that the same deed of a person releases."""

    id: str = Field(..., description="Of the cause.", example="XI-201-0a1b2c3d")
    title: str = Field(..., description="The cause in a few words.", example="No revenue account for licence items")
    problem: ProblemOut | None = Field(..., description="The newest order's; null: a person holds them.")
    status: TaskStatus
    orders: int = Field(..., description="How many wait for it.", example=6)
    values: list[AmountOut] = Field(..., description="What they come to, as far as it is known, by currency.")
    since: datetime.datetime = Field(..., description="When the oldest of them came.")


class NewsOut(Out):
    """What has happened since the person's last visit."""

    count: int = Field(..., description="Up to 100, which then means “100 or more”; by the level in the settings.")
    matter: int = Field(..., description="How many of them need somebody, counted in the same way.")
    latest: str = Field(..., description="The newest of those in a sentence; empty where there is none.")
    is_first: bool = Field(..., description="The person was never here: nothing is new, and counting begins.")
    newest: int = Field(..., description="The last entry of the journal: what a visit says it has seen or told.")


class OverviewOut(Out):
    steps: list[SetupStepOut] = Field(..., description="In the order in which people take them.")
    waits_for_mapping: int = Field(..., description="Orders that a mapping would release.", example=0)
    stopped: StoppedOut | None = Field(..., description="null: documents are sent.")
    counts: CountsOut = Field(..., description="Of all orders, by the views of the list.")
    working: int = Field(..., description="How many orders are worked off now, or due now.")
    currencies: list[CurrencyOut] = Field(..., description="The one with most orders first.")
    needs: list[NeedOut] = Field(..., description="What needs somebody: the cause that stops most orders first.")
    more_needs: int = Field(..., description="Orders of causes that are not named.", example=0)
    checked_at: datetime.datetime | None = Field(..., description="When Connect was last asked for changed orders.")
    changed_customers: int = Field(..., description="Customers whose contacts would change under Mapping.", example=0)
    news: NewsOut = Field(..., description="What is new to the person who asks.")


def stopped_out(found: Stopped | None) -> StoppedOut | None:
    return StoppedOut(why=found.why, since=found.since, until=found.until) if found else None


def currency_out(found: CurrencyWeeks) -> CurrencyOut:
    return CurrencyOut(currency=found.currency, weeks=[_week(week, found.currency) for week in found.weeks])


def _week(week: Week, currency: Currency) -> WeekOut:
    values = {standing.value: written(week.values[standing], currency) for standing in Standing}
    return WeekOut(starts_on=week.starts_on, orders=week.orders, **values)


def need_out(found: Need) -> NeedOut:
    return NeedOut(
        id=found.id,
        title=found.title,
        problem=problem_out(found.problem) if found.problem else None,
        status=found.status,
        orders=found.orders,
        values=[_amount(amount) for amount in found.values],
        since=found.since,
    )


def _amount(amount: Amount) -> AmountOut:
    return AmountOut(value=written(amount.value, amount.currency), currency=amount.currency)

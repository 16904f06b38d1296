"""What Hypothesis draws a schedule from: what is ordered, and what goes wrong where, as often as it is to go wrong."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import strategies as st

from sandbox.xero import Problem
from tests.faults.market import OFFICE, SEAT
from tests.faults.moments import Blow, Fate, Moment
from tests.faults.orders import Buy, Cancel, Change, Suspend, Use
from tests.faults.play import Consent
from tests.faults.stormy import MARKETPLACE_TROUBLES, TOKEN
from tests.faults.turns import Turn
from tests.faults.weather import DONE, AtXero, Trouble

API = "/api.xro/2.0"
WRONG = "The description field is mandatory for each line item."
FULL = "You have reached the limit of invoices you can approve this month."

AT_XERO: dict[str, AtXero] = {
    "breaks before": lambda faults, *place: faults.break_before(*place),
    "answer lost": lambda faults, *place: faults.lose_answer(*place),
    "500, kept under its key": lambda faults, *place: faults.internal_error(*place),
    "503, offline": lambda faults, *place: faults.offline(*place),
    "403": lambda faults, *place: faults.forbidden(*place),
    "refused": lambda faults, *place: faults.find_wrong(*place, WRONG),
    "refused by the plan": lambda faults, *place: faults.find_wrong(*place, FULL),
}
LIMITS = [(problem, seconds) for problem in Problem for seconds in (None, 7, 600)]
PLACES = (
    *[("PUT", f"{API}/Invoices")] * 5,
    *[("PUT", f"{API}/{name}") for name in ("Contacts", "CreditNotes", "CreditNotes", "")],
    *[("POST", f"{API}/Invoices")] * 2,
    *[("GET", f"{API}/{name}") for name in ("Contacts", "Invoices", "Invoices", "Organisation", "")],
    ("POST", TOKEN),
)
"""As often as something is to go wrong there; a path is a beginning."""

WRITES = (*[("PUT", f"{API}/Invoices")] * 3, *[("PUT", f"{API}/{name}") for name in ("Contacts", "CreditNotes")])
NOTHING_DONE = ("breaks before", "503, offline", "403", "refused")

places = st.sampled_from(PLACES)
limits = st.tuples(st.just("limit"), st.sampled_from(LIMITS))
kinds = st.one_of(
    st.tuples(st.just("wire"), st.sampled_from(Trouble), st.integers(1, 60)),
    st.tuples(st.just("Xero"), st.sampled_from(sorted(AT_XERO))),
    limits,
)
lost = st.tuples(st.just("wire"), st.sampled_from(DONE), st.integers(1, 60))
refused = st.one_of(limits, st.tuples(st.just("Xero"), st.sampled_from(NOTHING_DONE)))
# Several at one place, one after the other: what a repeat meets matters as much as what the first call met. That a
# repeat is refused says nothing of the first call, nor the other way round.
pairs = st.tuples(st.sampled_from(WRITES), st.one_of(st.tuples(lost, refused), st.tuples(refused, lost)))
troubles = st.one_of(
    st.tuples(places, st.lists(kinds, min_size=1, max_size=3)),
    pairs,
    st.tuples(st.none(), st.lists(st.sampled_from(MARKETPLACE_TROUBLES), min_size=1, max_size=2)),
)
CALLS = (Moment.SEND, Moment.SENT)
fates = st.one_of(
    st.builds(Fate, moment=st.sampled_from(CALLS), number=st.integers(0, 2), blow=st.just(Blow.DEATH)),
    st.builds(Fate, moment=st.sampled_from(Moment), number=st.integers(0, 30), blow=st.just(Blow.DEATH)),
    st.builds(
        Fate,
        moment=st.sampled_from((Moment.BEGIN, Moment.COMMIT, Moment.COMMITTED)),
        number=st.integers(0, 30),
        blow=st.sampled_from((Blow.DATABASE, Blow.DEADLOCK)),
    ),
)
turns = st.builds(Turn, moments=st.integers(1, 25), seconds=st.sampled_from((0, 0, 0, 1, 30, 95, 400)))
beyond_a_lease = st.sampled_from((95, 95, 200, 400))
numbers = st.integers(0, 9)
orders = st.one_of(
    st.builds(
        Buy, seller=st.integers(0, 1), customer=st.integers(0, 1), item=st.sampled_from((OFFICE, SEAT)),
        seats=st.integers(1, 9), connection=st.sampled_from(("production",) * 7 + ("preview",)),
    ),
    st.builds(Change, asset=numbers, seats=st.integers(1, 12)),
    st.builds(Cancel, asset=numbers),
    st.builds(Use, asset=numbers, cents=st.integers(1, 9999)),
    st.builds(Suspend, asset=numbers),
)  # fmt: skip
passing = st.sampled_from(
    [timedelta(minutes=minutes) for minutes in (0, 0, 1, 4, 7, 31, 240)] + [timedelta(days=days) for days in (3, 9, 33)]
)
repeats = st.lists(st.sampled_from((1, 2, 4, 7)), min_size=1, max_size=2)
meanwhile = st.tuples(
    st.sampled_from(("", "", "", "approves", "approves", "coalesces", "hears", "hears", "hears again", *Consent)),
    numbers,
    st.lists(fates, max_size=1),
)
"""What else happens before the work: in Xero, or on the way of the news."""
Meanwhile = tuple[str, int, list[Fate]]
NOTHING: Meanwhile = ("", 0, [])


def limiting(problem: Problem, seconds: int | None) -> AtXero:
    return lambda faults, method, path: faults.rate_limit(method, path, problem, retry_after=seconds)

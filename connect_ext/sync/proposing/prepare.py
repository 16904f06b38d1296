"""What each task of a batch asks for, decided as a whole before anything is sent."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from connect_ext.books.documents.held import Link
from connect_ext.books.ids import AssetId, DocumentKey
from connect_ext.books.orders.reading import NoOrder, NotYet, Unreadable
from connect_ext.books.periods.terms import Terms
from connect_ext.books.problems.problem import Code, problem
from connect_ext.books.subscription.calendar import AssetCalendar
from connect_ext.storage import asset_terms, calendar, proposed
from connect_ext.storage.database import UNREACHABLE
from connect_ext.sync.crash import where
from connect_ext.sync.intake.calendar import is_in_arrears
from connect_ext.sync.intake.understood import unexplained
from connect_ext.sync.proposing.agreed import as_agreed
from connect_ext.sync.proposing.holding import held_back
from connect_ext.sync.proposing.new_contacts import with_new_contacts
from connect_ext.sync.proposing.numbers import taken_numbers
from connect_ext.sync.proposing.one_by_one import Shared, have_to_wait, shared
from connect_ext.sync.proposing.planning import frozen_of, plan_or_end
from connect_ext.sync.proposing.proposals import Proposals, Proposer
from connect_ext.sync.sending.pieces import Planned
from connect_ext.work.failure import WorldFailed
from connect_ext.work.intake import reading_problems
from connect_ext.work.outcome import NeedsPerson, Outcome, Synced
from connect_ext.work.task import SyncTask, TaskId

logger = logging.getLogger("connect_ext.prepare")

Claimed = Mapping[TaskId, SyncTask]


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """Tasks that have ended already, tasks that have something to send, and what Xero holds of their documents."""

    outcomes: Mapping[TaskId, Outcome]
    planned: Mapping[TaskId, Planned]
    links: Mapping[DocumentKey, Link]


@dataclass(frozen=True, slots=True, kw_only=True)
class Preparation:
    """One organisation's side of a batch. Nothing is sent here."""

    proposer: Proposer
    worker: str

    def prepare(self, claimed: Claimed) -> Prepared:
        """Raises `WorldFailed` when somebody does not answer. A mistake of ours stops only the task that met it."""
        try:
            return self._together(claimed)
        except (WorldFailed, *UNREACHABLE):
            raise
        except Exception as mistake:  # noqa: BLE001 - whatever it is, the others go on
            logger.error("prepare.failed installation=%s %s", self.proposer.installation_id, where(mistake))
        alone = [self._alone(task) for task in claimed.values()]
        return Prepared(
            outcomes={task_id: outcome for one in alone for task_id, outcome in one.outcomes.items()},
            planned={task_id: planned for one in alone for task_id, planned in one.planned.items()},
            links={key: link for one in alone for key, link in one.links.items()},
        )

    def _alone(self, task: SyncTask) -> Prepared:
        try:
            return self._together({task.id: task})
        except (WorldFailed, *UNREACHABLE):
            raise
        except Exception as mistake:  # noqa: BLE001 - whatever it is, the others go on
            place = where(mistake)
            logger.error("task.failed task=%s order=%s %s", task.id, task.order_key, place)
            found = problem(Code.OUR_MISTAKE, subject=task.order_key, where=place)
            return Prepared(outcomes={task.id: NeedsPerson(problems=(found,))}, planned={}, links={})

    def _together(self, claimed: Claimed) -> Prepared:
        since = self._shared(claimed)
        found = as_agreed(self.proposer.propose(claimed), claimed)
        self._freeze(claimed, found)
        outcomes: dict[TaskId, Outcome] = {
            task_id: self._no_order(reading) for task_id, reading in found.no_orders.items()
        }
        planned: dict[TaskId, Planned] = {}
        outcomes |= (later := have_to_wait(found, since))
        for task_id, order in found.orders.items():
            if task_id in later:
                continue
            result = plan_or_end(order, found.proposed[task_id], found.gathered, self.proposer.organisation, self._name)
            if isinstance(result, Planned):
                planned[task_id] = replace(result, begins=since.begins(result.proposal))
            else:
                outcomes[task_id] = result
        for task_id, why in taken_numbers(self.proposer.access, planned).items():
            outcomes[task_id] = NeedsPerson(problems=why)
            del planned[task_id]
        # What has begun is brought to its end: half of an order in Xero is worse than all of it.
        links = found.gathered.held.links
        new = {task_id: one.proposal for task_id, one in planned.items() if not links.keys() & set(one.proposal.keys)}
        held = held_back(self.proposer, claimed, new)
        held = with_new_contacts(self.proposer.runtime, self.proposer.access, claimed, planned, held)
        sent = {task_id: one for task_id, one in planned.items() if task_id not in held}
        return Prepared(outcomes={**outcomes, **held}, planned=sent, links=links)

    def _shared(self, claimed: Claimed) -> Shared:
        proposer = self.proposer
        own = (proposer.runtime, proposer.installation_id, proposer.access.tenant_id)
        return shared(*own, partial(proposer.parties, claimed))

    def _no_order(self, reading: NoOrder | NotYet | Unreadable) -> Outcome:
        """A later version may read an old payload differently; what is no order any more needs a person. One that
        changes nothing is done once what it states is what we hold."""
        if not isinstance(reading, NoOrder) or reading.stated is None:
            return NeedsPerson(problems=reading_problems(reading))
        with self.proposer.runtime.database.transaction() as tx:
            disagreements = unexplained(tx, self.proposer.installation_id, reading)
        return NeedsPerson(problems=disagreements) if disagreements else Synced(remark=reading.reason)

    @property
    def _name(self) -> str:
        return self.proposer.access.tenant_name

    def _freeze(self, claimed: Claimed, found: Proposals) -> None:
        """Before anything is sent, and in one transaction (money §3). What is in Xero already stays explained as it
        was when it was made."""
        new = {
            task_id: frozen
            for task_id, wanted in found.proposed.items()
            if (frozen := frozen_of(found.orders[task_id], wanted, found.gathered, claimed[task_id])) is not None
        }
        if new:
            now = self.proposer.runtime.clock()
            with self.proposer.runtime.database.transaction() as tx:
                proposed.freeze(tx, self.proposer.installation_id, self.worker, new)
                asset_terms.freeze(tx, self.proposer.installation_id, new_terms(found, new), now)
                calendar.open_from(tx, self.proposer.installation_id, begun(found, new))


def begun(found: Proposals, new: Iterable[TaskId], billed_until: date | None = None) -> dict[AssetId, date]:
    """From which day on the calendar of each asset is to be looked at, now that these orders are known for certain, or
    billed elsewhere until a day."""
    days = defaultdict[AssetId, list[date]](list)
    for order in (found.orders[task_id] for task_id in new):
        facts = found.gathered.facts[order.key]
        orders = (*(other.order for other in facts.asset.others), order)
        in_arrears = is_in_arrears(orders, facts.settings)
        known = AssetCalendar(orders=orders, terms=facts.asset.terms, in_arrears=in_arrears)
        opens = known.opens(order, billed_until)
        if opens is not None:
            days[order.asset_id].append(opens)
    return {asset_id: min(opened) for asset_id, opened in days.items()}


def new_terms(found: Proposals, new: Iterable[TaskId]) -> dict[AssetId, Terms | None]:
    """Of the assets that have no fixed terms yet."""
    orders = [found.orders[task_id] for task_id in new]
    about = {order.asset_id: found.gathered.facts[order.key].asset for order in orders}
    return {asset_id: asset.terms for asset_id, asset in about.items() if not asset.fixed}

"""Orders whose documents would have a number that is taken are left to a person, before anything is sent (money §10).

One read for all invoices of a batch, and one for its credit notes; none where Xero gives the numbers.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from connect_ext.books.documents.held import HeldDocument
from connect_ext.books.facts.proposal import Proposal
from connect_ext.books.planning.numbers import Numbered, numbered_invoices, numbered_notes, taken
from connect_ext.books.planning.plan import Change, plan
from connect_ext.books.problems.problem import Problem
from connect_ext.sync.connection.tokens import Access
from connect_ext.sync.proposing.proposals import Proposals
from connect_ext.sync.sending.pieces import Planned
from connect_ext.work.task import TaskId

Read = Callable[[Sequence[str]], Iterable[HeldDocument]]


def taken_numbers(access: Access, planned: Mapping[TaskId, Planned]) -> dict[TaskId, tuple[Problem, ...]]:
    """The orders that want one, each with why it cannot have it. Raises `WorldFailed`."""
    organisation, found = access.organisation, defaultdict[TaskId, tuple[Problem, ...]](tuple)
    for wanted, read in (
        (numbered_invoices, organisation.invoices_by_number),
        (numbered_notes, organisation.credit_notes_by_number),
    ):
        for task_id, why in _of_one_kind(wanted, read, planned):
            found[task_id] = (*found[task_id], why)
    return dict(found)


def taken_in(access: Access, found: Proposals) -> dict[TaskId, tuple[Problem, ...]]:
    """The same of what is only shown. Raises `WorldFailed`."""
    return taken_numbers(
        access,
        {
            task_id: Planned(proposal=wanted, changes=tuple(_changes(wanted, found, access.tenant_name)))
            for task_id, wanted in found.proposed.items()
            if isinstance(wanted, Proposal)
        },
    )


def _changes(wanted: Proposal, found: Proposals, organisation: str) -> Iterator[Change]:
    yield from (one for one in plan(wanted, found.gathered.held, organisation) if not isinstance(one, Problem))


def _of_one_kind(
    wanted: Callable[[Iterable[Change]], Iterable[Numbered]], read: Read, planned: Mapping[TaskId, Planned]
) -> list[tuple[TaskId, Problem]]:
    documents = {task_id: list(wanted(one.changes)) for task_id, one in planned.items()}
    numbers = dict.fromkeys(one.number for some in documents.values() for one in some if one.number)
    if not numbers:
        return []
    named = [(planned[task_id].proposal.order.request_id, one) for task_id, some in documents.items() for one in some]
    problems = taken(named, read(list(numbers)))
    return [(task_id, problems[one.key]) for task_id, some in documents.items() for one in some if one.key in problems]

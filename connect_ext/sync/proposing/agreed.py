"""What a person agreed to by pressing Sync under a preview: another document than that is not sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from connect_ext.books.facts.proposal import NothingToInvoice, Proposal
from connect_ext.books.planning.digest import difference, digest_of
from connect_ext.books.problems.problem import Code, Problem, problem
from connect_ext.sync.gathering.gather import Gathered
from connect_ext.sync.proposing.proposals import Proposals
from connect_ext.work.task import SyncTask, TaskId


def contact_shown(proposal: Proposal, gathered: Gathered) -> str:
    """The name of whom the invoice goes to: Xero's, where it has the contact."""
    held = gathered.held.contacts.get(proposal.contact.key)
    return held.name if held else proposal.contact.name


def digest_shown(wanted: Proposal | NothingToInvoice, gathered: Gathered) -> str:
    """Of what a preview shows."""
    name = contact_shown(wanted, gathered) if isinstance(wanted, Proposal) else ""
    return digest_of(wanted, name)


def as_agreed(found: Proposals, tasks: Mapping[TaskId, SyncTask]) -> Proposals:
    """The proposals with a problem in place of each that has become another than its asker saw. What is in Xero
    already is not sent, so nobody has to look at it again."""
    changed: dict[TaskId, tuple[Problem, ...]] = {
        task_id: (problem(Code.NOT_AS_SHOWN, subject=tasks[task_id].order_key, difference=words),)
        for task_id, wanted in found.proposed.items()
        if not isinstance(wanted, tuple)
        and not _is_made(found, task_id, wanted)
        and (words := _difference(tasks[task_id].shown, wanted, found.gathered)) is not None
    }
    return replace(found, proposed={**found.proposed, **changed})


def _is_made(found: Proposals, task_id: TaskId, wanted: Proposal | NothingToInvoice) -> bool:
    made = found.gathered.held.made_of(found.orders[task_id].key)
    return bool(made) and (isinstance(wanted, NothingToInvoice) or set(wanted.keys) <= set(made))


def _difference(shown: str | None, wanted: Proposal | NothingToInvoice, gathered: Gathered) -> str | None:
    return None if shown is None else difference(shown, digest_shown(wanted, gathered))

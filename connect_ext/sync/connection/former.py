"""The same account connects the same organisation again: what its former installation has left is offered (money §16).

Its links, coverage and mappings. Without them every order of the subscriptions would ask where it was billed.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.engine import Connection

from connect_ext.books.ids import InstallationId, TenantId
from connect_ext.storage import authorisations, declined_offers, installations, journal, proposed, system
from connect_ext.sync.runtime import Runtime
from connect_ext.work.task import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """`documents` is how many contacts, invoices and credit notes it has made or linked there."""

    former: InstallationId
    tenant_id: TenantId
    tenant_name: str
    documents: int


def offer(runtime: Runtime, installation_id: InstallationId) -> Offer | None:
    """None where nothing is left to offer, where it was declined, and as long as nothing is connected."""
    with runtime.database.transaction() as tx:
        return _offer(tx, runtime, installation_id)


def decide(
    runtime: Runtime, installation_id: InstallationId, former: InstallationId, user_id: str, *, yes: bool
) -> bool:
    """Takes over what was offered, or never offers it again. False, with nothing changed, where it is not offered."""
    now = runtime.clock()
    with runtime.database.transaction() as tx:
        installations.one_at_a_time(tx, installation_id)
        found = _offer(tx, runtime, installation_id)
        if found is None or found.former != former:
            return False
        if yes:
            system.hand_over(tx, former, installation_id, found.tenant_id)
            proposed.forget_estimates(tx, installation_id)
            _record(tx, former, user_id, runtime, "handed over", f"to installation {installation_id}")
            _record(tx, installation_id, user_id, runtime, "taken over", f"from installation {former}")
        else:
            declined_offers.decline(tx, installation_id, former, now)
            _record(tx, installation_id, user_id, runtime, "declined", f"of installation {former}")
    return True


def _offer(tx: Connection, runtime: Runtime, installation_id: InstallationId) -> Offer | None:
    current = authorisations.current(tx, runtime.vault, installation_id)
    own = installations.find(tx, installation_id)
    if current is None or current.tenant_id is None or own is None:
        return None
    found = system.former_installation(tx, own.account_id, current.tenant_id, installation_id)
    if found is None:
        return None
    former, documents = found
    return Offer(former=former, tenant_id=current.tenant_id, tenant_name=current.tenant_name, documents=documents)


def _record(
    tx: Connection, installation_id: InstallationId, user_id: str, runtime: Runtime, what: str, whose: str
) -> None:
    entry = journal.JournalEntry(
        at=runtime.clock(),
        actor=Actor.PERSON,
        event=f"former.{what.replace(' ', '_')}",
        sentence=f"Links, coverage and mappings {whose} were {what}.",
        data={"user": user_id},
    )
    journal.add(tx, installation_id, entry)

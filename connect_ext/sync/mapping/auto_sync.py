"""A person switches auto-sync on or off for customers: one, several, or all of them at once."""

from __future__ import annotations

from collections.abc import Collection

from connect_ext.books.ids import InstallationId, TierAccountId
from connect_ext.storage import customer_switches, installations
from connect_ext.sync.mapping.mapping_items import note
from connect_ext.sync.runtime import Runtime

NAMED_AT_MOST = 3


def switch_auto_sync(
    runtime: Runtime, installation_id: InstallationId, customers: Collection[TierAccountId], user_id: str, *, on: bool
) -> int:
    """On: orders that come from now on are synced by themselves, as far as auto-sync is on at all; those that wait
    already are a person's, as when auto-sync itself is switched on. Off: what it has taken and not begun is left to a
    person, too; returns how many orders that are."""
    now = runtime.clock()
    with runtime.database.transaction() as tx:
        installations.one_at_a_time(tx, installation_id)
        customer_switches.switch(tx, installation_id, customers, now, on=on)
        left = 0 if on else customer_switches.leave_to_a_person(tx, installation_id, customers, now)
        note(tx, runtime, installation_id, "customers.switched", _sentence(customers, on, left), user_id)
    return left


def _sentence(customers: Collection[TierAccountId], on: bool, left: int) -> str:
    named = sorted(customers)
    more = len(named) - NAMED_AT_MOST
    who = ", ".join(named[:NAMED_AT_MOST]) + (f" and {more} more" if more > 0 else "")
    waits = f" {left} of their orders now wait for a person." if left else ""
    return f"Auto-sync is now {'on' if on else 'off'} for {who}.{waits}"

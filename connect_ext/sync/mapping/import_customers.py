"""Xero contacts become customers of the marketplace, one or all that say enough, and are linked in the same step.

Never twice: the wish is written down before the marketplace is asked, and the new customer carries the contact's id as
its external id, by which a customer is found again whose creation was never answered.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from connect.client import ConnectClient

from connect_ext.books.documents.held import Link
from connect_ext.books.ids import InstallationId, TenantId, TierAccountId, XeroId, contact_key
from connect_ext.books.mapping.contact_card import ContactCard
from connect_ext.books.mapping.profile import Incomplete, Profile, complete, profile_of
from connect_ext.cloudblue.tier_accounts import CREATED_NOTHING, create_customer, created_for
from connect_ext.storage import contact_links, imports, installations, journal, links
from connect_ext.sync.runtime import Runtime
from connect_ext.work.failure import WorldFailed
from connect_ext.work.task import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Importable:
    """A contact that no customer is linked to: what it says, and what is missing of a customer's profile."""

    contact: ContactCard
    profile: Profile
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    contact_id: XeroId
    customer: TierAccountId
    found: bool
    """The customer existed already: an earlier import was never answered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotImported:
    """`why` is a sentence. `perhaps`: the marketplace did not answer, so the next import looks first."""

    contact_id: XeroId
    why: str
    perhaps: bool = False


ImportOutcome = Imported | NotImported


def importable(
    cards: Iterable[ContactCard], linked: Mapping[TierAccountId, XeroId], home: str
) -> tuple[Importable, ...]:
    """The active contacts that may be customers and are linked to none, by name. Those that are suppliers only are no
    customers; `home` is the organisation's country."""
    taken = set(linked.values())
    found = []
    for card in cards:
        if card.active and card.id not in taken and (card.customer or not card.supplier):
            profile = profile_of(card, home)
            judged = complete(profile)
            missing = judged.missing if isinstance(judged, Incomplete) else ()
            found.append(Importable(contact=card, profile=profile, missing=missing))
    return tuple(sorted(found, key=lambda one: (one.contact.name.casefold(), one.contact.id)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Importing:
    """One press, of a person of one installation; `client` has its key."""

    runtime: Runtime
    client: ConnectClient
    installation_id: InstallationId
    tenant_id: TenantId
    user_id: str

    def run(self, wanted: Mapping[XeroId, Profile]) -> tuple[ImportOutcome, ...]:
        """Each by itself, in this order: what is wrong with one stops no other. Raises `WorldFailed` only where it
        cannot be seen what exists already; then nothing was created."""
        if not wanted:
            return ()
        existing = created_for(self.client, wanted.keys())
        return tuple(self._one(contact_id, wanted[contact_id], existing.get(contact_id)) for contact_id in wanted)

    def _one(self, contact_id: XeroId, profile: Profile, existing: TierAccountId | None) -> ImportOutcome:
        judged = complete(profile)
        if isinstance(judged, Incomplete):
            return NotImported(contact_id=contact_id, why=f"“{profile.name}” lacks {', '.join(judged.missing)}.")
        parent = self._begin(contact_id)
        if isinstance(parent, NotImported):
            return parent
        if existing is not None:
            return self._end(contact_id, profile.name, existing, found=True)
        try:
            made = create_customer(self.client, profile, contact_id, parent)
        except WorldFailed as failed:
            return self._failed(contact_id, failed)
        return self._end(contact_id, profile.name, made.party.id, found=False)

    def _begin(self, contact_id: XeroId) -> TierAccountId | NotImported | None:
        """Writes the wish down; returns the account to which the new customer will belong."""
        own = (self.installation_id, self.tenant_id)
        with self.runtime.database.transaction() as tx:
            installations.one_at_a_time(tx, self.installation_id)
            linked = contact_links.customers_of(tx, *own, [contact_id]).get(contact_id)
            if linked is not None:
                return NotImported(contact_id=contact_id, why=f"The contact is linked to {linked} already.")
            if not imports.begin(tx, *own, contact_id, self.runtime.clock()):
                return NotImported(contact_id=contact_id, why="An import of this contact is under way.")
            known = installations.find(tx, self.installation_id)
        return TierAccountId(known.tier_account_id) if known and known.tier_account_id else None

    def _failed(self, contact_id: XeroId, failed: WorldFailed) -> NotImported:
        """What certainly created nothing may be asked for again at once; else the wish stays, and is looked for."""
        certain = failed.failure.code in CREATED_NOTHING
        with self.runtime.database.transaction() as tx:
            if certain:
                imports.forget(tx, self.installation_id, self.tenant_id, contact_id)
        return NotImported(contact_id=contact_id, why=f"{failed.failure.evidence}.", perhaps=not certain)

    def _end(self, contact_id: XeroId, name: str, customer: TierAccountId, *, found: bool) -> ImportOutcome:
        own, now = (self.installation_id, self.tenant_id), self.runtime.clock()
        again = ", which an earlier import had created," if found else ""
        entry = journal.JournalEntry(
            at=now,
            actor=Actor.PERSON,
            event="customer.imported",
            sentence=f"The contact “{name}” was imported as customer {customer}{again} and is linked to it.",
            data={"user": self.user_id},
        )
        link = Link(key=contact_key(customer), xero_id=contact_id)
        with self.runtime.database.transaction() as tx:
            imports.end(tx, *own, contact_id, customer)
            try:
                links.put(tx, *own, link, picture=None, task_id=None, now=now)
            except links.LinkConflict:
                why = f"It was imported as {customer} before, which a person has linked to another contact."
                return NotImported(contact_id=contact_id, why=why)
            journal.add(tx, self.installation_id, entry)
        return Imported(contact_id=contact_id, customer=customer, found=found)

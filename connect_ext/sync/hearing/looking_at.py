"""Documents of ours as Xero holds them now, beside what we posted: what became of them is written down once.

What we are changing ourselves at this moment is left for the next look, or our own change would look like a person's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy.engine import Connection

from connect_ext.books.documents.drift import Drift, Fate, drift_of
from connect_ext.books.documents.held import HeldContact, HeldCreditNote, HeldInvoice
from connect_ext.books.documents.payment import payment_of
from connect_ext.books.ids import InstallationId, XeroId, is_credit_note, stands_for_an_order
from connect_ext.books.money import written
from connect_ext.storage import installations, journal, links, looks, seen
from connect_ext.storage.looks import Look
from connect_ext.storage.seen import Seen, Stands
from connect_ext.sync.connection.tokens import Access
from connect_ext.sync.gathering.merged import followed, move_links
from connect_ext.sync.hearing.fallen import release_fallen
from connect_ext.sync.runtime import Runtime
from connect_ext.xero.kept import kept_credit_note, kept_invoice
from connect_ext.xero.pictured import picture_of

Document = HeldInvoice | HeldCreditNote
Picture = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What we know of one of Xero's documents before it is read."""

    standing: Sequence[Stands]
    picture: Picture | None

    @property
    def ours(self) -> Sequence[Stands]:
        """Those that were not set aside."""
        return [one for one in self.standing if stands_for_an_order(one.key)]

    @property
    def is_note(self) -> bool:
        return any(is_credit_note(one.key) for one in self.ours)

    @property
    def posted(self) -> Document | None:
        if self.picture is None:
            return None
        return kept_credit_note(self.picture) if self.is_note else kept_invoice(self.picture)


def look_at(runtime: Runtime, access: Access, installation_id: InstallationId, found: Sequence[Look]) -> None:
    """Raises `WorldFailed` where Xero cannot be read; then all of them are looked at again."""
    with runtime.database.transaction() as tx:
        known = {look.xero_id: _known(tx, installation_id, access, look.xero_id) for look in found}
    now = _read(access, known)
    _follow_contacts(runtime, access, installation_id, [look.xero_id for look in found])
    moved = _merged(access, known, now)
    for look in found:
        with runtime.database.transaction() as tx:
            installations.one_at_a_time(tx, installation_id)
            before, held = known[look.xero_id], now.get(look.xero_id)
            if held is None:
                looks.done(tx, installation_id, access.tenant_id, look)
            elif _is_still(tx, installation_id, access, look.xero_id, before):
                _settle(tx, runtime, access, installation_id, look, before, held, moved.get(look.xero_id))
                looks.done(tx, installation_id, access.tenant_id, look)


def _known(tx: Connection, installation_id: InstallationId, access: Access, xero_id: XeroId) -> Known:
    own = (installation_id, access.tenant_id)
    kept = links.kept(tx, *own, [xero_id]).get(xero_id)
    return Known(standing=seen.standing_on(tx, *own, xero_id), picture=kept.picture if kept else None)


def _read(access: Access, known: Mapping[XeroId, Known]) -> dict[XeroId, Document]:
    notes = [xero_id for xero_id, one in known.items() if one.is_note]
    invoices = [xero_id for xero_id, one in known.items() if one.ours and not one.is_note]
    read: list[Document] = [*(access.organisation.invoices_by_id(invoices) if invoices else ())]
    read += access.organisation.credit_notes_by_id(notes) if notes else ()
    return {one.id: one for one in read}


def _follow_contacts(
    runtime: Runtime, access: Access, installation_id: InstallationId, xero_ids: Sequence[XeroId]
) -> None:
    """The customers of merged contacts follow to where they went."""
    with runtime.database.transaction() as tx:
        linked = links.contacts_on(tx, installation_id, access.tenant_id, xero_ids)
    if not linked:
        return
    read = {one.id: one for one in access.organisation.contacts_by_id(sorted({one.xero_id for one in linked.values()}))}
    before = {key: read[link.xero_id] for key, link in linked.items() if link.xero_id in read}
    move_links(runtime, access, installation_id, linked, before, followed(access, before))


def _merged(access: Access, known: Mapping[XeroId, Known], now: Mapping[XeroId, Document]) -> dict[XeroId, XeroId]:
    """By document: the contact that it was moved to since its own was merged, which nobody edited."""
    pairs = {xero_id: (one.posted, now[xero_id]) for xero_id, one in known.items() if xero_id in now}
    moved = {
        xero_id: (posted.contact_id, held.contact_id)
        for xero_id, (posted, held) in pairs.items()
        if posted is not None and posted.contact_id != held.contact_id
    }
    former = sorted({contact for contact, _ in moved.values()})
    read: dict[XeroId, HeldContact] = (
        {one.id: one for one in access.organisation.contacts_by_id(former)} if former else {}
    )
    arrived = followed(access, read)
    return {
        xero_id: to for xero_id, (contact, to) in moved.items() if contact in arrived and arrived[contact].id == to
    }  # fmt: skip


def _is_still(tx: Connection, installation_id: InstallationId, access: Access, xero_id: XeroId, before: Known) -> bool:
    """Whether we have changed nothing of it since it was read."""
    keys = [one.key for one in before.standing]
    busy = looks.in_flight(tx, installation_id, access.tenant_id, xero_id, keys)
    return not busy and _known(tx, installation_id, access, xero_id) == before


def _settle(
    tx: Connection,
    runtime: Runtime,
    access: Access,
    installation_id: InstallationId,
    look: Look,
    before: Known,
    held: Document,
    moved_to: XeroId | None,
) -> None:
    own, at = (installation_id, access.tenant_id), runtime.clock()
    posted = before.posted
    if posted is not None and moved_to is not None:
        links.renew(tx, *own, held.id, {**(before.picture or {}), "Contact": {"ContactID": moved_to}})
        posted = replace(posted, contact_id=moved_to)
    drift = drift_of(posted, held)
    last = seen.of(tx, *own, [held.id]).get(held.id)
    edited = drift.differences if drift is not None else ()
    seen.save(tx, *own, held.id, Seen(picture=picture_of(held), seen_at=at, differences=edited))
    told = _told(held, posted, last, drift)
    if drift is not None and drift.fate is not Fate.EDITED:
        release_fallen(tx, *own, before.ours, told[1] if told else "", look.told_by, at)
    elif told is not None:
        for task_id in sorted({one.task_id for one in before.ours if one.task_id is not None}):
            entry = journal.JournalEntry(
                at=at, actor=look.told_by, event=told[0], sentence=told[1], task_id=task_id
            )  # fmt: skip
            journal.add(tx, installation_id, entry)


def _told(held: Document, posted: Document | None, last: Seen | None, drift: Drift | None) -> tuple[str, str] | None:
    """The event, and its sentence; None where nothing is new."""
    name = f"{'Invoice' if isinstance(held, HeldInvoice) else 'Credit note'} {held.name}"
    former = last.differences if last else ()
    if drift is not None and (drift.fate is not Fate.EDITED or drift.differences != former):
        return f"document.{drift.fate}", f"{name} {drift.sentence}."
    if drift is None and former:
        return "document.as_posted", f"{name} says in Xero what we posted again."
    before = _state(_last(held, last) or posted)
    if before is None or before == _state(held):
        return None
    return "document.status", f"{name} is now {_words(held)} in Xero."


def _last(held: Document, last: Seen | None) -> Document | None:
    if last is None:
        return None
    return kept_invoice(last.picture) if isinstance(held, HeldInvoice) else kept_credit_note(last.picture)


def _state(held: Document | None) -> tuple[object, ...] | None:
    if held is None:
        return None
    return (held.status, held.amount_due if isinstance(held, HeldInvoice) and held.status == "AUTHORISED" else None)


def _words(held: Document) -> str:
    if not isinstance(held, HeldInvoice):
        return held.status.lower()
    due = "" if held.amount_due is None else f", {written(held.amount_due, held.currency)} {held.currency} is due"
    words = {"AUTHORISED": f"approved and {payment_of(held).words}{due}", "PAID": "paid"}
    return words.get(held.status, held.status.lower())

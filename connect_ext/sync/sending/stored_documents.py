"""What is kept here of a document in Xero: as Xero answered it, or, where no answer came, as it was sent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy.engine import Connection

from connect_ext.books.ids import InstallationId
from connect_ext.books.planning.shown import InvoiceState, ShownInvoice
from connect_ext.books.planning.shown_change import ShownChange, shown_change
from connect_ext.storage import intents, links
from connect_ext.storage.links import InvoiceLink
from connect_ext.work.intent import Call, IntentDraft
from connect_ext.xero.intended import intended_changes
from connect_ext.xero.kept import kept_invoice
from connect_ext.xero.picture import sent_invoice, shown_invoice


def document_of(
    tx: Connection, installation_id: InstallationId, found: InvoiceLink, explanations: Mapping[str, str]
) -> ShownInvoice:
    """An invoice or a credit note. One that was found after a lost answer equals what was sent, else it was not
    adopted."""
    picture = links.picture(tx, installation_id, found.tenant_id, found.link.key)
    if picture is None:
        picture = _as_sent(tx, installation_id, found)
    if picture is None:
        return ShownInvoice(state=InvoiceState.UNKNOWN, number=found.link.number)
    return shown_invoice(picture, explanations)


def change_of(
    tx: Connection, installation_id: InstallationId, found: InvoiceLink, explanations: Mapping[str, str]
) -> ShownChange | None:
    """What was done to an invoice that was there before; None where the document is no such change."""
    for draft in _sent(tx, installation_id, found):
        if draft.call is Call.UPDATE_INVOICES:
            for part, meant in zip(draft.parts, intended_changes(draft.body), strict=True):
                before = kept_invoice(part.before) if part.before is not None else None
                if part.key == found.link.key and before is not None:
                    return shown_change(before, meant, explanations)
    return None


def _as_sent(tx: Connection, installation_id: InstallationId, found: InvoiceLink) -> dict[str, Any] | None:
    bodies = (sent_invoice(draft, found.link.key) for draft in _sent(tx, installation_id, found))
    sent = next((body for body in bodies if body), None)
    return {**sent, "InvoiceNumber": found.link.number} if sent else None


def _sent(tx: Connection, installation_id: InstallationId, found: InvoiceLink) -> Iterator[IntentDraft]:
    """The newest first."""
    written = intents.latest(tx, installation_id, found.tenant_id, [found.link.key])
    yield from (intent.draft for intent in reversed(written))

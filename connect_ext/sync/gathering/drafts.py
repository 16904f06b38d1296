"""The drafts of ours that the orders of a batch may be added to, as Xero holds them (money §9)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from connect_ext.books.documents.held import HeldInvoice
from connect_ext.books.documents.policies import InvoiceTarget
from connect_ext.books.facts.targets import Draft
from connect_ext.books.ids import DocumentKey, InstallationId, XeroId
from connect_ext.books.settings.settings import Settings
from connect_ext.storage import drafts
from connect_ext.storage.drafts import Candidate
from connect_ext.sync.connection.tokens import Access
from connect_ext.sync.runtime import Runtime
from connect_ext.xero.kept import kept_invoice


def candidates(
    runtime: Runtime,
    access: Access,
    installation_id: InstallationId,
    settings: Settings,
    contacts: Collection[XeroId],
    months: Iterable[date],
    *,
    chosen: bool = False,
) -> tuple[Candidate, ...]:
    """What was a draft of one of these contacts when Xero last answered about it; `months` are those in which the
    orders' invoices are dated. `chosen`: a person chooses among them, or has, whatever the settings say."""
    first = min((day.replace(day=1) for day in months), default=None)
    if (settings.invoice_target is InvoiceTarget.PER_ORDER and not chosen) or not contacts or first is None:
        return ()
    # A day earlier: somewhere the month has begun before it does in UTC.
    since = datetime.combine(first, time.min, UTC) - timedelta(days=1)
    with runtime.database.transaction() as tx:
        found = drafts.of_contacts(tx, installation_id, access.tenant_id, contacts, since)
    return tuple(one for one in found if one.picture.get("Status") == "DRAFT")


def drafts_of(
    contact: XeroId, found: Sequence[Candidate], invoices: Mapping[DocumentKey, HeldInvoice]
) -> tuple[Draft, ...]:
    """Those of one contact, as Xero holds them now."""
    pairs = [(one, kept_invoice(one.picture), invoices.get(one.link.key)) for one in found]
    return tuple(
        Draft(document=one.link.key, picture=picture, now=now, cycles=one.cycles)
        for one, picture, now in pairs
        if picture is not None and now is not None and picture.contact_id == contact
    )


def months_of(days: Iterable[datetime], today: date, zone: ZoneInfo) -> tuple[date, ...]:
    """In which invoices may be dated: today, or earlier when the service has begun before."""
    return tuple(min(today, moment.astimezone(zone).date()) for moment in days)

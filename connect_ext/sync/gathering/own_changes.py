"""Drafts as they were before an order changed them: one of which a part is made is proposed as it was the first time.

Otherwise what an order has taken off a draft already could not be taken off once more, and the rest of it, such as a
credit note that was refused, would never be made.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from connect_ext.books.documents.edited import edited
from connect_ext.books.documents.held import Held, HeldInvoice
from connect_ext.books.ids import DocumentKey, InstallationId, OrderKey, TenantId, is_of
from connect_ext.storage import earlier_sends
from connect_ext.sync.runtime import Runtime
from connect_ext.xero.kept import kept_invoice

Invoices = Mapping[DocumentKey, HeldInvoice]


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What Xero holds, and its last answer about each invoice."""

    held: Held
    pictures: Invoices


def before_changes(
    runtime: Runtime, installation_id: InstallationId, tenant_id: TenantId, made: Collection[DocumentKey]
) -> Invoices:
    """By the key of what was made: the invoice that it changed, as it was when that was sent."""
    if not made:
        return {}
    with runtime.database.transaction() as tx:
        found = earlier_sends.before(tx, installation_id, tenant_id, made)
    kept = {key: kept_invoice(picture) for key, picture in found.items()}
    return {key: invoice for key, invoice in kept.items() if invoice is not None}


def as_it_was(order: OrderKey, seen: Seen, before: Invoices) -> Seen:
    """Before the order's own changes that are linked; an invoice that a person has edited since stays as it is."""
    own = {one.id: one for key, one in before.items() if is_of(key, order) and key in seen.held.links}
    untouched = {key for key, one in seen.held.invoices.items() if one.id in own and _untouched(key, one, seen)}
    if not untouched:
        return seen
    invoices = {key: own[one.id] if key in untouched else one for key, one in seen.held.invoices.items()}
    pictures = {key: own[one.id] if key in untouched else one for key, one in seen.pictures.items()}
    return Seen(held=replace(seen.held, invoices=invoices), pictures=pictures)


def _untouched(key: DocumentKey, now: HeldInvoice, seen: Seen) -> bool:
    picture = seen.pictures.get(key)
    return picture is not None and edited(picture, now) is None

"""A document that once had a send without an answer is looked for again before it is sent again.

A person presses Sync after comparing the two documents that we could not tell apart: what was deleted meanwhile counts
no more, and what is there is never made a second time.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from connect_ext.books.document import Invoice
from connect_ext.books.ids import DocumentKey, InstallationId, XeroId
from connect_ext.storage import intents
from connect_ext.sync.posting import Poster
from connect_ext.sync.recover import candidates, judge
from connect_ext.sync.results import Result
from connect_ext.work.failure import Failure, WorldFailed
from connect_ext.work.outcome import NotReached
from connect_ext.xero.encode import invoices_body
from connect_ext.xero.intended import intended_invoices

Addressed = Sequence[tuple[Invoice, XeroId]]
"""Invoices, each with the id of its contact."""


def look_again(
    poster: Poster, installation_id: InstallationId, invoices: Addressed
) -> Mapping[DocumentKey, Result] | Failure:
    """What is decided about invoices that must not be sent as they are; those that may go out are not named."""
    keys = [invoice.key for invoice, _ in invoices]
    with poster.runtime.database.transaction() as tx:
        since = intents.once_read(tx, installation_id, poster.access.tenant_id, keys)
    doubtful = [(invoice, contact) for invoice, contact in invoices if invoice.key in since]
    if not doubtful:
        return {}
    intended = intended_invoices(invoices_body(doubtful))
    try:
        held = candidates(poster.access.organisation, intended, min(since.values()))
    except WorldFailed as failed:
        return failed.failure
    alive = [invoice for invoice in held if invoice.alive]
    judged = {
        invoice.key: judge(invoice.key, meant, alive) for (invoice, _), meant in zip(doubtful, intended, strict=True)
    }
    return {key: result for key, result in judged.items() if not isinstance(result.outcome, NotReached)}

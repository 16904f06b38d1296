"""A document that once had a send without an answer is looked for again before it is sent again.

What is there is never made a second time. What a person has voided or deleted goes out again: reading the
lost send has left such an order to a person, and somebody has asked for it since.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from connect_ext.books.compare import intended
from connect_ext.books.document import Invoice
from connect_ext.books.ids import DocumentKey, InstallationId, XeroId
from connect_ext.books.recognise import recognise
from connect_ext.storage import intents
from connect_ext.sync.posting import Poster
from connect_ext.sync.recognised import found_in_xero
from connect_ext.sync.recover import candidates
from connect_ext.sync.results import Result
from connect_ext.work.failure import Failure, WorldFailed
from connect_ext.work.outcome import NotReached

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
    meant_by = [intended(invoice, contact) for invoice, contact in doubtful]
    try:
        held = candidates(poster, installation_id, meant_by, min(since.values()))
    except WorldFailed as failed:
        return failed.failure
    found = {
        invoice.key: found_in_xero(invoice.key, recognise(meant, held), ended_goes_out=True)
        for (invoice, _), meant in zip(doubtful, meant_by, strict=True)
    }
    return {key: result for key, result in found.items() if not isinstance(result.outcome, NotReached)}

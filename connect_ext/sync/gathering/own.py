"""What our own database knows about an installation and about the invoices that it is to make."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from connect_ext.books.documents.document import DocumentDates
from connect_ext.books.facts.proposal import Account, NoteFacts
from connect_ext.books.ids import DocumentKey, InstallationId, TenantId, TierAccountId, is_credit_note
from connect_ext.books.mapping.mapping import Mappings
from connect_ext.books.prices.price import PriceRow
from connect_ext.books.settings.settings import Settings
from connect_ext.storage import installations, intents, mappings, prices, set_aside, settings
from connect_ext.sync.runtime import Runtime
from connect_ext.work.authorisation import Installation
from connect_ext.work.intent import Call, Intent
from connect_ext.xero.intended import intended_dates, intended_note_dates

Dates = TypeVar("Dates")


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    settings: Settings
    account: Account
    price_rows: tuple[PriceRow, ...]
    mappings: Mappings
    dates: Mapping[DocumentKey, DocumentDates]
    """Of the invoices that were sent before, with or without success."""
    reissues: Mapping[DocumentKey, int]
    """How often an order's invoice or credit note was undone, where it ever was."""
    note_dates: Mapping[DocumentKey, date]
    """Of the credit notes that were sent before, in the same way."""

    def notes(self, keys: Collection[DocumentKey]) -> dict[DocumentKey, NoteFacts]:
        """Those of an order's documents that are credit notes of which something is known."""
        known = [key for key in keys if key in self.note_dates or (is_credit_note(key) and key in self.reissues)]
        return {key: NoteFacts(fixed_date=self.note_dates.get(key), reissue=self.reissues.get(key, 0)) for key in known}


def read_own(
    runtime: Runtime, installation_id: InstallationId, tenant_id: TenantId, documents: Sequence[DocumentKey]
) -> Own:
    """In one short transaction. `documents` are the invoices and credit notes that the orders have or may have."""
    with runtime.database.transaction() as tx:
        installation = installations.find(tx, installation_id)
        sent = intents.latest(tx, installation_id, tenant_id, documents)
        former = set_aside.of(tx, installation_id, tenant_id, documents)
        return Own(
            settings=settings.load(tx, installation_id).settings,
            account=account_of(installation),
            price_rows=prices.rows(tx, installation_id),
            mappings=mappings.load(tx, installation_id, tenant_id),
            dates=_dates(sent, former, Call.CREATE_INVOICES, intended_dates),
            reissues={key: found.count for key, found in former.items()},
            note_dates=_dates(sent, former, Call.CREATE_CREDIT_NOTES, intended_note_dates),
        )


def account_of(installation: Installation | None) -> Account:
    known = installation.tier_account_id if installation else None
    return Account(
        role=installation.role if installation else "", tier_account_id=TierAccountId(known) if known else None
    )


def _dates(
    sent: Sequence[Intent],
    former: Mapping[DocumentKey, set_aside.SetAside],
    call: Call,
    dates_of: Callable[[str], Sequence[Dates]],
) -> dict[DocumentKey, Dates]:
    """The oldest come first, so that what was sent last is what stays. What was undone since is no date of the next."""
    return {
        part.key: dates
        for intent in sent
        if intent.draft.call is call
        for part, dates in zip(intent.draft.parts, dates_of(intent.draft.body), strict=True)
        if part.key not in former or intent.written_at > former[part.key].last_at
    }

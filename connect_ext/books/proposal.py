"""A proposal: the documents we mean to make for an order, complete and printable before anything is sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from connect_ext.books.asset import NOTHING_KNOWN, AssetFacts
from connect_ext.books.document import Contact, DocumentDates, Invoice
from connect_ext.books.held import HeldContact
from connect_ext.books.ids import TierAccountId
from connect_ext.books.order import Order
from connect_ext.books.organisation import Organisation
from connect_ext.books.price import Quote
from connect_ext.books.settings import Settings
from connect_ext.books.stretch import Stretch


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What is known of the Connect account that bills."""

    role: str
    """`reseller`, `distributor` or `vendor`, as Connect says."""
    tier_account_id: TierAccountId | None = None
    """The account as a party of orders, once a call of its users has shown it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Everything a proposal depends on besides the order itself."""

    settings: Settings
    organisation: Organisation
    account: Account
    today: date
    """In the organisation's time zone."""
    quotes: Mapping[int, tuple[Quote, ...]]
    """By fee number: what each price source says, in the order of the settings."""
    held_contact: HeldContact | None
    """The billed party's contact, where there is one in Xero already."""
    portal_url: str | None
    fixed_dates: DocumentDates | None = None
    """What an earlier send of the invoice said; None before the first."""
    asset: AssetFacts = NOTHING_KNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """One invoice and the contact it goes to. The contact is made only where Xero has none yet."""

    order: Order
    contact: Contact
    invoice: Invoice
    remarks: tuple[str, ...]
    """Sentences about what was left out, and why."""
    waived: tuple[Stretch, ...] = ()
    """What is covered although no line bills it, since it costs nothing (money §5)."""

    @property
    def covers(self) -> tuple[Stretch, ...]:
        return (*(covered for line in self.invoice.lines for covered in line.covers), *self.waived)


@dataclass(frozen=True, slots=True, kw_only=True)
class NothingToInvoice:
    """The order is complete and asks for no document; `reason` says why."""

    reason: str
    covers: tuple[Stretch, ...] = ()
    """What is covered all the same, since it costs nothing (money §5)."""

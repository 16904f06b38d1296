"""A proposal: the documents we mean to make for an order, complete and printable before anything is sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from connect_ext.books.coverage.stretch import Stretch
from connect_ext.books.documents.allocations import ExpectedSetOff
from connect_ext.books.documents.document import Contact, CreditNote, DocumentDates, Invoice, LineItem
from connect_ext.books.documents.held import HeldContact
from connect_ext.books.documents.organisation import Organisation
from connect_ext.books.documents.update import InvoiceChange
from connect_ext.books.facts.targets import Draft
from connect_ext.books.ids import DocumentKey, ProductItemId, TierAccountId, UsageRecordId
from connect_ext.books.mapping.item import HeldItem, Item
from connect_ext.books.mapping.mapping import NO_MAPPINGS, Mappings
from connect_ext.books.mapping.suggest import ContactSuggestion
from connect_ext.books.mapping.tracking import TrackingCategory
from connect_ext.books.orders.order import Order
from connect_ext.books.prices.price import Quote
from connect_ext.books.problems.problem import Problem
from connect_ext.books.settings.one_order import Chosen
from connect_ext.books.settings.settings import Settings
from connect_ext.books.subscription.asset import NOTHING_KNOWN, AssetFacts


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What is known of the Connect account that bills."""

    role: str
    """`reseller`, `distributor` or `vendor`, as Connect says."""
    tier_account_id: TierAccountId | None = None
    """The account as a party of orders, once a call of its users has shown it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteFacts:
    """Of one credit note."""

    fixed_date: date | None = None
    """What an earlier send of it said; None before the first."""
    reissue: int = 0
    """How often it was undone."""


NEVER_SENT = NoteFacts()


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
    similar: tuple[ContactSuggestion, ...] = ()
    """Contacts that may be the billed party, where it has none."""
    fixed_dates: DocumentDates | None = None
    """What an earlier send of the invoice said; None before the first."""
    reissue: int = 0
    """How often the order's invoice was undone: the next one has another number."""
    notes: Mapping[DocumentKey, NoteFacts] = field(default_factory=dict)
    """What is known of the order's credit notes from earlier sends."""
    asset: AssetFacts = NOTHING_KNOWN
    drafts: tuple[Draft, ...] = ()
    """Of ours, from the latest to the first, that the order's charges may be added to."""
    target: str | None = None
    """The draft that a person chose, by Xero's id, or `NEW`; None: as the settings say."""
    mappings: Mappings = NO_MAPPINGS
    categories: tuple[TrackingCategory, ...] | None = None
    """The organisation's; None where nobody has looked."""
    items: Mapping[str, HeldItem] | None = None
    """By code, those that the mappings of the order name and the organisation has; None where nobody has looked."""
    new_items: Mapping[str, Item] = field(default_factory=dict)
    """By code, those that are to be added to Xero with the first order that names them, and never were."""
    billed_usage: frozenset[UsageRecordId] = frozenset()
    """Those of a usage order's records that documents of other orders bill."""
    commitments: Mapping[ProductItemId, int] = field(default_factory=dict)
    """To how many periods an item commits, as its product says; for an order that charges what is left of it."""
    chosen: Chosen | None = None
    """What a person chose that the order gives back."""

    @property
    def ruled(self) -> str:
        """Who says what it gives back: completes a sentence."""
        return f"as {self.chosen.by} chose for this order" if self.chosen else "by the settings"


@dataclass(frozen=True, slots=True, kw_only=True)
class Waits:
    """Why documents that are complete must not be sent yet."""

    until: date
    """When to look again, in the organisation's time zone."""
    why: str
    """A sentence for the task."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """All documents of an order, at least one, and whom they go to. The contact is made only where Xero has none yet
    and a document needs it."""

    order: Order
    contact: Contact
    invoice: Invoice | None
    """All charges of the order; None where it only gives back."""
    credit_notes: tuple[CreditNote, ...] = ()
    changes: tuple[InvoiceChange, ...] = ()
    """On drafts that earlier orders have made."""
    released: frozenset[DocumentKey] = frozenset()
    """Documents that were voided or deleted in Xero: what they covered is free."""
    remarks: tuple[str, ...]
    """Sentences about what was left out, and why."""
    warnings: tuple[Problem, ...] = ()
    """Worth a person's look, and no reason to stop."""
    waived: tuple[Stretch, ...] = ()
    """What is covered although no line bills it, since it costs nothing (money §5)."""
    waits: Waits | None = None
    """For a period that is locked; None where everything may be sent now."""
    items: tuple[Item, ...] = ()
    """What its lines name and Xero does not have yet: made before them."""
    records: tuple[UsageRecordId, ...] = ()
    """Usage records that are billed with it, for nothing too: none of them is billed again (money §7)."""
    follow_ups: tuple[ExpectedSetOff, ...] = ()
    """What is done later to its documents, once somebody has approved them."""

    @property
    def lines(self) -> tuple[LineItem, ...]:
        """All that are new, on documents that are made and on drafts that are added to."""
        made = (*((self.invoice,) if self.invoice else ()), *self.credit_notes)
        added = (line for change in self.changes for line in change.update.lines or () if isinstance(line, LineItem))
        return (*(line for document in made for line in document.lines), *added)

    @property
    def explanations(self) -> dict[str, str]:
        """By line mark: how each line came about, and why a line of a draft becomes another."""
        changed = {mark: change.explanation or change.reason for change in self.changes for mark in change.marks}
        return {**changed, **{line.mark: line.explanation for line in self.lines}}

    @property
    def keys(self) -> tuple[DocumentKey, ...]:
        """Of all documents, in the order in which they must be carried to Xero."""
        invoice = (self.invoice.key,) if self.invoice else ()
        return (*invoice, *(change.key for change in self.changes), *(note.key for note in self.credit_notes))

    @property
    def usage(self) -> dict[DocumentKey, tuple[UsageRecordId, ...]]:
        """The records by the document that bills them: usage has one, an invoice or a credit note."""
        document = self.invoice or next(iter(self.credit_notes), None)
        return {document.key: self.records} if document and self.records else {}

    @property
    def covers(self) -> tuple[Stretch, ...]:
        """Each once, whether it was told of an added line or of the change that adds it."""
        of_lines = (covered for line in self.lines for covered in line.covers)
        of_changes = (covered for change in self.changes for covered in change.covers)
        return tuple(dict.fromkeys((*of_lines, *of_changes, *self.waived)))


@dataclass(frozen=True, slots=True, kw_only=True)
class NothingToInvoice:
    """The order is complete and asks for no document; `reason` says why."""

    reason: str
    covers: tuple[Stretch, ...] = ()
    """What is covered all the same, since it costs nothing (money §5)."""
    records: tuple[UsageRecordId, ...] = ()
    """Usage records that cost nothing (money §7)."""
    released: frozenset[DocumentKey] = frozenset()
    """As in a proposal."""

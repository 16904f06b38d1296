"""Proposals made by hand, carried to Xero by the engine's own road: freeze, plan, apply, recover.

Each is made of what Xero holds at that moment, as the product's own proposals are.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from connect_ext.books.coverage.stretch import Stretch
from connect_ext.books.crediting.credit_lines import TakeBack, credit_line, credit_reference
from connect_ext.books.crediting.refunds import Billed, ChangeDraft, DeleteDraft, refunds
from connect_ext.books.days import Days
from connect_ext.books.documents.document import CreditNote, Invoice, LineAmountTypes
from connect_ext.books.documents.held import Held, HeldInvoice
from connect_ext.books.documents.policies import SentAs
from connect_ext.books.documents.update import InvoiceChange
from connect_ext.books.facts.proposal import Proposal
from connect_ext.books.ids import (
    DocumentKey,
    InstallationId,
    OrderKey,
    TenantId,
    TierAccountId,
    change_key,
    contact_key,
    credit_key,
    invoice_key,
)
from connect_ext.books.planning.plan import plan
from connect_ext.books.planning.whole import whole_of
from connect_ext.books.problems.problem import Problem
from connect_ext.storage import coverage, follow_ups, links, proposed
from connect_ext.storage.follow_ups import FollowUp
from connect_ext.storage.proposed import Frozen
from connect_ext.sync.by_hand.asking import ask_for_sync
from connect_ext.sync.connection.tokens import Access, access
from connect_ext.sync.draining.batch import claim
from connect_ext.sync.intake.intake import take_in
from connect_ext.sync.runtime import new_worker
from connect_ext.sync.sending.apply import Application
from connect_ext.sync.sending.follow_ups import follow
from connect_ext.sync.sending.pieces import Planned
from connect_ext.sync.sending.posting import Poster
from connect_ext.sync.sending.recover import recover
from connect_ext.work.task import SyncTask, TaskStatus
from connect_ext.xero.kept import kept_invoice
from sandbox.xero import HARBOUR
from tests.books.builders import proposed as a_proposal
from tests.books.builders import the_invoice
from tests.world import World

DECEMBER = Days(start=date(2026, 12, 1), end=date(2026, 12, 21))
Maker = Callable[[], Proposal]


@dataclass(frozen=True, slots=True, kw_only=True)
class ByHand:
    """One installation, and an order whose invoice is in Xero: 10 at 12.50, a draft unless approved."""

    world: World
    us: InstallationId
    first: OrderKey

    @property
    def tenant(self) -> TenantId:
        return TenantId(HARBOUR)

    @property
    def access(self) -> Access:
        found = access(self.world.app.runtime, self.us)
        assert isinstance(found, Access)
        return found

    @property
    def poster(self) -> Poster:
        return Poster(runtime=self.world.app.runtime, access=self.access, worker=new_worker())

    def held(self, order: OrderKey | None = None) -> HeldInvoice:
        """The invoice of an order, the first unless told, as Xero holds it."""
        key = invoice_key(order or self.first)
        with self.world.app.runtime.database.transaction() as tx:
            link = links.find(tx, self.us, self.tenant, [key])[key]
        [found] = self.access.organisation.invoices_by_id([link.xero_id])
        return found

    def picture(self, order: OrderKey | None = None) -> HeldInvoice | None:
        """The same as it is remembered."""
        with self.world.app.runtime.database.transaction() as tx:
            found = links.picture(tx, self.us, self.tenant, invoice_key(order or self.first))
        return kept_invoice(found) if found else None

    def another(self) -> OrderKey:
        """One more order, whose documents are made by hand."""
        order = OrderKey(self.world.buy(self.us)["id"])
        take_in(self.world.app.runtime, self.us)
        return order

    def task(self, order: OrderKey) -> SyncTask:
        return self.world.task(self.us, order)

    def ran(self, makers: Mapping[OrderKey, Maker], *, ask: bool = True) -> list[TaskStatus]:
        """What the orders come to in one batch of a new worker, after what was left open before."""
        if ask:
            ids = [self.task(order).id for order in makers]
            ask_for_sync(self.world.app.runtime, self.us, ids, "UR-1")
        poster = self.poster
        recover(poster, self.us)
        claimed = claim(poster, self.us)
        planned, found = {}, dict[DocumentKey, Any]()
        for task in claimed.values():
            wanted = makers[task.order_key]()
            held = self._linked(wanted)
            made = [key for key in task.whole.keys if key in held.links]
            frozen = Frozen(prices={}, covers=wanted.covers, whole=whole_of(wanted, made))
            with self.world.app.runtime.database.transaction() as tx:
                proposed.freeze(tx, self.us, poster.worker, {task.id: frozen})
            changes = plan(wanted, held, "Harbour")
            planned[task.id] = Planned(
                proposal=wanted, changes=tuple(one for one in changes if not isinstance(one, Problem))
            )
            found.update(held.links)
        Application(poster=poster, installation_id=self.us, claimed=claimed).apply(planned, found)
        return [self.task(order).status for order in makers]

    def follow(self) -> int:
        """How many follow-ups were looked at until none is due."""
        poster, looked = self.poster, 0
        recover(poster, self.us)
        while found := follow(poster, self.us, poster.access.organisation.facts).looked_at:
            looked += found
        return looked

    def follow_ups(self, order: OrderKey) -> list[FollowUp]:
        task_id = self.task(order).id
        with self.world.app.runtime.database.transaction() as tx:
            return list(follow_ups.of_task(tx, self.us, task_id))

    def covered(self) -> list[Stretch]:
        asset = self.task(self.first).asset_id
        assert asset is not None
        with self.world.app.runtime.database.transaction() as tx:
            return list(coverage.load(tx, self.us, self.tenant, [asset]))

    def proposal(
        self,
        order: OrderKey,
        invoice: Invoice | None = None,
        notes: tuple[CreditNote, ...] = (),
        changes: tuple[InvoiceChange, ...] = (),
        **more: Any,
    ) -> Proposal:
        one = a_proposal()
        key = contact_key(TierAccountId(self.world.who.sydney["id"]))
        return replace(
            one,
            order=replace(one.order, key=order),
            contact=replace(one.contact, key=key, number=self.world.who.sydney["id"]),
            invoice=invoice,
            credit_notes=notes,
            changes=changes,
            **{"waived": (), **more},
        )

    def invoice(self, order: OrderKey, **changes: Any) -> Invoice:
        """2 at 12.50."""
        one = the_invoice(a_proposal())
        lines = tuple(replace(line, mark=f"{order}/1", description=f"Seats {order}/1", covers=()) for line in one.lines)
        values = {"key": invoice_key(order), "reference": str(order), "lines": lines, **changes}
        contact = contact_key(TierAccountId(self.world.who.sydney["id"]))
        return replace(one, contact=contact, date=self.world.clock().date(), **values)

    def note(
        self, order: OrderKey, amount: str = "50", *, sent_as: SentAs = SentAs.DRAFT, number: int = 1
    ) -> CreditNote:
        """Gives back so much of the first order's invoice."""
        held = self.held()
        take = self.take(amount)
        return CreditNote(
            key=credit_key(order, number),
            contact=contact_key(TierAccountId("TA-NONE")),
            contact_id=held.contact_id,
            number=None,
            reference=credit_reference([held]),
            date=self.world.clock().date(),
            currency=held.currency,
            currency_rate=None,
            branding_theme=None,
            line_amount_types=LineAmountTypes(held.line_amount_types),
            lines=(credit_line(held, held.lines[0], take, Decimal(amount), f"{order}/{8 + number}"),),
            credits=(held.id,),
            sent_as=sent_as,
        )

    def take(self, amount: str) -> TakeBack:
        return TakeBack(
            mark=f"{self.first}/1", creditable=Decimal(amount), days=DECEMBER, reason="4 of 10 seats cancelled"
        )

    def change(self, order: OrderKey, amount: str = "50") -> InvoiceChange:
        """Takes so much off the first order's draft; all of it deletes the draft."""
        held = self.held()
        document = invoice_key(self.first)
        billed = Billed(document=document, held=held, picture=held, takes=(self.take(amount),))
        [decision] = refunds([billed], order)
        assert isinstance(decision, ChangeDraft | DeleteDraft)
        return InvoiceChange(
            key=change_key(order, document),
            document=document,
            before=held,
            update=decision.update,
            reason="4 of 10 seats cancelled",
        )

    def _linked(self, wanted: Proposal) -> Held:
        with self.world.app.runtime.database.transaction() as tx:
            found = links.find(tx, self.us, self.tenant, [wanted.contact.key, *wanted.keys])
        return Held(links=found)


def by_hand(world: World, *, approved: bool = False) -> ByHand:
    us = world.ready()
    order = world.buy(us)
    world.sync(us)
    if approved:
        world.xero.person(HARBOUR).approve("INV-0001")
    return ByHand(world=world, us=us, first=OrderKey(order["id"]))

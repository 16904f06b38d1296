"""“Add product to Xero”: creates an item and maps the product item to it, at a person's press.

The mapping is the wish, and is written before the call. Xero keeps codes unique and a PUT never edits, so the code is
what makes a second item impossible: after a lost answer the item is looked for by it before it is asked for again.
"""

from __future__ import annotations

from dataclasses import dataclass

from connect_ext.books.documents.held import Link
from connect_ext.books.documents.organisation import Organisation
from connect_ext.books.ids import InstallationId, XeroId
from connect_ext.books.mapping.item import HeldItem, Item
from connect_ext.books.mapping.mapping import ItemMapping
from connect_ext.storage import links, mappings
from connect_ext.sync.connection.tokens import Access
from connect_ext.sync.mapping.mapping_items import NotMapped, note, save_if_free, unusable_codes
from connect_ext.sync.runtime import Runtime
from connect_ext.work.failure import Failure, FailureKind, WorldFailed
from connect_ext.work.intent import Call, idempotency_key
from connect_ext.xero.created import Accepted, Refused
from connect_ext.xero.items import items_body


@dataclass(frozen=True, slots=True, kw_only=True)
class Unclear:
    """Xero did not answer. The mapping stays; whoever presses again looks first, and so does every preview."""

    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Adding:
    """One press."""

    runtime: Runtime
    access: Access
    organisation: Organisation
    installation_id: InstallationId
    user_id: str

    def add(self, item: Item, wanted: ItemMapping) -> XeroId | NotMapped | Unclear:
        """The new item's id. `wanted` maps the product item to the new code. Raises `WorldFailed` when Xero certainly
        did nothing; the former mapping is then back."""
        if wanted.item_code != item.code:
            raise ValueError("the mapping names another item than the one to add")
        if why := unusable_codes(item.account_code, item.tax_type, self.organisation):
            return NotMapped(why=why)
        former = self._former(wanted)
        held = next(iter(self.access.organisation.items_by_code([item.code])), None)
        if held is not None:
            return self._already(item, wanted, held, asked=former == wanted)
        taken = self._wish(item, wanted)
        return taken or self._create(item, wanted, former)

    def _former(self, wanted: ItemMapping) -> ItemMapping | None:
        with self.runtime.database.transaction() as tx:
            return mappings.load(tx, self.installation_id, self.access.tenant_id).items.get(wanted.key)

    def _already(self, item: Item, wanted: ItemMapping, held: HeldItem, *, asked: bool) -> XeroId | NotMapped:
        """An item of ours, whose answer was lost; or one of somebody else, which a person may map to instead."""
        if not asked:
            return NotMapped(
                why=f"{self.access.tenant_name} has an item {held.code} already (“{held.name}”). "
                "Map to it, or choose another code."
            )
        self._end(item, wanted, held.id, "was found in")
        return held.id

    def _wish(self, item: Item, wanted: ItemMapping) -> NotMapped | None:
        with self.runtime.database.transaction() as tx:
            taken = save_if_free(tx, self.installation_id, self.access.tenant_id, wanted, self.runtime)
            if taken is None:
                sentence = f"{self.access.tenant_name} is asked to add the item {item.code} for {wanted.product_item}."
                note(tx, self.runtime, self.installation_id, "item.asked", sentence, self.user_id)
        return taken

    def _create(self, item: Item, wanted: ItemMapping, former: ItemMapping | None) -> XeroId | NotMapped | Unclear:
        body = items_body([item])
        # One generation for all presses: within the life of a key the same press gets the same answer, and later the
        # code does what the key did.
        key = idempotency_key(self.installation_id, self.access.tenant_id, [item.key], 1, body)
        try:
            (made,) = self.access.organisation.create(Call.CREATE_ITEMS, body, key)
        except WorldFailed as failed:
            if failed.failure.kind is FailureKind.UNCERTAIN:
                return self._unclear(item, failed.failure)
            self._take_back(wanted, former, failed.failure.evidence)
            raise
        match made:
            case Refused(messages=messages):
                why = f"Xero refused the item {item.code}: {' '.join(messages)}"
                self._take_back(wanted, former, why)
                return NotMapped(why=why)
            case Accepted(xero_id=xero_id):
                self._end(item, wanted, xero_id, "was added to")
                return xero_id

    def _end(self, item: Item, wanted: ItemMapping, xero_id: XeroId, happened: str) -> None:
        now, link = self.runtime.clock(), Link(key=item.key, xero_id=xero_id, number=item.code)
        with self.runtime.database.transaction() as tx:
            links.relink(tx, self.installation_id, self.access.tenant_id, link, now=now)
            sentence = f"The item {item.code} {happened} {self.access.tenant_name}, for {wanted.product_item}."
            note(tx, self.runtime, self.installation_id, "item.added", sentence, self.user_id)

    def _unclear(self, item: Item, failure: Failure) -> Unclear:
        sentence = f"It is not known whether the item {item.code} was added: {failure.evidence}."
        with self.runtime.database.transaction() as tx:
            note(tx, self.runtime, self.installation_id, "item.unclear", sentence, self.user_id)
        return Unclear(why=sentence)

    def _take_back(self, wanted: ItemMapping, former: ItemMapping | None, why: str) -> None:
        own = (self.installation_id, self.access.tenant_id)
        with self.runtime.database.transaction() as tx:
            if former is None:
                mappings.remove_item(tx, *own, wanted.key)
            else:
                mappings.save_item(tx, *own, former, self.runtime.clock())
            sentence = f"{wanted.product_item} is mapped as before: the item {wanted.item_code} was not added ({why})."
            note(tx, self.runtime, self.installation_id, "item.refused", sentence, self.user_id)

"""Product items as a file: what each is in Xero; out, and back in as a whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from connect_ext.books.documents.organisation import Organisation
from connect_ext.books.ids import MarketplaceId, ProductItemId
from connect_ext.books.mapping.item import why_unmappable
from connect_ext.books.mapping.known import KnownItem
from connect_ext.books.mapping.mapping import ItemMapping, MappingKey, Mappings, taken_by
from connect_ext.books.prices.price_table import CellProblem, Sheet
from connect_ext.books.problems.problem import Screen
from connect_ext.storage import installations, mappings, proposed
from connect_ext.sync.by_hand.returning import let_go_on
from connect_ext.sync.connection.tokens import Access
from connect_ext.sync.mapping.file_rows import FileRow, repeated, rows_of
from connect_ext.sync.mapping.mapping_items import note, unusable_codes
from connect_ext.sync.mapping.mapping_products import ProductMap
from connect_ext.sync.runtime import Runtime

TITLES = ("Product item", "Product", "MPN", "Name", "Marketplace", "Xero item", "Account", "Tax type")
KEYS = ("Product item", "Marketplace")
ACCOUNT_ONLY = "(account only)"
"""In place of a code: its lines name no item. An empty cell is not mapped at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemChanges:
    mapped: tuple[ItemMapping, ...] = ()
    unmapped: tuple[MappingKey, ...] = ()

    @property
    def count(self) -> int:
        return len(self.mapped) + len(self.unmapped)


def item_cells(found: ProductMap) -> Iterator[Sequence[str]]:
    """In the order of `TITLES`, a row per mapping and one for what has none; the same file says nothing new."""
    for item in found.items:
        known = (item.id, item.product_name, item.mpn, item.name)
        for one in found.of(item.id) or (None,):
            if one is None:
                yield (*known, "", "", "", "")
            else:
                code = one.item_code or ACCOUNT_ONLY
                yield (*known, one.marketplace_id or "", code, one.account_code, one.tax_type)


def check_items(
    sheet: Sheet, found: ProductMap, organisation: Organisation, *, several_per_item: bool
) -> tuple[ItemChanges, tuple[CellProblem, ...]]:
    """The changes, or every problem of every row. An empty *Xero item* unmaps; rows that are not there stay."""
    read = rows_of(sheet, TITLES, {"Product item", "Xero item"})
    known = {item.id: item for item in found.items}
    problems = [*read.problems, *repeated(read.rows, KEYS)]
    wanted = list[tuple[FileRow, ItemMapping]]()
    for row in read.rows:
        wrong = tuple(_problems_of(row, known, found, organisation))
        problems.extend(wrong)
        if not wrong and row.text("Xero item"):
            wanted.append((row, _mapping(row, known, found.mappings)))
    changes = _changes(read.rows, wanted, found.mappings)
    problems.extend(_taken(wanted, changes, found.mappings, several_per_item=several_per_item))
    return (ItemChanges(), tuple(sorted(problems, key=lambda one: one.row))) if problems else (changes, ())


def _problems_of(
    row: FileRow, known: Mapping[ProductItemId, KnownItem], found: ProductMap, organisation: Organisation
) -> Iterator[CellProblem]:
    if row.text("Product item") not in known:
        yield row.wrong("Product item", "There is no such product item.", "Write its id, such as PRD-1-2-3-0001.")
    code = row.text("Xero item")
    is_item = code and code != ACCOUNT_ONLY and code not in found.mappings.wanted
    if is_item and (why := why_unmappable(found.held.get(code))):
        fix = f"Write the code of another item, {ACCOUNT_ONLY} for none, or nothing to unmap."
        yield row.wrong("Xero item", f"The Xero item {code} {why}.", fix)
    for title, account, tax in (("Account", row.text("Account"), ""), ("Tax type", "", row.text("Tax type"))):
        if why := unusable_codes(account, tax, organisation):
            yield row.wrong(title, why, "Choose another one, or leave the cell empty.")


def _key(row: FileRow) -> MappingKey:
    marketplace = row.text("Marketplace")
    return MappingKey(ProductItemId(row.text("Product item")), MarketplaceId(marketplace) if marketplace else None)


def _mapping(row: FileRow, known: Mapping[ProductItemId, KnownItem], before: Mappings) -> ItemMapping:
    key, code = _key(row), row.text("Xero item")
    former = before.items.get(key)
    return ItemMapping(
        product_id=known[key.product_item].product_id,
        product_item=key.product_item,
        marketplace_id=key.marketplace_id,
        item_code=None if code == ACCOUNT_ONLY else code,
        account_code=row.cells.get("Account", former.account_code if former else ""),
        tax_type=row.cells.get("Tax type", former.tax_type if former else ""),
    )


def _changes(rows: Sequence[FileRow], wanted: Sequence[tuple[FileRow, ItemMapping]], before: Mappings) -> ItemChanges:
    gone = tuple(_key(row) for row in rows if not row.text("Xero item") and _key(row) in before.items)
    return ItemChanges(mapped=tuple(one for _, one in wanted if before.items.get(one.key) != one), unmapped=gone)


def _taken(
    wanted: Sequence[tuple[FileRow, ItemMapping]], changes: ItemChanges, before: Mappings, *, several_per_item: bool
) -> Iterator[CellProblem]:
    """By the state that the file as a whole would leave behind."""
    left = {key: one for key, one in before.items.items() if key not in changes.unmapped}
    after = replace(before, items={**left, **{one.key: one for one in changes.mapped}})
    for row, one in wanted:
        other = taken_by(one, after, several_per_item=several_per_item)
        if other is not None:
            why = f"{other.product_item} is mapped to this item, too."
            yield row.wrong("Xero item", why, "Choose another item, or allow several products per item in Settings.")


def save_items(runtime: Runtime, access: Access, changes: ItemChanges, user_id: str) -> int:
    """All of it in one transaction; returns how many mappings say something else now."""
    own = (access.authorisation.installation_id, access.tenant_id)
    with runtime.database.transaction() as tx:
        installations.one_at_a_time(tx, own[0])
        for key in changes.unmapped:
            mappings.remove_item(tx, *own, key)
        for one in changes.mapped:
            mappings.save_item(tx, *own, one, runtime.clock())
        if changes.count:
            proposed.forget_estimates(tx, own[0])
            let_go_on(tx, own[0], Screen.MAPPING, runtime.clock())
            told = f"A file mapped {len(changes.mapped)} product items and unmapped {len(changes.unmapped)}."
            note(tx, runtime, own[0], "items.uploaded", told, user_id)
    return changes.count

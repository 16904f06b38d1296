/** The product items of the list, and what is done with them. */
import type { Ref } from 'vue';
import { post, put, remove } from '@/api/client';
import type { ItemMapping, ItemSuggestion, MappedItem, MappedItems } from '@/api/types';
import { usePages } from '../pages';
import type { Place } from '../place';
import { useChange } from '../telling';
import { count } from '../words';

export interface ItemRow extends MappedItem { id: string }

export interface Wanted {
  marketplace: string | null;
  /** Null: an account without an item. */
  item_code: string | null;
  account: string;
  tax_type: string;
}

export interface NewItem {
  marketplace: string | null;
  code: string;
  name: string;
  description: string;
  unit_price: string | null;
  account: string;
  tax_type: string;
  /** Made with the first order that names it, as the preview of that order shows, and not now. */
  with_first_order: boolean;
}

interface Accepted { mapped: string[]; left: string[] }

export const titleOf = (row: MappedItem): string => row.name || row.mpn || row.product_item;
export const mappedWords = ({ mapped, left }: Accepted): string =>
  mapped.length ? `${count(mapped.length, 'product item')} mapped${left.length ? `, ${left.length} left for you` : ''}` : 'That suggestion does not hold any more';

/** "SEAT", "Account 200, no item". */
export const targetOf = (mapping: ItemMapping): string => {
  const to = mapping.item_code ?? 'No item';
  return mapping.account ? `${to}, account ${mapping.account}` : to;
};

export function useItems(place: Ref<Place>) {
  const pages = usePages<MappedItems, ItemRow>('/mapping/items', (page) => page.product_items.map((row) => ({ ...row, id: row.product_item })), place);
  const telling = useChange();

  async function changed<T>(name: string, ask: Parameters<typeof telling.change<T>>[1], done: (value: T) => string): Promise<boolean> {
    const value = await telling.change(name, ask, done);
    if (value !== null) await pages.reload();
    return value !== null;
  }

  const at = (row: ItemRow) => `/mapping/items/${row.product_item}`;
  const accept = (row: ItemRow, one: ItemSuggestion) =>
    changed(row.id, () => post<Accepted>('/mapping/items/accept', { pairs: [{ product_item: row.product_item, code: one.code }] }), mappedWords);
  const acceptAll = () => changed('all', () => post<Accepted>('/mapping/items/accept', { pairs: null }, { timeout: 120_000 }), mappedWords);
  const map = (row: ItemRow, wanted: Wanted) =>
    changed('map', () => put<ItemMapping>(at(row), { product: row.product, ...wanted }), (made) => `${titleOf(row)} is mapped: ${targetOf(made)}`);
  const unmap = (row: ItemRow, marketplace: string | null) =>
    changed('unmap', () => remove(at(row), { query: { marketplace } }), () => `${titleOf(row)} is not mapped any more`);
  const add = (row: ItemRow, item: NewItem) =>
    changed('add', () => post<{ code: string }>(`${at(row)}/xero-item`, { product: row.product, ...item }), ({ code }) => (item.with_first_order ? `${code} is added with the first order that needs it` : `${code} was added to Xero`));

  return { ...pages, ...telling, accept, acceptAll, map, unmap, add };
}

export type ItemsList = ReturnType<typeof useItems>;

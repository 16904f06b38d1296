/** The order in which prices are looked for: a list to the API, one choice of a few to a person. */
import type { PriceSource } from '@/api/types';
import type { Choice, Option } from '@/kit/kinds';

export type PriceOrder = 'list_then_own' | 'own_then_list' | 'list' | 'own' | 'other';

const ORDERS: Record<Exclude<PriceOrder, 'other'>, PriceSource[]> = {
  list_then_own: ['marketplace', 'own_table'],
  own_then_list: ['own_table', 'marketplace'],
  list: ['marketplace'],
  own: ['own_table'],
};

export const PRICE_ORDERS: Choice[] = [
  {
    value: 'list_then_own',
    label: 'The marketplace’s price list, then your own table',
    hint: 'Your own table fills in what the price list does not name.',
  },
  {
    value: 'own_then_list',
    label: 'Your own table, then the marketplace’s price list',
    hint: 'Your prices win; the price list fills in the rest.',
  },
  { value: 'list', label: 'Only the marketplace’s price list', hint: 'An item that is not on it waits for you.' },
  { value: 'own', label: 'Only your own table', hint: 'An item that is not in it waits for you.' },
  { value: 'other', label: 'In an order of your own', hint: 'Also from Xero’s items and from a parameter: choose below, under “Prices in detail”.' },
];

export const SOURCES: (Option & { value: PriceSource })[] = [
  { value: 'marketplace', label: 'The marketplace’s price list' },
  { value: 'own_table', label: 'Your own table' },
  { value: 'xero', label: 'The Xero item' },
  { value: 'asset_parameter', label: 'A parameter of the asset' },
  { value: 'usage_amount', label: 'Usage files' },
];

/** Null where nothing is chosen: then it has to be. */
export function toPriceOrder(sources: readonly PriceSource[]): PriceOrder | null {
  const once = [...new Set(sources)].join();
  const found = Object.entries(ORDERS).find(([, each]) => each.join() === once);
  return found ? (found[0] as PriceOrder) : once ? 'other' : null;
}

/** `own` is what stands for an order of one's own. */
export function toPriceSources(order: PriceOrder | null, own: readonly PriceSource[] = []): PriceSource[] {
  if (order === 'other') return [...own];
  return order ? [...ORDERS[order]] : [];
}

/** With this source at this place, and nowhere else; null takes the place away. */
export function orderedBy(sources: readonly PriceSource[], place: number, source: PriceSource | null): PriceSource[] {
  const found: (PriceSource | null)[] = sources.map((each) => (each === source ? (sources[place] ?? null) : each));
  found[place] = source;
  return found.filter((each): each is PriceSource => Boolean(each));
}

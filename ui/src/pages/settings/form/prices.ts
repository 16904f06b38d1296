/** The order in which prices are looked for: a list to the API, one choice of a few to a person. */
import type { PriceSource } from '@/api/types';
import type { Choice } from '@/kit/kinds';

export type PriceOrder = 'list_then_own' | 'own_then_list' | 'list' | 'own';

const SOURCES: Record<PriceOrder, PriceSource[]> = {
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
];

/** Null for a list that nobody can choose here, such as an empty one: then nothing is chosen, and it has to be. */
export function toPriceOrder(sources: readonly PriceSource[]): PriceOrder | null {
  const once = [...new Set(sources)].join();
  const found = Object.entries(SOURCES).find(([, each]) => each.join() === once);
  return found ? (found[0] as PriceOrder) : null;
}

export const toPriceSources = (order: PriceOrder | null): PriceSource[] => (order ? [...SOURCES[order]] : []);

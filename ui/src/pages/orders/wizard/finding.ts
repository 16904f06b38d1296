/** Rows of the mapping for what the wizard asks, and lists too long for a select. */
import { get, type Answer, type Problem } from '@/api/client';
import type { ContactChoice, MappedCustomer, MappedItem, XeroItem } from '@/api/types';
import type { Found } from '@/kit/kinds';

/** One question after the other: the extension answers one of a kind at a time. */
async function each<T, R>(all: readonly T[], ask: (one: T) => Promise<Answer<R[]>>): Promise<Answer<R[]>> {
  const found: R[] = [];
  for (const one of all) {
    const answer: Answer<R[]> = await ask(one);
    if (!answer.ok) return answer;
    found.push(...answer.value);
  }
  return { ok: true, status: 200, value: found };
}

const rows = <W, R>(answer: Answer<W>, of: (value: W) => R[]): Answer<R[]> | Problem => (answer.ok ? { ...answer, value: of(answer.value) } : answer);

export const customersNamed = (names: readonly string[], signal: AbortSignal) =>
  each(names, async (search) => rows(await get<{ customers: MappedCustomer[] }>('/mapping/customers', { query: { search }, signal }), (value) => value.customers));

export const itemsNamed = (ids: readonly string[], signal: AbortSignal) =>
  each(ids, async (search) => rows(await get<{ product_items: MappedItem[] }>('/mapping/items', { query: { search }, signal }), (value) => value.product_items));

export async function findContacts(search: string): Promise<Found> {
  const answer = await get<{ contacts: ContactChoice[]; more: boolean }>('/mapping/contacts', { query: { search } });
  if (!answer.ok) return { options: [], more: false };
  return { options: answer.value.contacts.map(({ contact_id, name, about }) => ({ value: contact_id, label: name, about })), more: answer.value.more };
}

export async function findItems(search: string): Promise<Found> {
  const answer = await get<{ items: XeroItem[]; more: boolean }>('/mapping/xero-items', { query: { search } });
  if (!answer.ok) return { options: [], more: false };
  return { options: answer.value.items.map(({ code, name, mappable }) => ({ value: code, label: `${code} · ${name}`, disabled: !mappable })), more: answer.value.more };
}

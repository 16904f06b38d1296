/** The customers of the list, and what is done with them. */
import type { Ref } from 'vue';
import { post, put, remove } from '@/api/client';
import type { ContactSuggestion, CustomerRule, MappedCustomer, MappedCustomers } from '@/api/types';
import { usePages } from '../pages';
import type { Place } from '../place';
import { useChange } from '../telling';
import { count } from '../words';

export interface CustomerRow extends MappedCustomer { id: string }

interface Accepted { linked: string[]; left: string[] }
interface Switched { on: boolean; customers: number; left: number }

export const linkedWords = ({ linked, left }: Accepted): string =>
  linked.length ? `${count(linked.length, 'customer')} linked${left.length ? `, ${left.length} left for you` : ''}` : 'That suggestion does not hold any more';

export function switchedWords({ on, customers, left }: Switched): string {
  const waits = left ? `; ${count(left, 'order')} now ${left === 1 ? 'waits' : 'wait'} for you` : '';
  return `Auto-sync is ${on ? 'on' : 'off'} for ${count(customers, 'customer')}${waits}`;
}

export function useCustomers(place: Ref<Place>) {
  const pages = usePages<MappedCustomers, CustomerRow>('/mapping/customers', (page) => page.customers.map((row) => ({ ...row, id: row.customer })), place);
  const telling = useChange();

  async function changed<T>(name: string, ask: Parameters<typeof telling.change<T>>[1], done: (value: T) => string): Promise<boolean> {
    const value = await telling.change(name, ask, done);
    if (value !== null) await pages.reload();
    return value !== null;
  }

  const pairOf = (row: CustomerRow, { contact_id }: ContactSuggestion) => ({ customer: row.customer, contact_id });
  const accept = (row: CustomerRow, one: ContactSuggestion) =>
    changed(row.id, () => post<Accepted>('/mapping/customers/accept', { pairs: [pairOf(row, one)] }), linkedWords);
  const acceptAll = () => changed('all', () => post<Accepted>('/mapping/customers/accept', { pairs: null }, { timeout: 120_000 }), linkedWords);
  const link = (row: CustomerRow, contact: string) =>
    changed('link', () => put<{ name: string }>(`/customers/${row.customer}/contact`, { contact_id: contact }), ({ name }) => `${row.name} is now billed to ${name}`);
  const unlink = (row: CustomerRow) =>
    changed('unlink', () => remove(`/customers/${row.customer}/contact`), () => `${row.name} is not linked any more`);
  const rule = (row: CustomerRow, said: CustomerRule, done: string) =>
    changed('rule', () => put(`/mapping/customers/${row.customer}/rule`, said), () => done);
  const autoSync = (on: boolean, customers: string[] | null) =>
    changed('switch', () => post<Switched>('/mapping/customers/auto-sync', { on, customers }), switchedWords);

  return { ...pages, ...telling, accept, acceptAll, link, unlink, rule, autoSync };
}

export type CustomersList = ReturnType<typeof useCustomers>;

/** Words for months, for where invoices stand, and for what came of an upload. */
import type { InvoiceState, Upload } from '@/api/types';
import type { Option, Tone } from '@/kit/kinds';

export interface Standing { words: string; tone: Tone; busy?: boolean }

export const STATES: Record<InvoiceState, Standing> = {
  needs_you: { words: 'Needs you', tone: 'warn' },
  on_its_way: { words: 'On its way', tone: 'info', busy: true },
  ready: { words: 'Ready', tone: 'info' },
  waits: { words: 'Waits', tone: 'neutral' },
  in_xero: { words: 'In Xero', tone: 'good' },
};
export const IGNORED: Standing = { words: 'Ignored', tone: 'neutral' };

/** More are found by typing the month into the address. */
const OFFERED = 36;
const NAMES = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' });

/** "2026-11" → "November 2026". */
export function monthName(month: string): string {
  const at = new Date(`${month}-01T00:00:00Z`);
  return Number.isNaN(at.getTime()) ? month : NAMES.format(at);
}

/** From the last to the first, both included. */
export function monthsBetween(first: string, last: string): Option[] {
  const months: Option[] = [];
  let [year, month] = last.split('-').map(Number) as [number, number];
  for (;;) {
    const value = `${year}-${String(month).padStart(2, '0')}`;
    if (value < first || months.length === OFFERED) return months;
    months.push({ value, label: monthName(value) });
    [year, month] = month === 1 ? [year - 1, 12] : [year, month - 1];
  }
}

export const orders = (count: number): string => `${count} ${count === 1 ? 'order' : 'orders'}`;

/** What came of it, in one line. */
export function outcome({ orders: all, in_xero, left, other }: Upload): string {
  if (left) return `${in_xero} of ${orders(all)} in Xero, ${left} on the way`;
  if (!other) return all === 1 ? 'The order is in Xero' : `All ${all} orders are in Xero`;
  return `${in_xero} of ${orders(all)} in Xero, ${other} ${other === 1 ? 'is' : 'are'} not`;
}

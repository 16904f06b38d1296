/** Words for where invoices stand, and for what came of an upload. */
import type { InvoiceState, Upload } from '@/api/types';
import type { Tone } from '@/kit/kinds';

export interface Standing { words: string; tone: Tone; busy?: boolean }

export const STATES: Record<InvoiceState, Standing> = {
  needs_you: { words: 'Needs you', tone: 'warn' },
  on_its_way: { words: 'On its way', tone: 'info', busy: true },
  ready: { words: 'Ready', tone: 'info' },
  waits: { words: 'Waits', tone: 'neutral' },
  in_xero: { words: 'In Xero', tone: 'good' },
};
export const IGNORED: Standing = { words: 'Ignored', tone: 'neutral' };

export const orders = (count: number): string => `${count} ${count === 1 ? 'order' : 'orders'}`;

/** What came of it, in one line. */
export function outcome({ orders: all, in_xero, left, other }: Upload): string {
  if (left) return `${in_xero} of ${orders(all)} in Xero, ${left} on the way`;
  if (!other) return all === 1 ? 'The order is in Xero' : `All ${all} orders are in Xero`;
  return `${in_xero} of ${orders(all)} in Xero, ${other} ${other === 1 ? 'is' : 'are'} not`;
}

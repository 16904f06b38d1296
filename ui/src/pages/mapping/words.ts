/** What the page says of rows, in the words of the people who keep the books. */
import type { Waiting } from '@/api/types';
import { formatMoney, groupDigits } from '@/kit/money';

export const count = (number: number, one: string, many = `${one}s`): string =>
  `${groupDigits(String(number))} ${number === 1 ? one : many}`;

/** "AUD 4,120.50 · USD 90.00", each currency by itself; empty where nothing is known. */
export const amounts = ({ amounts: found }: Waiting): string => found.map(formatMoney).join(' · ');

/** "6 orders · AUD 4,120.50 waiting"; empty where nothing waits. */
export function waits(waiting: Waiting): string {
  if (!waiting.orders) return '';
  const known = amounts(waiting);
  return `${count(waiting.orders, 'order')}${known ? ` · ${known}` : ''} waiting`;
}

const FIELDS: Record<string, string> = {
  name: 'name', first_name: 'first name', last_name: 'last name', email: 'e-mail address', phone: 'phone',
  tax_id: 'tax number', address_line1: 'street', address_line2: 'second line', city: 'city', state: 'state',
  postal_code: 'postcode', country: 'country',
};

export const fieldName = (field: string): string => FIELDS[field] ?? field;

/** "street, city and country". */
export function listed(words: readonly string[]): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

export const FEES = {
  setup: { label: 'Set-up', hint: 'Charged once, when something is bought.' },
  recurring: { label: 'Recurring', hint: 'Seats and services, period by period.' },
  usage: { label: 'Usage', hint: 'What was used, from usage files.' },
  refund: { label: 'Refund', hint: 'What is given back on a credit note.' },
  cancellation: { label: 'Cancellation fee', hint: 'What leaving early costs. Map it before the first cancellation.' },
} as const;

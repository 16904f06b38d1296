/** What a person says to end an order by hand, and what is missing of it. */
import type { Act } from '../acting';
import type { Deed } from './deeds';

export type End = Exclude<Deed, Act | 'undo'>;

export interface Said { invoice: string; reason: string; amount: string; currency: string; first: string; last: string; other_contact: boolean }
export const NO_WORDS: Said = { invoice: '', reason: '', amount: '', currency: '', first: '', last: '', other_contact: false };

type Errors = Record<string, string>;
type Body = { as: End; reason: string; invoice?: string; other_contact?: boolean; amount?: { value: string; currency: string }; period?: { first: string; last: string } };

const DECIMAL = /^\d{1,11}(\.\d{1,4})?$/;

/** The body of the call, or what has to be said first, by field. */
export function bodyOf(end: End, said: Said): Body | { errors: Errors } {
  const reason = said.reason.trim();
  if (end === 'never_send') return { as: end, reason };
  if (end === 'already_in_xero') {
    const invoice = said.invoice.trim();
    return invoice ? { as: end, reason, invoice, other_contact: said.other_contact } : { errors: { invoice: 'Choose the invoice, or write its number.' } };
  }
  const errors: Errors = {};
  const amount = said.amount.trim().replaceAll(',', '');
  const currency = said.currency.trim().toUpperCase();
  if (amount && !DECIMAL.test(amount)) errors.amount = 'Write a number such as 125.00.';
  if (amount && !/^[A-Z]{3}$/.test(currency)) errors.currency = 'Three letters such as AUD.';
  if (Boolean(said.first) !== Boolean(said.last)) errors[said.first ? 'last' : 'first'] = 'Choose both days, or none.';
  else if (said.first > said.last) errors.last = 'It is before the first day.';
  if (Object.keys(errors).length) return { errors };
  return {
    as: end,
    reason,
    ...(amount ? { amount: { value: amount, currency } } : {}),
    ...(said.first ? { period: { first: said.first, last: said.last } } : {}),
  };
}

import { expect, it } from 'vitest';
import type { Organisation } from '@/api/types';
import { aStored } from '../form/stored';
import type { Form } from '../form/shape';
import { customers, sampleOf } from './sample';

const HARBOUR: Organisation = {
  name: 'Harbour Cloud Ltd',
  country: 'AU',
  base_currency: 'AUD',
  currencies: ['AUD'],
  accounts: [{ code: '200', name: 'Sales', tax_type: 'OUTPUT' }, { code: '260', name: 'Other Revenue', tax_type: 'FREE' }],
  tax_types: [{ tax_type: 'OUTPUT', name: 'GST on Income' }, { tax_type: 'FREE', name: 'GST Free Income' }],
  themes: [],
};
const form = (changed: Partial<Form> = {}): Form => ({
  priceOrder: 'list', billedParty: 'customer', numberFrom: 'xero', reference: '{po}',
  accounts: { licence: '200', usage: '', custom: '' }, fallback: '260', taxType: '', countries: [],
  theme: null, showZeroLines: false, autoSync: 'off', newCustomersSync: false, suggestions: 'ask', newContacts: 'seen_first', rest: aStored(), ...changed,
});

it('a line goes to the account of its kind, else to the fallback', () => {
  const { lines } = sampleOf(form(), HARBOUR, 'AU');
  expect(lines.map((line) => line.account.words)).toEqual(['200 — Sales', '260 — Other Revenue']);
});

it('at home the tax is the chosen one, else the account’s own', () => {
  expect(sampleOf(form(), HARBOUR, 'AU').lines.map((line) => line.tax.words)).toEqual(['GST on Income', 'GST Free Income']);
  expect(sampleOf(form({ taxType: 'OUTPUT' }), HARBOUR, 'AU').lines[1]?.tax.words).toBe('GST on Income');
});

it('abroad there has to be a rule', () => {
  const ruled = form({ taxType: 'OUTPUT', countries: [{ key: 0, country: 'NZ', taxType: 'FREE' }] });
  expect(sampleOf(ruled, HARBOUR, 'NZ').lines[0]?.tax).toEqual({ words: 'GST Free Income', missing: false });
  expect(sampleOf(ruled, HARBOUR, 'GB').lines[0]?.tax.missing).toBe(true);
  expect(sampleOf(ruled, HARBOUR, 'ZZ').lines[0]?.tax.missing).toBe(true);
});

it('what Xero no longer offers is told', () => {
  const { lines } = sampleOf(form({ accounts: { licence: '999', usage: '', custom: '' } }), HARBOUR, 'AU');
  expect(lines[0]?.account).toEqual({ words: '999 is no longer available', missing: true });
});

it('an account that was never chosen is told', () => {
  const bare = form({ accounts: { licence: '', usage: '', custom: '' }, fallback: '' });
  expect(sampleOf(bare, HARBOUR, 'AU').lines[0]?.account.missing).toBe(true);
});

it('lines of 0.00 are on it only when they are wanted', () => {
  expect(sampleOf(form(), HARBOUR, 'AU').lines).toHaveLength(2);
  expect(sampleOf(form({ showZeroLines: true }), HARBOUR, 'AU').lines).toHaveLength(3);
});

it('without a connection, codes stand for themselves', () => {
  const sample = sampleOf(form({ taxType: 'OUTPUT' }), null, 'home');
  expect(sample.lines[0]?.account.words).toBe('200');
  expect(sample.lines[0]?.tax.words).toBe('OUTPUT');
});

it('customers are those at home, of each rule, of one country without, and of an unknown one', () => {
  const offered = customers(form({ countries: [{ key: 0, country: 'NZ', taxType: 'FREE' }] }), HARBOUR);
  expect(offered.map((each) => each.value)).toEqual(['AU', 'NZ', 'GB', 'ZZ']);
});

import { expect, it } from 'vitest';
import { aStored } from '../form/stored';
import { orderedBy } from '../form/prices';
import { GROUPS, IN_PARTS, setValue, valueOf } from './settings';

const FIRST = [
  'price_sources', 'billed_party', 'invoice_number_from', 'reference', 'accounts', 'fallback_account', 'tax_type',
  'tax_types_by_country', 'branding_theme', 'show_zero_lines', 'auto_sync',
  'auto_sync_hour',
];
const LATER = GROUPS.flatMap(({ settings }) => settings);

it('every setting stands somewhere on the page', () => {
  const named = [...FIRST, ...IN_PARTS, ...LATER.map(({ name }) => name)].map((name) => name.split('.')[0]);
  expect(Object.keys(aStored()).filter((name) => !named.includes(name))).toEqual([]);
});

it('every part of what has parts stands there too', () => {
  const { holds, contact_defaults } = aStored();
  const all = [...Object.keys(holds!).map((part) => `holds.${part}`), ...Object.keys(contact_defaults!).map((part) => `contact_defaults.${part}`)];
  const named = [...IN_PARTS, ...LATER.map(({ name }) => name)];
  expect(all.filter((name) => !named.includes(name))).toEqual([]);
});

it('each names a setting that there is, and says what it does', () => {
  for (const { name, hint } of LATER) {
    expect(valueOf(aStored(), name), name).not.toBeUndefined();
    expect(hint.length, name).toBeGreaterThan(10);
  }
});

it('a stored word is one of those that can be chosen', () => {
  for (const { name, options } of LATER) if (options) expect(options.map(({ value }) => value), name).toContain(valueOf(aStored(), name));
});

it('a part is changed without the others', () => {
  const settings = aStored();
  setValue(settings, 'holds.credits', false);
  expect(settings.holds).toEqual({ ...aStored().holds, credits: false });
});

it('a source stands once in an order of one’s own', () => {
  expect(orderedBy(['marketplace', 'own_table'], 0, 'own_table')).toEqual(['own_table', 'marketplace']);
  expect(orderedBy(['marketplace', 'own_table'], 2, 'xero')).toEqual(['marketplace', 'own_table', 'xero']);
  expect(orderedBy(['marketplace', 'own_table'], 1, null)).toEqual(['marketplace']);
});

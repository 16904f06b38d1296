import { describe, expect, it } from 'vitest';
import type { Settings } from '@/api/types';
import { NOT_KNOWN } from '@/xero/countries';
import { emptyRow, missingIn, offeredTo, toRows, toRules } from './countries';
import { fromApi, fromForm, isClean, places } from './errors';
import { toPriceOrder, toPriceSources } from './prices';
import { fill, unknownIn } from './reference';
import { sameForm, toForm, toSettings } from './shape';
import { aStored } from './stored';

const stored = (changed: Partial<Settings> = {}): Settings =>
  aStored({
    accounts: { licence: '200', custom: '260' },
    fallback_account: '200',
    tax_types_by_country: { NZ: 'EXEMPTEXPORT', GB: 'ZERORATED' },
    ...changed,
  });

describe('the settings as the page edits them', () => {
  it('come back as they were stored', () => {
    const given = stored({ branding_theme: 'a-theme', tax_type: 'OUTPUT', show_zero_lines: true, auto_sync: 'every_five_minutes' });
    expect(toSettings(toForm(given), given)).toEqual(given);
  });

  it('leave every setting alone that the page does not show', () => {
    const given = stored({
      reductions: 'ask', cancellation: 'no_credit', invoice_target: 'one_per_customer_and_month', sent_as: 'AUTHORISED',
      holds: { above: { AUD: 5000 }, credits: false, first_documents: 0, first_of_customer: true, low_margins: false, price_changes: false, unusually_large: false },
      currency_rates: [{ source: 'USD', target: 'AUD', since: '2026-11-01', rate: 1.5231 }],
    });
    const form = toForm(given);
    form.reference = '{po}';
    expect(toSettings(form, given)).toEqual({ ...given, reference: '{po}' });
  });

  it('leave a setting alone that the page has never heard of', () => {
    const given = { ...stored(), of_tomorrow: 'kept' } as Settings;
    expect(toSettings(toForm(given), given)).toEqual(given);
  });

  it('say nothing about an account that is not chosen', () => {
    const form = toForm(stored());
    form.accounts.licence = '';
    expect(toSettings(form, stored()).accounts).toEqual({ custom: '260' });
  });

  it('are the same while only an empty row was added, and others once it says something', () => {
    const form = toForm(stored());
    const base = toForm(stored());
    form.countries.push(emptyRow(form.countries));
    expect(sameForm(form, base)).toBe(true);
    form.countries.at(-1)!.country = 'US';
    expect(sameForm(form, base)).toBe(false);
  });

  it('are the same whatever order the rules by country are in', () => {
    const form = toForm(stored());
    form.countries.reverse();
    expect(sameForm(form, toForm(stored()))).toBe(true);
  });
});

describe('where prices come from', () => {
  it.each(['list_then_own', 'own_then_list', 'list', 'own'] as const)('%s goes to the API and back', (order) => {
    expect(toPriceOrder(toPriceSources(order))).toBe(order);
  });

  it('is asked in the order of the choice', () => {
    expect(toPriceSources('own_then_list')).toEqual(['own_table', 'marketplace']);
  });

  it('is nobody’s choice when nothing is stored, and then has to be made', () => {
    const form = toForm(stored({ price_sources: [] }));
    expect(form.priceOrder).toBeNull();
    expect(places(fromForm(form))).toEqual(['priceOrder']);
  });
});

describe('tax rules by country', () => {
  it('are rows in the order of the countries’ names', () => {
    expect(toRows({ NZ: 'A', GB: 'B', AU: 'C' }).map((row) => row.country)).toEqual(['AU', 'NZ', 'GB']);
  });

  it('leave an empty row out', () => {
    const rows = toRows({ NZ: 'A' });
    expect(toRules([...rows, emptyRow(rows)])).toEqual({ NZ: 'A' });
  });

  it('get a key that no other row has', () => {
    const rows = toRows({ NZ: 'A', GB: 'B' });
    rows.shift();
    expect(rows.map((row) => row.key)).not.toContain(emptyRow(rows).key);
  });

  it('offer a country once', () => {
    const [first, second] = toRows({ AU: 'A', NZ: 'B' });
    const offered = offeredTo(second!, [first!, second!]).map((option) => option.value);
    expect(offered).toContain('NZ');
    expect(offered).not.toContain('AU');
    expect(offered[0]).toBe(NOT_KNOWN);
  });

  it('keep a code that no list of countries has', () => {
    const [row] = toRows({ QQ: 'A' });
    expect(offeredTo(row!, [row!]).map((option) => option.value)).toContain('QQ');
  });

  it('say what a half filled row lacks', () => {
    expect(missingIn({ key: 0, country: 'NZ', taxType: '' })).toContain('tax type for New Zealand');
    expect(missingIn({ key: 0, country: '', taxType: 'OUTPUT' })).toContain('country');
    expect(missingIn({ key: 0, country: '', taxType: '' })).toBe('');
  });
});

describe('errors', () => {
  it('of the API stand at their field, as sentences', () => {
    const errors = fromApi([
      { field: 'settings.accounts.licence', message: 'an account code has at most 10 characters' },
      { field: 'settings.price_sources.0', message: 'value is not a valid enumeration member' },
      { field: 'settings.tax_types_by_country.NZ', message: 'a tax type has at most 50 characters' },
    ]);
    expect(errors.at.licence).toBe('An account code has at most 10 characters.');
    expect(errors.countries).toEqual({ NZ: 'A tax type has at most 50 characters.' });
    expect(places(errors)).toEqual(['priceOrder', 'licence', 'countries']);
  });

  it('that belong to no field are kept too', () => {
    const errors = fromApi([{ field: 'version', message: 'field required' }]);
    expect(errors.elsewhere).toEqual(['Field required.']);
    expect(isClean(errors)).toBe(false);
  });

  it('about all countries stand at the countries', () => {
    const errors = fromApi([{ field: 'settings.tax_types_by_country', message: 'countries are two capital letters, such as NZ' }]);
    expect(places(errors)).toEqual(['countries']);
  });

  it('are found in a half filled row before anything is sent', () => {
    const form = toForm(stored());
    form.countries.push({ key: 9, country: 'US', taxType: '' });
    expect(Object.keys(fromForm(form).countries)).toEqual(['US']);
  });

  it('are none in what is stored', () => expect(isClean(fromForm(toForm(stored())))).toBe(true));
});

describe('the reference', () => {
  it('is filled as the extension fills it', () => {
    expect(fill('{po} {request id}')).toBe('PO-77 PR-1895-0269-4531-001');
    expect(fill(' {po}  – {request id} ', { po: '', request: 'PR-1' })).toBe('– PR-1');
  });

  it('tells which words in braces stand for nothing', () => {
    expect(unknownIn('{po} {customer} {request id} {customer}')).toEqual(['{customer}']);
  });
});

import { describe, expect, it } from 'vitest';
import type { Taxes } from '@/api/types';
import { linkedWords, switchedWords } from './customers/customers';
import { problemsOf, takenWords } from './files/files';
import { allWords } from './imports/imports';
import { asked, stillMissing } from './imports/profile';
import { limitFor } from './pages';
import { hashOf, placeOf } from './place';
import { describe as described, priceProblem } from './products/adding';
import { mappedWords, targetOf } from './products/items';
import { feesOf, formOf } from './rules/fees';
import { free, rulesOf, taxesForm } from './rules/taxes';
import { emptyOption, trackingForm, trackingOf } from './rules/tracking';
import { amounts, listed, waits } from './words';

describe('the place in the address', () => {
  it.each(['', '#part=products', '#part=products&only=unmapped&search=mail', '#only=unmapped'])('%s comes back as it was', (hash) => {
    expect(hashOf(placeOf(hash))).toBe(hash);
  });
  it('is all customers for whatever else stands there', () => {
    expect(placeOf('#part=nothing&only=x')).toEqual({ part: 'customers', unmapped: false, search: '' });
  });
});

describe('a list that is read anew', () => {
  it('asks for whole pages, and never for more than is given at once', () => {
    expect([0, 1, 50, 51, 900].map(limitFor)).toEqual([50, 50, 50, 100, 200]);
  });
});

describe('what waits', () => {
  const two = { orders: 3, amounts: [{ value: '4120.50', currency: 'AUD' }, { value: '90.00', currency: 'USD' }] };
  it('is told by currency and never added up', () => {
    expect(amounts(two)).toBe('AUD\u00a04,120.50 · USD\u00a090.00');
    expect(waits(two)).toBe('3 orders · AUD\u00a04,120.50 · USD\u00a090.00 waiting');
  });
  it('is counted where no amount is known, and nothing where nothing waits', () => {
    expect(waits({ orders: 1, amounts: [] })).toBe('1 order waiting');
    expect(waits({ orders: 0, amounts: [] })).toBe('');
  });
});

describe('what came of a press', () => {
  it('says how many were linked, and how many were left', () => {
    expect(linkedWords({ linked: ['a'], left: ['b', 'c'] })).toBe('1 customer linked, 2 left for you');
    expect(linkedWords({ linked: [], left: ['b'] })).toContain('does not hold');
    expect(mappedWords({ mapped: ['a', 'b'], left: [] })).toBe('2 product items mapped');
    expect(mappedWords({ mapped: [], left: [] })).toContain('does not hold');
  });
  it('says whose orders wait for a person now', () => {
    expect(switchedWords({ on: false, customers: 2, left: 1 })).toBe('Auto-sync is off for 2 customers; 1 order now waits for you');
    expect(switchedWords({ on: true, customers: 1, left: 0 })).toBe('Auto-sync is on for 1 customer');
  });
  it('counts only those that became customers', () => {
    const one = { contact_id: 'x', why: '', perhaps: false };
    expect(allWords({ imported: [{ ...one, customer: 'TA-1' }, { ...one, customer: null }], left: 3 })).toBe('1 customer imported, 3 to go');
  });
  it('names the item and the account of a mapping', () => {
    const mapping = { marketplace: null, tax_type: '', usable: true, to_be_added: false };
    expect(targetOf({ ...mapping, item_code: 'SEAT', account: '' })).toBe('SEAT');
    expect(targetOf({ ...mapping, item_code: null, account: '200' })).toBe('No item, account 200');
  });
});

describe('the form of an incomplete contact', () => {
  it('asks for what is missing, and for the whole address where any of it is', () => {
    expect(asked(['last_name', 'city'])).toEqual(['last_name', 'address_line1', 'city', 'state', 'postal_code', 'country']);
    expect(listed(['street', 'city', 'country'])).toBe('street, city and country');
  });
  it('is complete without a state, and not with an address of mail that is none', () => {
    const whole = { name: 'A', first_name: 'B', last_name: 'C', email: 'a@b', address_line1: 'x', city: 'y', postal_code: '1', country: 'AU' };
    const rest = { address_line2: '', phone: '', state: '', tax_id: '' };
    expect(stillMissing({ ...whole, ...rest })).toEqual([]);
    expect(stillMissing({ ...whole, ...rest, email: 'nobody' })).toEqual(['email']);
  });
});

describe('a new item', () => {
  it('has a price that Xero takes, or none', () => {
    expect(['', '10', '10.5', '0.0001'].map(priceProblem)).toEqual([null, null, null, null]);
    expect(priceProblem('10,50')).toContain('a point');
    expect(priceProblem('ten')).toContain('a number');
  });
  it('is described by its product unless its name says that', () => {
    expect(described({ product_name: 'Mail', name: 'Seat' })).toBe('Mail · Seat');
    expect(described({ product_name: 'Mail', name: 'Mail, monthly' })).toBe('Mail, monthly');
  });
});

describe('rules', () => {
  it('of fees leave out what says nothing', () => {
    const fee = { kind: 'setup' as const, item_code: 'SETUP', account: '', tax_type: '' };
    expect(feesOf(formOf([fee]))).toEqual([fee]);
  });
  it('of taxes leave out a country without a tax type, and offer a country once', () => {
    const taxes: Taxes = {
      version: 1, home: 'AU', home_customers: 3, tax_type: '',
      countries: [{ country: 'NZ', tax_type: '', customers: 1 }, { country: 'GB', tax_type: 'ZERO', customers: 0 }],
    };
    const form = taxesForm(taxes);
    expect(rulesOf(form)).toEqual({ tax_type: '', countries: [{ country: 'GB', tax_type: 'ZERO' }] });
    const offered = free(form.countries, 'AU', 'NZ').map((option) => option.value);
    expect([offered.includes('AU'), offered.includes('GB'), offered.includes('NZ')]).toEqual([false, false, true]);
  });
  it('of tracking keep a category that is gone, and say nothing of one that is off', () => {
    const tracking = [{ category: 'Region', by: 'marketplace' as const, option: 'Rest', options: { 'MP-1': 'South' } }];
    const form = trackingForm({ categories: [{ name: 'Team', options: ['A'] }], tracking });
    expect(form.map((row) => [row.category, row.used])).toEqual([['Team', false], ['Region', true]]);
    form[1]!.options.push(emptyOption(form[1]!.options));
    expect(trackingOf(form)).toEqual(tracking);
    form[1]!.by = 'fixed';
    expect(trackingOf(form)[0]!.options).toEqual({});
  });
});

describe('files', () => {
  it('say what they change, or that they say nothing new', () => {
    expect(takenWords('items', { changed: 2, saved: false, read_as: '' })).toBe('2 mappings would change');
    expect(takenWords('customers', { changed: 0, saved: true, read_as: '' })).toBe('The file says nothing new');
    expect(takenWords('prices', { rows: 1, saved: true, read_as: '', version: 2 })).toBe('1 row saved');
  });
  it('have a report only where cells are wrong', () => {
    expect(problemsOf({ rows: [{ row: 2 }] })).toHaveLength(1);
    expect([problemsOf(null), problemsOf('x')]).toEqual([[], []]);
  });
});

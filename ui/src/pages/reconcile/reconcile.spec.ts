import { expect, it } from 'vitest';
import type { Comparison, ComparisonGroup, ComparisonRow } from '@/api/types';
import { figuresOf, groupsOf } from './comparison';
import { filterOf, hashOf } from './filter';
import { differences, isNothing } from './words';

const sums = { expected: '1.00', in_xero: '0.00', drafts: '1.00', difference: '0.00', service: '1.00', billed: '1.00' };
const row = (verdict: ComparisonRow['verdict']): ComparisonRow =>
  ({ ...sums, id: verdict, subscription: 'AS-1', product: 'Mail', verdict, reason: '', fix: null, orders: [], documents: [] });
const group = (customer: string, currency: string, ...verdicts: ComparisonRow['verdict'][]): ComparisonGroup =>
  ({ ...sums, customer, customer_name: customer, currency, differences: 0, rows: verdicts.map(row) });
const ALL = filterOf('');
const GROUPS = [group('TA-1', 'AUD', 'matched', 'differs'), group('TA-2', 'USD', 'matched')];
const found = { groups: GROUPS, totals: [{ ...sums, currency: 'AUD' }, { ...sums, currency: 'USD' }] } as Comparison;

it('the address names what is compared, and nothing that nobody knows', () => {
  expect(filterOf('#period=2026-11&only=differences&customer=%3C')).toEqual({ period: '2026-11', customer: '', currency: '', only: 'differences' });
  expect(hashOf({ period: '2026-11', customer: '', currency: 'AUD', only: '' })).toBe('#period=2026-11&currency=AUD');
});

it('only differences leaves no group without one', () => {
  const left = groupsOf(GROUPS, { ...ALL, only: 'differences' });
  expect(left.map(({ customer, rows }) => [customer, rows.length])).toEqual([['TA-1', 1]]);
  expect(groupsOf(GROUPS, { ...ALL, currency: 'USD' })).toEqual([GROUPS[1]]);
});

it('figures are of everything, or of the one customer', () => {
  expect(figuresOf(found, ALL, true)).toEqual(found.totals);
  expect(figuresOf(found, { ...ALL, customer: 'TA-2' }, true)).toEqual([GROUPS[1]]);
  expect(figuresOf(found, { ...ALL, customer: 'TA-2', currency: 'AUD' }, false)).toEqual([found.totals[0]]);
});

it('words count, and zeros are nothing', () => {
  expect([differences(0), differences(1), differences(2)]).toEqual(['Everything matches', '1 difference', '2 differences']);
  expect(['0', '0.00', '-0.00', '0.01', '-5'].map(isNothing)).toEqual([true, true, true, false, false]);
});

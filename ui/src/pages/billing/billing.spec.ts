import { expect, it } from 'vitest';
import type { Upload } from '@/api/types';
import { monthName, monthsBetween } from '@/months';
import { filterOf, hashOf } from './filter';
import { outcome } from './words';

const upload = (changed: Partial<Upload>): Upload => ({ id: 1, period: '2026-11', at: '', user: '', orders: 3, in_xero: 0, left: 0, other: 0, ...changed });

it('months are offered from the last to the first, across years', () => {
  expect(monthsBetween('2026-11', '2027-02').map(({ value }) => value)).toEqual(['2027-02', '2027-01', '2026-12', '2026-11']);
  expect(monthsBetween('2001-01', '2026-11')).toHaveLength(36);
});

it('a month has a name, and what is none stays as it is', () => {
  expect(monthName('2026-11')).toBe('November 2026');
  expect(monthName('2026-99')).toBe('2026-99');
});

it('an upload says what came of it', () => {
  expect(outcome(upload({ in_xero: 1, left: 2 }))).toBe('1 of 3 orders in Xero, 2 on the way');
  expect(outcome(upload({ in_xero: 3 }))).toBe('All 3 orders are in Xero');
  expect(outcome(upload({ in_xero: 2, other: 1 }))).toBe('2 of 3 orders in Xero, 1 is not');
  expect(outcome(upload({ orders: 1, in_xero: 1 }))).toBe('The order is in Xero');
});

it('the address names the period, and nothing that nobody knows', () => {
  expect(filterOf('#period=2026-11&currency=AUD&customer=TA-1')).toEqual({ period: '2026-11', currency: 'AUD', customer: 'TA-1' });
  expect(filterOf('#period=2026-13&currency=aud&customer=%3C')).toEqual({ period: '', currency: '', customer: '' });
  expect(hashOf({ period: '2026-11', customer: '', currency: 'AUD' })).toBe('#period=2026-11&currency=AUD');
});

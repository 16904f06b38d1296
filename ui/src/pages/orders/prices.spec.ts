import { expect, it } from 'vitest';
import { namedColumns, sourceName } from './prices';

it('columns of a price list are called what they are', () => {
  expect(namedColumns('price list PL-1 version PLV-2, column st0p')).toBe('price list PL-1 version PLV-2, the price for customers (st0p)');
  expect(namedColumns('column other')).toBe('column other');
});

it('sources have names, also those that came later', () => {
  expect([null, 'own_table', 'some_new_one'].map(sourceName)).toEqual(['Price of the running term', 'Your own price table', 'some new one']);
});

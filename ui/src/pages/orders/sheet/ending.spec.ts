import { expect, it } from 'vitest';
import { bodyOf, NO_WORDS } from './ending';

it('an order that is in Xero needs its invoice', () => {
  expect(bodyOf('already_in_xero', NO_WORDS)).toEqual({ errors: { invoice: 'Choose the invoice, or write its number.' } });
  expect(bodyOf('already_in_xero', { ...NO_WORDS, invoice: ' INV-1 ' })).toEqual({ as: 'already_in_xero', reason: '', invoice: 'INV-1', other_contact: false });
});

it('billed elsewhere needs nothing, and what is said has to make sense', () => {
  expect(bodyOf('billed_elsewhere', NO_WORDS)).toEqual({ as: 'billed_elsewhere', reason: '' });
  expect(bodyOf('billed_elsewhere', { ...NO_WORDS, amount: '1,250.00', currency: 'aud', first: '2026-11-01', last: '2026-11-30' })).toEqual({
    as: 'billed_elsewhere', reason: '', amount: { value: '1250.00', currency: 'AUD' }, period: { first: '2026-11-01', last: '2026-11-30' },
  });
  expect(bodyOf('billed_elsewhere', { ...NO_WORDS, amount: 'ten', first: '2026-11-02' })).toEqual({
    errors: { amount: 'Write a number such as 125.00.', currency: 'Three letters such as AUD.', last: 'Choose both days, or none.' },
  });
  expect(bodyOf('billed_elsewhere', { ...NO_WORDS, first: '2026-11-02', last: '2026-11-01' })).toEqual({ errors: { last: 'It is before the first day.' } });
});

import { expect, it } from 'vitest';
import type { Preview } from '@/api/types';
import { verdict } from './verdict';

const of = (changed: object) => verdict({ problems: [], nothing: null, xero: null, credit_notes: [], changes: [], ...changed } as unknown as Preview);

it('says in few words what becomes of an order', () => {
  const invoice = { subtotal: '10.00', currency: 'AUD' };
  expect(of({ xero: invoice })).toEqual({ words: 'New invoice', tone: 'good', amount: { value: '10.00', currency: 'AUD' } });
  expect(of({ credit_notes: [invoice] })).toMatchObject({ words: 'Credit note', amount: { value: '-10.00', currency: 'AUD' } });
  expect(of({ changes: [{ number: 'INV-1', does: 'extended', difference: '5.00', currency: 'AUD' }] })).toMatchObject({ words: 'Added to INV-1', amount: { value: '5.00', currency: 'AUD' } });
  expect(of({ changes: [{ number: null, does: 'reduced', difference: '-5.00', currency: 'AUD' }] }).words).toBe('Draft reduced');
  expect(of({ changes: [{ number: 'INV-1', does: 'deleted', difference: '-5.00', currency: 'AUD' }] }).words).toBe('Draft deleted');
  expect(of({ xero: invoice, credit_notes: [invoice] })).toMatchObject({ words: 'Several documents', amount: null });
  expect([of({ nothing: 'It is free.' }).words, of({ problems: [{}] }).words, of({}).words]).toEqual(['Nothing to send', 'Not yet', 'Nothing to send']);
});

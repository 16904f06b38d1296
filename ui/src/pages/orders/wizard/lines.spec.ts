import { describe, expect, it } from 'vitest';
import type { Edits, OrderFee } from '@/api/types';
import { editsOf, FIRST, linesOf, OWN, sourcesOf } from './lines';

const fee: OrderFee = {
  number: 1, product_item: 'PRD-1-0001', mpn: 'M-1', name: 'Seat', quantity: '5', mapped: true,
  prices: [
    { source: 'marketplace', price: null, words: 'no price list' },
    { source: 'own_table', price: { value: '12.5', currency: 'AUD' }, words: 'row 1' },
  ],
};
const edited = (line: object): Edits => ({ lines: { 1: { description: '', quantity: null, price: null, source: null, discount: '0', ...line } } }) as unknown as Edits;

describe('lines', () => {
  it('as the order has them make no edits', () => {
    const lines = linesOf([fee], { lines: {} });
    expect(lines).toEqual([{ number: 1, description: '', quantity: '5', source: FIRST, price: '12.5', currency: 'AUD', discount: '' }]);
    expect(editsOf([fee], lines)).toEqual({ lines: {} });
  });

  it('show what was edited, and keep it', () => {
    const lines = linesOf([fee], edited({ quantity: '4', price: { amount: '11', currency: 'AUD' }, discount: '5', description: 'Seats' }));
    expect(lines[0]).toMatchObject({ quantity: '4', source: OWN, price: '11', discount: '5', description: 'Seats' });
    expect(editsOf([fee], lines)).toEqual({ lines: { 1: { description: 'Seats', quantity: '4', price: { amount: '11', currency: 'AUD' }, discount: '5' } } });
  });

  it('take a source of their own', () => {
    expect(editsOf([fee], [{ ...linesOf([fee], { lines: {} })[0]!, source: 'own_table' }])).toEqual({ lines: { 1: { source: 'own_table' } } });
  });

  it('say what is wrong', () => {
    const wrong = { number: 1, description: '', quantity: 'many', source: OWN, price: 'x', currency: 'dollars', discount: '101' };
    expect(editsOf([fee], [wrong])).toEqual({ errors: { '1.quantity': 'A number such as 10.', '1.price': 'A price such as 12.50.', '1.currency': 'Such as AUD.', '1.discount': 'From 0 to 100.' } });
  });

  it('name each source with its price', () => {
    expect(sourcesOf(fee).map(({ label, disabled }) => [label, Boolean(disabled)])).toEqual([
      ['As in Settings: Your own price table · AUD\u00a012.5', false],
      ['Marketplace price list · no price', true],
      ['Your own price table · AUD\u00a012.5', false],
      ['A price for this order only', false],
    ]);
  });
});

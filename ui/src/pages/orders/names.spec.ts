import { expect, it } from 'vitest';
import type { Organisation } from '@/api/types';
import { accountName, taxName } from './names';

const of = {
  accounts: [{ code: '200', name: 'Sales', tax_type: 'OUTPUT' }],
  tax_types: [{ tax_type: 'OUTPUT', name: 'GST on Income' }],
} as unknown as Organisation;

it('accounts and taxes are named where the organisation is known', () => {
  expect([accountName('200', of), accountName('999', of), accountName('200', null), accountName(null, of)]).toEqual(['200 Sales', 'Account 999', 'Account 200', '']);
  expect([taxName('OUTPUT', of), taxName('INPUT', of), taxName(null, of)]).toEqual(['GST on Income', 'Tax INPUT', '']);
});

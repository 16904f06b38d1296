import { describe, expect, it } from 'vitest';
import { formatMoney, formatQuantity, groupDigits } from '@/kit/money';
import { formatWhen, inUtc } from '@/kit/when';

describe('amounts', () => {
  it.each([
    ['0.00', '0.00'],
    ['999.5', '999.5'],
    ['1234.50', '1,234.50'],
    ['-1234567.89', '−1,234,567.89'],
    ['12345678901234567890.0001', '12,345,678,901,234,567,890.0001'],
    ['1e9', '1e9'],
    ['', ''],
  ])('%s reads %s', (given, read) => {
    expect(groupDigits(given)).toBe(read);
  });

  it('always carry their currency, on the same line', () => {
    expect(formatMoney({ value: '1375.00', currency: 'AUD' })).toBe('AUD\u00a01,375.00');
  });

  it.each([['10.0000', '10'], ['1.50', '1.5'], ['100', '100'], ['0.0', '0'], ['1000.25', '1,000.25']])(
    'a quantity of %s reads %s',
    (given, read) => {
      expect(formatQuantity(given)).toBe(read);
    },
  );
});

describe('moments', () => {
  const now = new Date('2026-11-21T12:00:00Z');

  it('name the year only when it is another one', () => {
    expect(formatWhen('2026-06-15T12:00:00Z', now)).not.toContain('2026');
    expect(formatWhen('2024-06-15T12:00:00Z', now)).toContain('2024');
  });

  it('are told in UTC to the second as well', () => {
    expect(inUtc('2026-11-20T03:05:09+00:00')).toBe('20 Nov 2026, 03:05:09 UTC');
  });

  it('a day stays that day wherever it is read', () => {
    expect(formatWhen('2026-11-21', now)).toBe('21 Nov 2026');
    expect(inUtc('2026-11-21')).toBe('');
  });

  it('what is no moment is shown as it came', () => {
    expect(formatWhen('soon', now)).toBe('soon');
  });
});

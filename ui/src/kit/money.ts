/** Amounts and quantities as text: digits are grouped, never calculated with. */
import type { Amount } from '@/api/types';

const NUMBER = /^(-?)(\d+)(?:\.(\d+))?$/;

/** "1234567.5" → "1,234,567.5"; what is not a plain decimal number stays as it is. */
export function groupDigits(text: string): string {
  const [, sign, whole, fraction] = NUMBER.exec(text) ?? [];
  if (whole === undefined) return text;
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return `${sign ? '−' : ''}${grouped}${fraction === undefined ? '' : `.${fraction}`}`;
}

/** "AUD 1,234.50": always with the code, since "$" is of many countries. The space does not break. */
export function formatMoney({ value, currency }: Amount): string {
  return `${currency}\u00a0${groupDigits(value)}`;
}

/** "10.0000" → "10", "1.50" → "1.5". */
export function formatQuantity(text: string): string {
  return groupDigits(text.includes('.') ? text.replace(/\.?0+$/, '') : text);
}

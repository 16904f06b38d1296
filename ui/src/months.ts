/** Months by name, and those that are offered. */
import type { Option } from '@/kit/kinds';

/** More are found by typing the month into the address. */
const OFFERED = 36;
const NAMES = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' });

/** "2026-11" → "November 2026". */
export function monthName(month: string): string {
  const at = new Date(`${month}-01T00:00:00Z`);
  return Number.isNaN(at.getTime()) ? month : NAMES.format(at);
}

/** From the last to the first, both included. */
export function monthsBetween(first: string, last: string): Option[] {
  const months: Option[] = [];
  let [year, month] = last.split('-').map(Number) as [number, number];
  for (;;) {
    const value = `${year}-${String(month).padStart(2, '0')}`;
    if (value < first || months.length === OFFERED) return months;
    months.push({ value, label: monthName(value) });
    [year, month] = month === 1 ? [year - 1, 12] : [year, month - 1];
  }
}

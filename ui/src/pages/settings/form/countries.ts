/** Tax rules by country: a mapping to the API, rows in an order to a person. */
import type { Option } from '@/kit/kinds';
import { COUNTRIES, countryName, named } from '@/xero/countries';

export interface CountryRow {
  /** Keeps a row itself while others come and go. */
  key: number;
  country: string;
  taxType: string;
}

/** What a row may still choose: what no other row has, and whatever it has itself. */
export function offeredTo(row: CountryRow, rows: readonly CountryRow[]): Option[] {
  const taken = new Set(rows.filter((other) => other.key !== row.key).map((other) => other.country));
  const free = COUNTRIES.filter((country) => !taken.has(country.value));
  const known = !row.country || free.some((country) => country.value === row.country);
  return known ? free : [...free, named(row.country)];
}

export function toRows(rules: Readonly<Record<string, string>>): CountryRow[] {
  const sorted = Object.entries(rules).sort(([a], [b]) => countryName(a).localeCompare(countryName(b), 'en'));
  return sorted.map(([country, taxType], key) => ({ key, country, taxType }));
}

/** A row with nothing in it says nothing; one that is half filled is `incomplete` and must not be sent. */
export function toRules(rows: readonly CountryRow[]): Record<string, string> {
  return Object.fromEntries(rows.filter((row) => row.country).map((row) => [row.country, row.taxType]));
}

export const emptyRow = (rows: readonly CountryRow[]): CountryRow => ({
  key: Math.max(-1, ...rows.map((row) => row.key)) + 1,
  country: '',
  taxType: '',
});

/** What is missing in a row, as a sentence; empty when nothing is. */
export function missingIn(row: CountryRow): string {
  if (row.country && !row.taxType) return `Choose the tax type for ${countryName(row.country)}, or remove the row.`;
  if (!row.country && row.taxType) return 'Choose the country, or remove the row.';
  return '';
}

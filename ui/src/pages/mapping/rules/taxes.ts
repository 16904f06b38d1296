/** Tax types by country as the form edits them. */
import type { Taxes } from '@/api/types';
import type { Option } from '@/kit/kinds';
import { COUNTRIES } from '@/xero/countries';

export interface TaxRow {
  /** Keeps a row itself while others come and go. */
  key: number;
  country: string;
  taxType: string;
  /** Its country is still to be chosen. */
  added: boolean;
}

export interface TaxesForm { home: string; countries: TaxRow[] }

export const taxesForm = ({ tax_type, countries }: Taxes): TaxesForm => ({
  home: tax_type,
  countries: countries.map((one, key) => ({ key, country: one.country, taxType: one.tax_type, added: false })),
});

/** A country without a tax type has no rule. */
export const rulesOf = ({ home, countries }: TaxesForm) => ({
  tax_type: home,
  countries: countries.filter((row) => row.country && row.taxType).map((row) => ({ country: row.country, tax_type: row.taxType })),
});

/** What a new row may choose: not home, and nothing that another row has. */
export function free(rows: readonly TaxRow[], home: string, own: string): Option[] {
  const taken = new Set([home, ...rows.map((row) => row.country)]);
  return COUNTRIES.filter((country) => country.value === own || !taken.has(country.value));
}

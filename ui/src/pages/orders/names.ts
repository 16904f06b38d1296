/** Names of Xero's accounts and tax types in place of their codes; asked once and only by what shows lines. */
import { shallowRef, type ShallowRef } from 'vue';
import { get } from '@/api/client';
import type { Organisation } from '@/api/types';

const known = shallowRef<Organisation | null>(null);
let asked = false;

export function useOrganisation(): ShallowRef<Organisation | null> {
  if (!asked) {
    asked = true;
    void get<Organisation>('/organisation').then((answer) => {
      if (answer.ok) known.value = answer.value;
      else asked = false;
    });
  }
  return known;
}

/** "200 Sales": the number that the books are kept by, with its name where it is known. */
export function accountName(code: string | null, of: Organisation | null): string {
  if (!code) return '';
  const name = of?.accounts.find((account) => account.code === code)?.name;
  return name ? `${code} ${name}` : `Account ${code}`;
}

export function taxName(type: string | null, of: Organisation | null): string {
  if (!type) return '';
  return of?.tax_types.find((tax) => tax.tax_type === type)?.name ?? `Tax ${type}`;
}

/** Fees as the form edits them: every kind is there, and one that says nothing is not saved. */
import type { Fee, FeeKind } from '@/api/types';
import type { Option } from '@/kit/kinds';
import { FEES } from '../words';

export type FeeRow = Omit<Fee, 'kind'>;
export type FeesForm = Record<FeeKind, FeeRow>;

const KINDS = Object.keys(FEES) as FeeKind[];
const EMPTY: FeeRow = { item_code: '', account: '', tax_type: '' };

export function formOf(fees: readonly Fee[]): FeesForm {
  const known = new Map(fees.map(({ kind, ...row }) => [kind, row]));
  return Object.fromEntries(KINDS.map((kind) => [kind, { ...EMPTY, ...known.get(kind) }])) as FeesForm;
}

export const feesOf = (form: FeesForm): Fee[] =>
  KINDS.map((kind) => ({ kind, ...form[kind] })).filter((fee) => fee.item_code || fee.account || fee.tax_type);

export const asOption = (code: string): Option | null => (code ? { value: code, label: code } : null);

/** Tracking as the form edits it: one row per category of the organisation, its options by name or id in rows. */
import type { MappingChoices, TrackingRule } from '@/api/types';

export type By = TrackingRule['by'];
export interface OptionRow { key: number; name: string; option: string }

export interface CategoryRow {
  category: string;
  /** No: lines carry nothing of this category. */
  used: boolean;
  by: By;
  option: string;
  options: OptionRow[];
}

export const BY: { value: By; label: string }[] = [
  { value: 'fixed', label: 'One option for every line' },
  { value: 'marketplace', label: 'By marketplace' },
  { value: 'product', label: 'By product' },
  { value: 'customer', label: 'By customer' },
];

export function trackingForm({ categories, tracking }: Pick<MappingChoices, 'categories' | 'tracking'>): CategoryRow[] {
  const gone = tracking.map((rule) => rule.category).filter((name) => !categories.some((one) => one.name === name));
  return [...categories.map((one) => one.name), ...gone].map((category) => {
    const rule = tracking.find((one) => one.category === category);
    const options = Object.entries(rule?.options ?? {}).map(([name, option], key) => ({ key, name, option }));
    return { category, used: rule !== undefined, by: rule?.by ?? 'fixed', option: rule?.option ?? '', options };
  });
}

/** A fixed rule has no options of its own, and a row without a name or an option says nothing. */
export function trackingOf(form: readonly CategoryRow[]): TrackingRule[] {
  return form.filter((row) => row.used).map(({ category, by, option, options }) => {
    const said = by === 'fixed' ? [] : options.filter((one) => one.name.trim() && one.option);
    return { category, by, option, options: Object.fromEntries(said.map((one) => [one.name.trim(), one.option])) };
  });
}

export const emptyOption = (rows: readonly OptionRow[]): OptionRow => ({ key: Math.max(0, ...rows.map((row) => row.key)) + 1, name: '', option: '' });

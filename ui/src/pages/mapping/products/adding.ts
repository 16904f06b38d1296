/** What a new item of Xero begins with, and whether its price can be one of Xero's. */
import type { MappedItem } from '@/api/types';

/** The product's name only where the item's own does not say it already. */
export function describe({ product_name, name }: Pick<MappedItem, 'product_name' | 'name'>): string {
  return name.includes(product_name) ? name : [product_name, name].filter(Boolean).join(' · ');
}

const PRICE = /^\d{1,11}(\.\d{1,4})?$/;

/** What is wrong with it, as a sentence; null when nothing is, also where there is none. */
export function priceProblem(text: string): string | null {
  const said = text.trim();
  if (!said || PRICE.test(said)) return null;
  if (/^\d+,\d+$/.test(said)) return 'Write a point, such as 12.50.';
  return 'Write a number with at most four decimals, such as 12.50.';
}

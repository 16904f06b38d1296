/** The columns of the product items. */
import type { Column } from '@/kit/kinds';

export const COLUMNS: Column[] = [
  { key: 'name', label: 'Product item', heading: true },
  { key: 'waiting', label: 'Waiting, whole product', align: 'end' },
  { key: 'item', label: 'Item in Xero' },
  { key: 'action', label: 'Action', quiet: true, align: 'end', snug: true },
];

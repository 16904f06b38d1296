/** The columns of the customers. */
import type { Column } from '@/kit/kinds';

export const COLUMNS: Column[] = [
  { key: 'name', label: 'Customer', heading: true },
  { key: 'waiting', label: 'Waiting', align: 'end' },
  { key: 'contact', label: 'Contact in Xero' },
  { key: 'autoSync', label: 'Auto-sync', snug: true },
  { key: 'action', label: 'Action', quiet: true, align: 'end', snug: true },
];

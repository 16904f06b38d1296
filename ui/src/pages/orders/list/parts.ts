/** What only those need who filter, do something with many orders, look at ignored ones, or see none. */
import { later } from '@/kit/later';
import Waiting from '@/xero/Waiting.vue';
import FilterWaiting from './FilterWaiting.vue';

export const { part: NoRows } = later(() => import('./NoRows.vue'), Waiting);
export const { part: FilterPanel, fetch: fetchFilterPanel } = later(() => import('./FilterPanel.vue'), FilterWaiting);
export const { part: BulkActions, fetch: fetchBulkActions } = later(() => import('./BulkActions.vue'));
export const { part: WhyIgnored, fetch: fetchWhyIgnored, isSettled: isWhyIgnoredSettled } = later(() => import('./WhyIgnored.vue'));

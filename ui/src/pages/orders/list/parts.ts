/** What only those need who filter, or do something with many orders. */
import { later } from '@/kit/later';

export const { part: NoRows } = later(() => import('./NoRows.vue'));
export const { part: WhyIgnored } = later(() => import('./WhyIgnored.vue'));
export const { part: IgnoredBy } = later(() => import('./IgnoredBy.vue'));
export const { part: FilterPanel, fetch: fetchFilterPanel, here: panelIsHere } = later(() => import('./FilterPanel.vue'));
export const { part: BulkActions, fetch: fetchBulkActions } = later(() => import('./BulkActions.vue'));

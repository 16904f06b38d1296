/** What is read when somebody is about to look at it. */
import { later } from '@/kit/later';
import Waiting from './top/Waiting.vue';

export const { part: ConnectFirst } = later(() => import('./top/ConnectFirst.vue'), Waiting);
export const { part: NoRows } = later(() => import('./top/NoRows.vue'));
export const { part: Products, fetch: fetchProducts } = later(() => import('./products/Products.vue'), Waiting);
export const { part: Fees, fetch: fetchFees } = later(() => import('./rules/Fees.vue'), Waiting);
export const { part: Taxes, fetch: fetchTaxes } = later(() => import('./rules/Taxes.vue'), Waiting);
export const { part: Tracking, fetch: fetchTracking } = later(() => import('./rules/Tracking.vue'), Waiting);
export const { part: CustomerSheet, fetch: fetchCustomerSheet } = later(() => import('./customers/CustomerSheet.vue'));
export const { part: ChangedSheet } = later(() => import('./changed/ChangedSheet.vue'));
export const { part: ItemSheet, fetch: fetchItemSheet } = later(() => import('./products/ItemSheet.vue'));
export const { part: ImportSheet, fetch: fetchImportSheet } = later(() => import('./imports/ImportSheet.vue'));
export const { part: FileSheet, fetch: fetchFileSheet } = later(() => import('./files/FileSheet.vue'));

/** Once the first screen has nothing else to do. */
export function fetchAll(): void {
  [fetchCustomerSheet, fetchProducts, fetchItemSheet].forEach((fetch) => fetch());
}

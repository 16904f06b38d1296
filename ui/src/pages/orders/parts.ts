/** What the first screen does not need. */
import { later } from '@/kit/later';

export const { part: Causes, fetch: fetchCauses, here: causesAreHere } = later(() => import('./top/Causes.vue'));
export const { part: OrderSheet, fetch: fetchOrderSheet } = later(() => import('./sheet/OrderSheet.vue'));
export const { part: Welcome } = later(() => import('./top/Welcome.vue'));
export const { part: Wizard } = later(() => import('./wizard/Wizard.vue'));

/** What the first screen does not need. */
import { later } from '@/kit/later';

export const { part: OrderSheet, fetch: fetchOrderSheet } = later(() => import('./sheet/OrderSheet.vue'));
export const { part: Wizard } = later(() => import('./wizard/Wizard.vue'));

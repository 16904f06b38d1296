/** What the first screen of most does not need. */
import { later } from '@/kit/later';
import Waiting from '@/xero/Waiting.vue';

export const { part: Causes, fetch: fetchCauses, isSettled: isCausesSettled } = later(() => import('./top/Causes.vue'));
export const { part: OrderSheet, fetch: fetchOrderSheet } = later(() => import('./sheet/OrderSheet.vue'));
export const { part: Welcome, isSettled: isWelcomeSettled } = later(() => import('./top/Welcome.vue'), Waiting);
export const { part: Wizard } = later(() => import('./wizard/Wizard.vue'));

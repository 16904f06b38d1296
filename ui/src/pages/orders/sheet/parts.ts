/** What only those need who open an order. */
import { later } from '@/kit/later';
import Waiting from './Waiting.vue';

export const { part: OrderStory, fetch: fetchOrderStory } = later(() => import('./OrderStory.vue'), Waiting);
export const { part: DeedForm } = later(() => import('./DeedForm.vue'));

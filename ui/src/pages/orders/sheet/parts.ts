/** What only those need who open an order. */
import { later } from '@/kit/later';
import Waiting from './Waiting.vue';

export const { part: OrderStory, fetch } = later(() => import('./OrderStory.vue'), Waiting);
export const { part: DeedForm } = later(() => import('./DeedForm.vue'));

// A sheet is never without its story: whoever reads the one ahead reads both.
fetch();

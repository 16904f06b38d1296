/** The sample stands beside the settings or below them, and is read after them. */
import { later } from '@/kit/later';
import Waiting from './Waiting.vue';

export const { part: SampleInvoice, fetch: fetchSample } = later(() => import('./SampleInvoice.vue'), Waiting);

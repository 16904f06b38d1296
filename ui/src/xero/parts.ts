/** What only those need who are about to connect. */
import { later } from '@/kit/later';
import Waiting from './Waiting.vue';

export const { part: Connecting, fetch: fetchConnecting } = later(() => import('./Connecting.vue'), Waiting);

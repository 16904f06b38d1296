/** Most settings are below the first screen, and are read after it. */
import { later } from '@/kit/later';
import Waiting from './Waiting.vue';

export const { part: MoreSettings, fetch: fetchMore, here: moreIsHere } = later(() => import('./More.vue'), Waiting);

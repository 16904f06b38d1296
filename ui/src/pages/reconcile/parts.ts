/** What is only read once there is something to show: the first screen does not wait for it. */
import { later } from '@/kit/later';

export const { part: GroupTable, fetch: fetchGroupTable } = later(() => import('./GroupTable.vue'));

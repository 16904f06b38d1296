/** What is only read once somebody asks for it. */
import { later } from '@/kit/later';

export const { part: PostLog, fetch: fetchPostLog } = later(() => import('./PostLog.vue'));
export const { part: UploadList } = later(() => import('./UploadList.vue'));

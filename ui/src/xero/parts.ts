/** What only those need who are about to connect, or whose connection does not send. */
import { later } from '@/kit/later';
import NoticeWaiting from './NoticeWaiting.vue';
import Waiting from './Waiting.vue';

export const { part: Connecting, fetch: fetchConnecting } = later(() => import('./Connecting.vue'), Waiting);
export const { part: BrokenConnection } = later(() => import('./BrokenConnection.vue'), NoticeWaiting);
export const { part: Paused } = later(() => import('./Paused.vue'), NoticeWaiting);
export const { part: ConnectionNotice, fetch: fetchNotice, here: noticeIsHere } = later(() => import('./ConnectionNotice.vue'), NoticeWaiting);

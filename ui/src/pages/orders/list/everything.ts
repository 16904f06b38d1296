/** Whether Sync all could do anything, as far as the page can know. */
import type { Task, TaskPage } from '@/api/types';
import { canSync, VIEWS } from '../words';

const OPEN = [...VIEWS.needs_you.statuses, ...VIEWS.waiting.statuses];
/** Sync all leaves alone what somebody holds, and what waits for a time of its own. */
const inAll = (task: Task): boolean => canSync(task) && task.status !== 'held' && task.status !== 'waiting';

/** True too when some open orders are not loaded and may be ready. */
export function somethingToSync(rows: readonly Task[], counts: TaskPage['counts']): boolean {
  const open = counts.needs_you + counts.waiting;
  const seen = rows.filter((task) => OPEN.includes(task.status));
  return open > seen.length || seen.some(inAll);
}

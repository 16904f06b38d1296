/** What a person does with orders besides syncing them: hold, release, ignore, unignore. One toast says what came of it. */
import { ref } from 'vue';
import { over, post } from '@/api/client';
import type { BulkResult, Task } from '@/api/types';
import { useHost } from '@/host/bridge';
import { canSync, orders } from './words';

export type Act = 'hold' | 'release' | 'ignore' | 'unignore';

const DONE: Record<Act, string> = { hold: 'held', release: 'released', ignore: 'ignored', unignore: 'no longer ignored' };
/** As many as the extension takes at once. */
const AT_ONCE = 500;

export const NEEDS_REASON: readonly Act[] = ['hold', 'ignore'];

const FOR: Record<Act, (task: Task) => boolean> = {
  hold: (task) => canSync(task) && task.status !== 'held',
  release: (task) => task.status === 'held',
  ignore: (task) => canSync(task),
  unignore: (task) => task.status === 'ignored',
};

/** Those of the orders with which it can be done. */
export const fit = (act: Act, tasks: readonly Task[]): Task[] => tasks.filter(FOR[act]);
export const canChoose = (task: Task): boolean => canSync(task) || task.status === 'ignored';

export function said(act: Act, { done, left }: BulkResult): string {
  if (!done) return left === 1 ? 'The order has changed meanwhile' : 'The orders have changed meanwhile';
  const rest = left ? `, ${orders(left)} ${left === 1 ? 'was' : 'were'} left as ${left === 1 ? 'it is' : 'they are'}` : '';
  return `${orders(done)} ${done === 1 ? 'is' : 'are'} ${DONE[act]}${rest}`;
}

/** `done` runs after an answer that changed something, and is waited for. */
export function useActing(done: () => Promise<void>) {
  const host = useHost();
  const busy = ref<Act | null>(null);

  /** True when the extension has taken it. */
  async function act(what: Act, ids: readonly number[], reason = ''): Promise<boolean> {
    if (busy.value || !ids.length) return false;
    busy.value = what;
    const sum: BulkResult = { done: 0, left: 0 };
    for (let at = 0; at < ids.length; at += AT_ONCE) {
      const answer = await post<BulkResult>('/tasks/bulk', { act: what, tasks: ids.slice(at, at + AT_ONCE), reason });
      if (!answer.ok) {
        busy.value = null;
        if (!over.value) host.error(answer.detail);
        return false;
      }
      sum.done += answer.value.done;
      sum.left += answer.value.left;
    }
    host.toast(said(what, sum));
    await done();
    busy.value = null;
    return true;
  }

  return { busy, act };
}

export type Acting = ReturnType<typeof useActing>;

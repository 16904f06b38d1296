/** One order as the sheet shows it: what is stored of it, and, while it is not in Xero, what Xero would receive. */
import { computed, onScopeDispose, shallowRef, watch } from 'vue';
import { get, type Answer } from '@/api/client';
import { usePoll, useResource } from '@/api/resources';
import type { Preview, Task, TaskDetail } from '@/api/types';
import { isMoving } from '../words';

/** Final ones make nothing, and what is on its way must not be shown as if it could still change. */
export const canPreview = (task: Task): boolean =>
  !task.document && !isMoving(task) && task.status !== 'synced' && task.status !== 'ignored';

/** All that one order makes in Xero, or would make: its invoice, its credit notes, and what it does to earlier drafts. */
export type Documents = Pick<TaskDetail | Preview, 'xero' | 'credit_notes' | 'changes'>;

export const hasAny = ({ xero, credit_notes, changes }: Documents): boolean =>
  xero !== null || credit_notes.length > 0 || changes.length > 0;

/** `row` is the order as the list knows it now; the sheet follows it, and looks by itself once it left the list. */
export function useStory(row: () => Task) {
  const { id } = row();
  const { data: detail, error, loading, reload } = useResource((signal) => get<TaskDetail>(`/tasks/${id}`, { signal }));
  const preview = shallowRef<Answer<Preview> | null>(null);
  let asked = new AbortController();

  const task = computed<Task>(() => {
    const [listed, own] = [row(), detail.value];
    return own && own.updated_at >= listed.updated_at ? own : listed;
  });

  async function propose(): Promise<void> {
    asked.abort();
    asked = new AbortController();
    const { signal } = asked;
    preview.value = null;
    const answer = await get<Preview>(`/tasks/${id}/preview`, { signal });
    if (signal.aborted) return;
    preview.value = answer;
    // The extension has seen it, too, and the order may be ready again.
    if (answer.ok && !answer.value.problems.length && task.value.problems.length) void reload();
  }

  const state = () => `${task.value.status} ${task.value.updated_at}`;
  watch(() => (canPreview(task.value) ? state() : ''), (now) => (now ? void propose() : asked.abort()), { immediate: true });
  watch(() => `${row().status} ${row().updated_at}`, () => void reload());
  usePoll(reload, { while: () => isMoving(task.value) });
  onScopeDispose(() => asked.abort());
  return { task, detail, error, loading, reload, preview, propose };
}

export type Story = ReturnType<typeof useStory>;

/** What a person asks for: Check Changes, and Sync. Each says once what came of it. */
import { ref } from 'vue';
import { over, post, type Problem } from '@/api/client';
import type { CheckResult, SyncResult } from '@/api/types';
import { useHost } from '@/host/bridge';
import { beingSynced } from './words';

/** What was found without being new was mostly seen before: a check looks a little further back than the last one. */
export const found = ({ new: fresh }: CheckResult): string =>
  fresh === 0 ? 'Nothing new in Connect' : `${fresh} new ${fresh === 1 ? 'order' : 'orders'} found`;

export const asked = (count: number): string =>
  count === 0 ? 'There is nothing to sync right now' : beingSynced(count);

/** `done` runs after an answer that changed something, and is waited for. */
export function useAsking(done: () => Promise<void>) {
  const host = useHost();
  const checking = ref(false);
  const checkedAt = ref<string | null>(null);
  /** The orders that the last check has brought, until they are gone through. */
  const brought = ref<readonly number[]>([]);
  /** Whom a sync is being asked for at this moment. */
  const asking = ref<'all' | readonly number[] | null>(null);

  /** That nothing can be asked any more is said by the frame, once. */
  function tell({ detail }: Problem): void {
    if (!over.value) host.error(detail);
  }

  async function check(): Promise<void> {
    checking.value = true;
    const answer = await post<CheckResult>('/check');
    if (answer.ok) {
      checkedAt.value = answer.value.checked_at;
      if (answer.value.tasks.length) brought.value = answer.value.tasks;
      host.toast(found(answer.value));
      await done();
    } else tell(answer);
    checking.value = false;
  }

  /**
   * Without ids: everything that can be synced. `shown` are digests of previews by id: other documents are not sent.
   * True when the extension has taken it.
   */
  async function sync(ids?: readonly number[], shown?: Record<number, string>): Promise<boolean> {
    if (asking.value) return false;
    asking.value = ids ?? 'all';
    const answer = await post<SyncResult>('/sync', ids ? { tasks: ids, shown } : {});
    if (answer.ok) {
      host.toast(asked(answer.value.asked));
      brought.value = ids ? brought.value.filter((id) => !ids.includes(id)) : [];
      await done();
    } else tell(answer);
    asking.value = null;
    return answer.ok;
  }

  const isAsking = (id: number): boolean => Array.isArray(asking.value) && asking.value.includes(id);
  return { checking, checkedAt, brought, asking, check, sync, isAsking };
}

export type Asking = ReturnType<typeof useAsking>;

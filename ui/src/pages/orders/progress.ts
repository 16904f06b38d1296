/** While orders are being synced: how many are left; and at the end, once, what came of it. */
import { ref, watch, type Ref } from 'vue';
import type { TaskPage } from '@/api/types';
import { COUNTED_TO } from './words';

export type Seen = Pick<TaskPage, 'counts' | 'working'>;

/** What has changed between two looks, as far as it can be counted. */
export function outcome(before: Seen, after: Seen): string {
  const more = (name: 'in_xero' | 'needs_you') =>
    Math.max(before.counts[name], after.counts[name]) < COUNTED_TO ? after.counts[name] - before.counts[name] : 0;
  const [done, stuck] = [more('in_xero'), more('needs_you')];
  const parts = [
    done > 0 ? `${done} more in Xero` : '',
    stuck > 0 ? `${stuck} more ${stuck === 1 ? 'needs' : 'need'} you` : '',
  ].filter(Boolean);
  return parts.length ? `Sync finished: ${parts.join(', ')}.` : 'Sync finished.';
}

/** `ended` is empty until something that moved has come to rest, and again once something moves. */
export function useProgress(page: Ref<Seen | null>) {
  const ended = ref('');
  let before: Seen | null = null;

  watch(page, (seen, earlier) => {
    if (!seen) return;
    if (seen.working > 0) {
      before ??= earlier?.working === 0 ? earlier : seen;
      ended.value = '';
    } else if (before) {
      ended.value = outcome(before, seen);
      before = null;
    }
  });
  return { ended };
}

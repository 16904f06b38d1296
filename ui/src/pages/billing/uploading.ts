/** Upload to Xero: asked for once, then looked at until nothing of it moves any more. */
import { computed, ref, shallowRef } from 'vue';
import { get, over, post } from '@/api/client';
import { usePoll } from '@/api/resources';
import type { PostLog, Upload } from '@/api/types';
import { useHost } from '@/host/bridge';
import { outcome } from './words';

const FAST = 1_500;
/** Of an upload that the extension has not answered yet. */
export const ASKED = 0;

/** `moved` runs after each look, and `ended` once it is over. */
export function useUploading(moved: () => Promise<void>, ended: () => void) {
  const host = useHost();
  const current = shallowRef<Upload | null>(null);
  const why = ref('');
  const finishAt = ref<string | null>(null);
  const asking = ref(false);
  const moving = computed(() => Boolean(current.value?.left));

  async function upload(period: string, tasks: readonly number[]): Promise<boolean> {
    if (asking.value) return false;
    asking.value = true;
    const before = current.value;
    // At once: what only stood there after the answer would push the list away under the pointer.
    current.value = { id: ASKED, period, at: new Date().toISOString(), user: '', orders: tasks.length, in_xero: 0, left: tasks.length, other: 0 };
    const answer = await post<Upload>('/billing/uploads', { period, tasks });
    current.value = answer.ok ? answer.value : before;
    if (!answer.ok && !over.value) host.error(answer.detail);
    await moved();
    asking.value = false;
    return answer.ok;
  }

  async function look(): Promise<void> {
    const id = current.value?.id;
    if (!id) return;
    const answer = await get<PostLog>(`/billing/uploads/${id}`, { query: { limit: 1 } });
    if (!answer.ok || current.value?.id !== id) return;
    const was = current.value.left;
    current.value = answer.value.upload;
    why.value = answer.value.why;
    finishAt.value = answer.value.finish_at;
    await moved();
    if (was && !answer.value.upload.left) {
      host.toast(`Upload finished: ${outcome(answer.value.upload)}`);
      ended();
    }
  }

  usePoll(look, { while: () => moving.value, fast: FAST });
  return { current, why, finishAt, asking, moving, upload };
}

export type Uploading = ReturnType<typeof useUploading>;

/** The uploads so far, read again whenever one has ended. */
import { ref, shallowRef } from 'vue';
import { get } from '@/api/client';
import type { Upload, Uploads } from '@/api/types';

export function useUploads() {
  const uploads = shallowRef<Upload[]>([]);
  const nextBefore = ref<number | null>(null);
  const busy = ref(false);

  async function read(before: number | null): Promise<void> {
    busy.value = true;
    const answer = await get<Uploads>('/billing/uploads', { query: { before } });
    busy.value = false;
    if (!answer.ok) return;
    uploads.value = before === null ? answer.value.uploads : [...uploads.value, ...answer.value.uploads];
    nextBefore.value = answer.value.next_before;
  }

  void read(null);
  return { uploads, nextBefore, busy, refresh: () => read(null), older: () => read(nextBefore.value) };
}

/** What orders wait for alike, read again whenever more or fewer of them need somebody. */
import { onScopeDispose, ref, shallowRef, watch, type Ref } from 'vue';
import { get } from '@/api/client';
import type { Causes, TaskPage } from '@/api/types';

type Counted = Pick<TaskPage, 'counts'>;

export function useCauses(page: Ref<Counted | null>) {
  const causes = shallowRef<Causes | null>(null);
  /** There were some as soon as there were orders. */
  const begun = ref(false);
  let asked = new AbortController();
  let looked = false;

  async function read(): Promise<void> {
    asked.abort();
    asked = new AbortController();
    const { signal } = asked;
    const answer = await get<Causes>('/tasks/causes', { signal });
    if (!answer.ok || signal.aborted) return;
    if (!looked) begun.value = answer.value.causes.length > 0;
    looked = true;
    causes.value = answer.value;
  }

  watch(() => page.value?.counts.needs_you ?? 0, (now) => {
    if (now) void read();
    else {
      asked.abort();
      causes.value = null;
    }
  });
  onScopeDispose(() => asked.abort());
  return { causes, begun };
}

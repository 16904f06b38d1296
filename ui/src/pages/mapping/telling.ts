/** A change that a person asks for: told once, and refused in place. */
import { ref, watch, type Ref } from 'vue';
import { over, type Answer, type Problem } from '@/api/client';
import { useHost } from '@/host/bridge';
import type { Xero } from '@/xero/connection';

export function useChange() {
  const host = useHost();
  const busy = ref('');
  /** Why the last change was refused. */
  const refused = ref('');

  /** `name` tells which of several buttons is busy. Null when it was refused, or another change is under way. */
  async function change<T>(name: string, ask: () => Promise<Answer<T>>, done: (value: T) => string): Promise<T | null> {
    if (busy.value) return null;
    busy.value = name;
    refused.value = '';
    const answer = await ask();
    busy.value = '';
    if (answer.ok) {
      host.toast(done(answer.value));
      return answer.value;
    }
    if (!over.value) refused.value = answer.detail;
    return null;
  }

  return { busy, refused, change };
}

export type Change = ReturnType<typeof useChange>;

/** Xero has ended the connection, and this page is the first to notice: the page then carries Reconnect. */
export function whenEnded(xero: Xero, error: Ref<Problem | null>): void {
  watch(error, (found) => { if (found?.code === 'not_connected') void xero.reload(); });
}

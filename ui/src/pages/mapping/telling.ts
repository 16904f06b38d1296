/** A change that a person asks for: told once, and refused in place. */
import { ref } from 'vue';
import { over, type Answer } from '@/api/client';
import { useHost } from '@/host/bridge';

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

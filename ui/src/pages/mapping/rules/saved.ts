/** A small form that is read, changed and saved as a whole. */
import { computed, ref, watch, type Ref } from 'vue';
import { get, over, type Answer } from '@/api/client';
import { useResource } from '@/api/resources';
import { useHost } from '@/host/bridge';

const copy = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

/** `toForm` makes a form of what was read; a form is plain data. */
export function useSaved<T, F>(path: string, toForm: (found: T) => F, save: (form: F, found: T) => Promise<Answer<unknown>>, done: string) {
  const host = useHost();
  const { data, error, loading, reload } = useResource<T>((signal) => get<T>(path, { signal }));
  const form = ref(null) as Ref<F | null>;
  const busy = ref(false);
  const refused = ref('');

  const stored = computed(() => (data.value === null ? null : toForm(data.value)));
  const dirty = computed(() => form.value !== null && JSON.stringify(form.value) !== JSON.stringify(stored.value));

  const discard = () => {
    form.value = stored.value === null ? null : copy(stored.value);
    refused.value = '';
  };
  watch(stored, discard);

  async function saveIt(): Promise<void> {
    if (form.value === null || data.value === null) return;
    busy.value = true;
    refused.value = '';
    const answer = await save(form.value, data.value);
    if (answer.ok) {
      await reload();
      host.toast(done);
    } else if (!over.value) refused.value = answer.detail;
    busy.value = false;
  }

  return { data, error, loading, reload, form, dirty, busy, refused, discard, save: saveIt };
}

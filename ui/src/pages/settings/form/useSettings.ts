/** Loading, editing and saving the settings; what somebody else saved meanwhile is never overwritten. */
import { computed, ref, shallowRef, watch } from 'vue';
import type { Answer, Options, Problem } from '@/api/client';
import { useResource } from '@/api/resources';
import type { VersionedSettings } from '@/api/types';
import { fromApi, fromForm, isClean, noErrors, type Errors } from './errors';
import { sameForm, toForm, toSettings, type Form } from './shape';

export interface SettingsApi {
  load: (options: Options) => Promise<Answer<VersionedSettings>>;
  save: (given: VersionedSettings) => Promise<Answer<VersionedSettings>>;
}

/**
 * - `saved`: stored
 * - `mistakes`: something has to be corrected first; `errors` says what
 * - `conflict`: somebody else saved meanwhile
 * - `failed`: no usable answer; `failure` says why
 */
export type Outcome = 'saved' | 'mistakes' | 'conflict' | 'failed';

const copy = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

export function useSettings(api: SettingsApi) {
  const stored = useResource((signal) => api.load({ signal }));
  const form = ref<Form | null>(null);
  const base = shallowRef<Form | null>(null);
  const errors = ref<Errors>(noErrors());
  const failure = shallowRef<Problem | null>(null);
  const saving = ref(false);
  const conflict = ref(false);

  const dirty = computed(() => Boolean(form.value && base.value && !sameForm(form.value, base.value)));

  function take(found: VersionedSettings): void {
    base.value = toForm(found.settings);
    form.value = copy(base.value);
    errors.value = noErrors();
    failure.value = null;
    conflict.value = false;
  }

  watch(stored.data, (found) => found && take(found), { immediate: true });

  function discard(): void {
    if (base.value) form.value = copy(base.value);
    errors.value = noErrors();
    failure.value = null;
  }

  async function save(): Promise<Outcome> {
    const seen = stored.data.value;
    if (!form.value || !seen) return 'failed';
    failure.value = null;
    errors.value = fromForm(form.value);
    if (!isClean(errors.value)) return 'mistakes';
    saving.value = true;
    const answer = await api.save({ version: seen.version, settings: toSettings(form.value, seen.settings) });
    saving.value = false;
    if (answer.ok) {
      stored.data.value = answer.value;
      return 'saved';
    }
    return refused(answer);
  }

  function refused(problem: Problem): Outcome {
    conflict.value = problem.code === 'changed_meanwhile';
    if (conflict.value) return 'conflict';
    errors.value = fromApi(problem.errors);
    if (!isClean(errors.value)) return 'mistakes';
    failure.value = problem;
    return 'failed';
  }

  /** The other person's settings; what was changed here is gone. True when they came. */
  async function loadTheirs(): Promise<boolean> {
    await stored.reload();
    failure.value = stored.error.value;
    return !stored.error.value;
  }

  return {
    form, errors, failure, saving, conflict, dirty,
    loading: stored.loading, loadError: stored.error, reload: stored.reload,
    discard, save, loadTheirs,
  };
}

export type SettingsEditor = ReturnType<typeof useSettings>;

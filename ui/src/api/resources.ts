/** What a page reads: loaded once, again on demand, or again and again while something is moving. */
import { getCurrentScope, onScopeDispose, ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue';
import { over as noMore, type Answer, type Problem } from './client';

export interface Resource<T> {
  data: ShallowRef<T | null>;
  /** Of the last load; what was loaded before stays in `data`. */
  error: ShallowRef<Problem | null>;
  loading: Ref<boolean>;
  /** Loads again; a load that is under way is cancelled. Resolves when this one is over. */
  reload: () => Promise<void>;
}

/** Loads at once. `load` is handed a signal to pass on to the call. */
export function useResource<T>(load: (signal: AbortSignal) => Promise<Answer<T>>): Resource<T> {
  const data = shallowRef<T | null>(null);
  const error = shallowRef<Problem | null>(null);
  const loading = ref(false);
  let current: AbortController | undefined;

  async function reload(): Promise<void> {
    current?.abort();
    const mine = (current = new AbortController());
    loading.value = true;
    const answer = await load(mine.signal);
    if (mine !== current || mine.signal.aborted) return;
    loading.value = false;
    error.value = answer.ok ? null : answer;
    if (answer.ok) data.value = answer.value;
  }

  if (getCurrentScope()) onScopeDispose(() => current?.abort());
  void reload();
  return { data, error, loading, reload };
}

export interface Pace {
  /** Something is moving; asked reactively. */
  while: () => boolean;
  /** Milliseconds between two looks while it moves. */
  fast?: number;
  /** Milliseconds between two looks otherwise; without it nobody looks. */
  slow?: number;
}

/**
 * Runs `look` again and again: never two at once, never in a hidden tab, at once when the tab is seen again. Not after
 * the session has ended or changed, since no call will work.
 */
export function usePoll(look: () => Promise<unknown>, pace: Pace): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let looking = false;
  let over = false;

  function plan(): void {
    clearTimeout(timer);
    const delay = pace.while() ? (pace.fast ?? 2000) : pace.slow;
    if (over || looking || delay === undefined || document.hidden || noMore.value) return;
    timer = setTimeout(run, delay);
  }

  async function run(): Promise<void> {
    if (looking) return;
    looking = true;
    try {
      await look();
    } finally {
      looking = false;
      plan();
    }
  }

  function seen(): void {
    clearTimeout(timer);
    if (!document.hidden && !noMore.value && (pace.while() || pace.slow !== undefined)) void run();
  }

  document.addEventListener('visibilitychange', seen);
  watch([pace.while, noMore], plan, { immediate: true });
  onScopeDispose(() => {
    over = true;
    clearTimeout(timer);
    document.removeEventListener('visibilitychange', seen);
  });
}

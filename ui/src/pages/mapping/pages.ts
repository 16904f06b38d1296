/** A long list that is searched and read page by page, and read anew in place after something was changed. */
import { onScopeDispose, ref, shallowRef, watch, type Ref } from 'vue';
import { get, type Answer, type Problem } from '@/api/client';
import type { MappedCounts } from '@/api/types';
import type { Place } from './place';

export const PAGE = 50;
export const MOST = 200;
/** Milliseconds: somebody types. */
const PAUSE = 250;

interface AnyPage { next_after: string | null; counts: MappedCounts }
export interface Loaded<R> { rows: R[]; nextAfter: string | null }

/** How many rows to ask for so that as many are on screen as before. */
export const limitFor = (shown: number): number => Math.min(MOST, Math.max(PAGE, Math.ceil(shown / PAGE) * PAGE));

export function usePages<P extends AnyPage, R>(path: string, rowsOf: (page: P) => R[], place: Ref<Place>) {
  const loaded = shallowRef<Loaded<R>>({ rows: [], nextAfter: null });
  const page = shallowRef<P | null>(null);
  const error = shallowRef<Problem | null>(null);
  const loading = ref(true);
  const more = ref(false);
  let current = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;

  const ask = (after: string | null, limit: number, signal: AbortSignal): Promise<Answer<P>> =>
    get<P>(path, { query: { only: place.value.unmapped ? 'unmapped' : 'all', search: place.value.search.trim(), after, limit }, signal });

  /** From the beginning, as far as was shown. */
  async function reload(): Promise<void> {
    current.abort();
    const { signal } = (current = new AbortController());
    loading.value = true;
    const wanted = loaded.value.rows.length;
    const rows: R[] = [];
    let after: string | null = null;
    do {
      const answer: Answer<P> = await ask(after, limitFor(wanted - rows.length), signal);
      if (signal.aborted) return;
      error.value = answer.ok ? null : answer;
      if (!answer.ok) break;
      page.value = answer.value;
      rows.push(...rowsOf(answer.value));
      after = answer.value.next_after;
    } while (after && rows.length < wanted);
    loading.value = false;
    if (!error.value) loaded.value = { rows, nextAfter: after };
  }

  async function readMore(): Promise<void> {
    const { signal } = current;
    more.value = true;
    const answer = await ask(loaded.value.nextAfter, PAGE, signal);
    more.value = false;
    if (signal.aborted) return;
    error.value = answer.ok ? null : answer;
    if (answer.ok) loaded.value = { rows: [...loaded.value.rows, ...rowsOf(answer.value)], nextAfter: answer.value.next_after };
  }

  function begin(): void {
    loaded.value = { rows: [], nextAfter: null };
    void reload();
  }

  watch(() => place.value.unmapped, begin);
  watch(() => place.value.search, () => {
    clearTimeout(timer);
    timer = setTimeout(begin, PAUSE);
  });
  onScopeDispose(() => { clearTimeout(timer); current.abort(); });
  void reload();
  return { loaded, page, error, loading, more, reload, readMore };
}

/** The entries on screen: the newest page read again and again, older ones below as they are asked for. */
import { onScopeDispose, ref, shallowRef, watch } from 'vue';
import { get, post, type Problem } from '@/api/client';
import type { Entry, EntryPage, EntryShow } from '@/api/types';
import type { Filter } from './filter';

/** Typing is over. */
const STILL = 300;
/** Long enough on screen to have been seen. */
const SEEN_AFTER = 2_000;

/** New ones on top, each once. */
export function withNewest(entries: readonly Entry[], newest: readonly Entry[]): Entry[] {
  const known = new Set(newest.map(({ id }) => id));
  const oldest = newest.at(-1)?.id ?? 0;
  // What was new at the first look stays marked while the page is open.
  const marked = new Set(entries.filter((entry) => entry.is_new).map(({ id }) => id));
  const fresh = newest.map((entry) => (marked.has(entry.id) ? { ...entry, is_new: true } : entry));
  return [...fresh, ...entries.filter(({ id }) => id < oldest && !known.has(id))];
}

export function useEntries(filter: Filter) {
  const entries = shallowRef<Entry[]>([]);
  const before = ref<number | null>(null);
  const level = ref<EntryShow | null>(null);
  const error = shallowRef<Problem | null>(null);
  const loading = ref(true);
  const readingOlder = ref(false);
  let life = new AbortController();
  let noted = 0;

  async function read(from: number | null): Promise<EntryPage | null> {
    const { signal } = life;
    const answer = await get<EntryPage>('/activity', { query: { ...filter, before: from }, signal });
    if (signal.aborted) return null;
    error.value = answer.ok ? null : answer;
    return answer.ok ? answer.value : null;
  }

  async function refresh(): Promise<void> {
    const page = await read(null);
    if (!page) return void (error.value && (loading.value = false));
    if (!entries.value.length) before.value = page.next_before;
    entries.value = withNewest(entries.value, page.entries);
    level.value = page.show;
    loading.value = false;
    note(page.newest);
  }

  async function readOlder(): Promise<void> {
    readingOlder.value = true;
    const page = await read(before.value);
    if (page) {
      entries.value = [...entries.value, ...page.entries];
      before.value = page.next_before;
    }
    readingOlder.value = false;
  }

  /** They are new no more the next time. */
  function note(newest: number): void {
    if (newest <= noted) return;
    noted = newest;
    setTimeout(() => { if (!document.hidden) void post('/activity/visit', { seen: newest }); }, SEEN_AFTER);
  }

  function begin(): void {
    life.abort();
    life = new AbortController();
    entries.value = [];
    before.value = null;
    loading.value = true;
    error.value = null;
    void refresh();
  }

  let timer: ReturnType<typeof setTimeout> | undefined;
  watch(filter, () => {
    clearTimeout(timer);
    timer = setTimeout(begin, STILL);
  });
  begin();
  onScopeDispose(() => {
    clearTimeout(timer);
    life.abort();
  });
  return { entries, before, level, error, loading, readingOlder, refresh, readOlder, tryAgain: begin };
}

export type Entries = ReturnType<typeof useEntries>;

/** The list of orders: read page by page, read anew in place, and never two answers mixed. */
import { onScopeDispose, ref, shallowRef, watch } from 'vue';
import { get, type Answer, type Problem } from '@/api/client';
import type { TaskPage } from '@/api/types';
import { hashOf, isPlain, queryOf, type Filters } from '../filters';
import { VIEWS } from '../words';
import { covers, limitFor, NOTHING, PAGE, refreshed, withOlder, type Loaded } from './rows';

/** From the newest down to the last row that is loaded. */
async function readAgain(filters: Filters, loaded: Loaded, signal: AbortSignal): Promise<Answer<TaskPage>> {
  const tasks: TaskPage['tasks'] = [];
  let before: number | null = null;
  for (;;) {
    const answer: Answer<TaskPage> = await get<TaskPage>('/tasks', { query: { ...queryOf(filters), before, limit: limitFor(loaded) }, signal });
    if (!answer.ok) return answer;
    tasks.push(...answer.value.tasks);
    before = answer.value.next_before;
    if (covers(loaded, before, tasks.length)) return { ...answer, value: { ...answer.value, tasks } };
  }
}

export function useOrders(filters: Filters) {
  const loaded = shallowRef<Loaded>(NOTHING);
  const page = shallowRef<Pick<TaskPage, 'counts' | 'working'> | null>(null);
  const error = shallowRef<Problem | null>(null);
  const loading = ref(true);
  const readingOlder = ref(false);
  let life = new AbortController();
  let turn: Promise<unknown> = Promise.resolve();

  /** One after the other: each builds on what the one before has left. */
  function inTurn(job: (signal: AbortSignal) => Promise<void>): Promise<void> {
    const { signal } = life;
    const next = turn.then(() => (signal.aborted ? undefined : job(signal)));
    turn = next;
    return next;
  }

  function take(answer: Answer<TaskPage>, signal: AbortSignal, fold: typeof refreshed): void {
    if (signal.aborted) return;
    error.value = answer.ok ? null : answer;
    if (!answer.ok) return;
    page.value = answer.value;
    loaded.value = fold(loaded.value, answer.value.tasks, answer.value.next_before);
  }

  const refresh = () =>
    inTurn(async (signal) => {
      take(await readAgain({ ...filters }, loaded.value, signal), signal, refreshed);
      if (!signal.aborted) loading.value = false;
    });

  const readOlder = () =>
    inTurn(async (signal) => {
      const before = loaded.value.nextBefore;
      if (before === null) return;
      readingOlder.value = true;
      const answer = await get<TaskPage>('/tasks', { query: { ...queryOf(filters), before, limit: PAGE }, signal });
      take(answer, signal, withOlder);
      readingOlder.value = false;
    });

  function begin(): void {
    life.abort();
    life = new AbortController();
    loading.value = true;
    error.value = null;
    // What is on screen and belongs to the new view can stay until the answer comes.
    const statuses = VIEWS[filters.view].statuses;
    const fits = isPlain(filters) && filters.sort === 'newest';
    loaded.value = { rows: fits ? loaded.value.rows.filter((task) => statuses.includes(task.status)).slice(0, PAGE) : [], nextBefore: null };
    void refresh();
  }

  watch(() => hashOf(filters), begin, { immediate: true });
  onScopeDispose(() => life.abort());
  return { loaded, page, error, loading, readingOlder, refresh, readOlder, tryAgain: begin };
}

export type Orders = ReturnType<typeof useOrders>;

/** The invoices of the chosen period: the first page again and again, further ones below it as they are asked for. */
import { onScopeDispose, ref, shallowRef, watch } from 'vue';
import { get, type Problem } from '@/api/client';
import type { BillingPeriod, PeriodRow } from '@/api/types';
import type { Filter } from './filter';

/** The most that the extension gives at once. */
const MOST = 200;
const PAGE = 50;

export function usePeriod(filter: Filter) {
  const period = shallowRef<BillingPeriod | null>(null);
  const rows = shallowRef<PeriodRow[]>([]);
  const nextAfter = ref<string | null>(null);
  const error = shallowRef<Problem | null>(null);
  const loading = ref(true);
  const readingMore = ref(false);
  let life = new AbortController();

  async function read(after: string | null, limit: number): Promise<BillingPeriod | null> {
    const { signal } = life;
    const answer = await get<BillingPeriod>('/billing', { query: { ...filter, after, limit }, signal });
    if (signal.aborted) return null;
    error.value = answer.ok ? null : answer;
    return answer.ok ? answer.value : null;
  }

  /** As many rows as are on screen, as far as one answer has them; what is below stays until the next look. */
  async function refresh(): Promise<void> {
    const page = await read(null, Math.min(MOST, Math.max(PAGE, rows.value.length)));
    if (page) {
      const known = new Set(page.rows.map(({ id }) => id));
      const kept = page.next_after === null ? [] : rows.value.slice(page.rows.length).filter(({ id }) => !known.has(id));
      if (!kept.length) nextAfter.value = page.next_after;
      rows.value = [...page.rows, ...kept];
      period.value = page;
    }
    if (page || error.value) loading.value = false;
  }

  async function readMore(): Promise<void> {
    readingMore.value = true;
    const page = await read(nextAfter.value, PAGE);
    if (page) {
      rows.value = [...rows.value, ...page.rows];
      nextAfter.value = page.next_after;
    }
    readingMore.value = false;
  }

  function begin(): void {
    life.abort();
    life = new AbortController();
    rows.value = [];
    nextAfter.value = null;
    loading.value = true;
    error.value = null;
    void refresh();
  }

  watch(filter, begin);
  begin();
  onScopeDispose(() => life.abort());
  return { period, rows, nextAfter, error, loading, readingMore, refresh, readMore, tryAgain: begin };
}

export type Period = ReturnType<typeof usePeriod>;

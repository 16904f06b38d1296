/** The comparison of the chosen month. Customers and currencies are chosen here, as long as the answer has all rows. */
import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue';
import { get, type Problem } from '@/api/client';
import type { Comparison, ComparisonGroup } from '@/api/types';
import type { Filter } from './filter';

/** Every price and every document of a month may have to be read. */
const PATIENCE = 120_000;

export type Figures = Omit<ComparisonGroup, 'customer' | 'customer_name' | 'rows'>;

/** The groups that a filter leaves, each with the rows that it leaves. */
export function groupsOf(groups: readonly ComparisonGroup[], { customer, currency, only }: Filter): ComparisonGroup[] {
  return groups
    .filter((group) => (!customer || group.customer === customer) && (!currency || group.currency === currency))
    .map((group) => (only ? { ...group, rows: group.rows.filter(({ verdict }) => verdict !== 'matched') } : group))
    .filter(({ rows }) => rows.length);
}

/** One per currency: of everything, or of the one customer. */
export function figuresOf(found: Comparison, { customer, currency }: Filter, whole: boolean): Figures[] {
  const figures: Figures[] = customer && whole ? found.groups.filter((group) => group.customer === customer) : found.totals;
  return figures.filter((each) => !currency || each.currency === currency);
}

/** `connected`: Xero can be asked. */
export function useComparison(filter: Filter, connected: () => boolean) {
  const found = shallowRef<Comparison | null>(null);
  const error = shallowRef<Problem | null>(null);
  const loading = ref(true);
  /** What was asked for besides the month. */
  const scope = ref({ customer: '', currency: '' });
  let current: AbortController | undefined;

  async function load(): Promise<void> {
    current?.abort();
    const mine = (current = new AbortController());
    loading.value = true;
    error.value = null;
    const query = { month: filter.period, ...scope.value };
    const answer = await get<Comparison>('/reconcile', { query, signal: mine.signal, timeout: PATIENCE });
    if (mine !== current || mine.signal.aborted) return;
    loading.value = false;
    error.value = answer.ok ? null : answer;
    if (answer.ok) found.value = answer.value;
  }

  function everything(): void {
    scope.value = { customer: '', currency: '' };
    found.value = null;
    void load();
  }

  const whole = computed(() => !scope.value.customer && !scope.value.currency && found.value?.left_out === 0);

  watch(connected, (now) => now && void load(), { immediate: true });
  watch(() => filter.period, (month) => connected() && month !== found.value?.month && everything());
  watch(() => [filter.customer, filter.currency], ([customer = '', currency = '']) => {
    if (!connected() || whole.value) return;
    scope.value = { customer, currency };
    void load();
  });
  // A link may have named a customer, of whom too many others have left some out.
  watch(found, (now) => {
    const narrow = filter.customer || filter.currency;
    if (!now?.left_out || !narrow || scope.value.customer || scope.value.currency) return;
    scope.value = { customer: filter.customer, currency: filter.currency };
    void load();
  });
  onScopeDispose(() => current?.abort());

  const groups = computed(() => groupsOf(found.value?.groups ?? [], filter));
  const figures = computed(() => (found.value ? figuresOf(found.value, filter, whole.value) : []));
  return { found, groups, figures, error, loading, load };
}

export type Compared = ReturnType<typeof useComparison>;

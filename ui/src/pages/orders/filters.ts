/** What the list is filtered and sorted by. It lives in the address, so that a link from elsewhere lands on it. */
import { onScopeDispose, reactive, watch } from 'vue';
import type { Query } from '@/api/client';
import type { TaskStatus, TaskView } from '@/api/types';
import { isStatus, VIEWS } from './words';

export const SORTS = { newest: 'Newest first', oldest: 'Oldest first', largest: 'Largest first', smallest: 'Smallest first' } as const;
export type Sort = keyof typeof SORTS;

export interface Filters {
  view: TaskView;
  /** Words in the order's number, subscription, customer or product. */
  q: string;
  status: TaskStatus | '';
  type: string;
  customer: string;
  product: string;
  currency: string;
  /** A code such as XI-201. */
  problem: string;
  sort: Sort;
}

export const NONE: Filters = { view: 'all', q: '', status: '', type: '', customer: '', product: '', currency: '', problem: '', sort: 'newest' };
/** Those that stand in the panel, apart from the view and the search. */
export const IN_PANEL = ['status', 'type', 'customer', 'product', 'currency', 'problem'] as const;

const PLAIN = /^[A-Za-z0-9-]{1,60}$/;
const plain = (text: string | null): string => (text !== null && PLAIN.test(text) ? text : '');

/** "#view=needs_you&problem=XI-201"; what nobody understands means nothing. */
export function filtersOf(hash: string): Filters {
  const said = new URLSearchParams(hash.replace(/^#/, ''));
  const view = said.get('view') ?? '';
  const status = said.get('status') ?? '';
  const sort = said.get('sort') ?? '';
  const currency = said.get('currency') ?? '';
  return {
    view: Object.hasOwn(VIEWS, view) ? (view as TaskView) : 'all',
    q: (said.get('q') ?? '').slice(0, 100),
    status: isStatus(status) ? status : '',
    type: plain(said.get('type')),
    customer: plain(said.get('customer')),
    product: plain(said.get('product')),
    currency: /^[A-Z]{3}$/.test(currency) ? currency : '',
    problem: /^XI-\d{3}$/.test(said.get('problem') ?? '') ? said.get('problem')! : '',
    sort: Object.hasOwn(SORTS, sort) ? (sort as Sort) : 'newest',
  };
}

export function hashOf(filters: Filters): string {
  const names = Object.keys(NONE) as (keyof Filters)[];
  const said = names.filter((name) => filters[name] !== NONE[name]).map((name) => [name, filters[name]]);
  return said.length ? `#${new URLSearchParams(said)}` : '';
}

/** As the extension asks for it. */
export const queryOf = ({ view, q, status, type, ...rest }: Filters): Query => ({
  view, q: q.trim(), status, order_type: type, ...rest, sort: rest.sort === 'newest' ? '' : rest.sort,
});

export const inPanel = (filters: Filters): number => IN_PANEL.filter((name) => filters[name]).length;
/** Of these, those that have a field: a problem is said in a line of its own. */
export const inFields = (filters: Filters): number => inPanel(filters) - (filters.problem ? 1 : 0);
/** Nothing but the view narrows the list, so its count is that of the view. */
export const isPlain = (filters: Filters): boolean => !inPanel(filters) && !filters.q.trim();

/** Follows the address, and leads it: going back in the portal must not walk through filters, so it is replaced. */
export function useFilters(page: Window = window): Filters {
  const filters = reactive(filtersOf(page.location.hash));
  const follow = () => { Object.assign(filters, filtersOf(page.location.hash)); };
  page.addEventListener('hashchange', follow);
  onScopeDispose(() => page.removeEventListener('hashchange', follow));
  watch(filters, (chosen) => {
    if (hashOf(filtersOf(page.location.hash)) === hashOf(chosen)) return;
    page.history.replaceState(page.history.state, '', `${page.location.pathname}${page.location.search}${hashOf(chosen)}`);
  });
  return filters;
}

/** What is compared lives in the address, so that a link lands on it; an empty month is the one that runs. */
import { onScopeDispose, reactive, watch } from 'vue';

export interface Filter {
  period: string;
  customer: string;
  currency: string;
  /** "differences", or everything. */
  only: string;
}

const KNOWN: Record<keyof Filter, RegExp> = {
  period: /^2\d{3}-(0[1-9]|1[0-2])$/,
  customer: /^[A-Za-z0-9-]{1,60}$/,
  currency: /^[A-Z]{3}$/,
  only: /^differences$/,
};
const NAMES = Object.keys(KNOWN) as (keyof Filter)[];

/** What nobody knows is not asked for. */
export function filterOf(hash: string): Filter {
  const said = new URLSearchParams(hash.replace(/^#/, ''));
  return Object.fromEntries(NAMES.map((name) => [name, KNOWN[name].test(said.get(name) ?? '') ? said.get(name) : ''])) as unknown as Filter;
}

export function hashOf(filter: Filter): string {
  const said = new URLSearchParams(NAMES.filter((name) => filter[name]).map((name): [string, string] => [name, filter[name]]));
  return said.size ? `#${said}` : '';
}

/** Follows the address, and leads it: going back in the portal must not walk through filters, so it is replaced. */
export function useFilter(page: Window = window): Filter {
  const filter = reactive(filterOf(page.location.hash));
  const follow = () => { Object.assign(filter, filterOf(page.location.hash)); };
  page.addEventListener('hashchange', follow);
  onScopeDispose(() => page.removeEventListener('hashchange', follow));
  watch(filter, (now) => page.history.replaceState(page.history.state, '', `${page.location.pathname}${page.location.search}${hashOf(now)}`));
  return filter;
}

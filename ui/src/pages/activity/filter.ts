/** What is asked for lives in the address, so that a link from elsewhere lands on what it is about. */
import { onScopeDispose, reactive, watch } from 'vue';
import type { EntryAbout, EntryShow, Who } from '@/api/types';
import { ABOUTS, WHOS } from './words';

/** Empty: not narrowed; an empty `show` is the installation's own level. */
export interface Filter { show: EntryShow | ''; about: EntryAbout | ''; who: Who | ''; order: string; search: string }

export const NO_FILTER: Filter = { show: '', about: '', who: '', order: '', search: '' };
const NAMES = Object.keys(NO_FILTER) as (keyof Filter)[];
const KNOWN: Partial<Record<keyof Filter, readonly string[]>> = {
  show: ['errors_and_actions', 'all_tasks'],
  about: ABOUTS.map(({ value }) => value),
  who: WHOS.map(({ value }) => value),
};

/** What nobody knows is not asked for. */
export function filterOf(hash: string): Filter {
  const said = new URLSearchParams(hash.replace(/^#/, ''));
  const read = NAMES.map((name) => {
    const value = said.get(name) ?? '';
    return [name, !KNOWN[name] || KNOWN[name].includes(value) ? value : ''];
  });
  return Object.fromEntries(read) as Filter;
}

export function hashOf(filter: Filter): string {
  const said = new URLSearchParams(NAMES.filter((name) => filter[name]).map((name): [string, string] => [name, filter[name]]));
  return said.size ? `#${said}` : '';
}

export const isNarrowed = (filter: Filter): boolean => NAMES.some((name) => name !== 'show' && filter[name]);

/** Follows the address, and leads it: going back in the portal must not walk through filters, so it is replaced. */
export function useFilter(page: Window = window): Filter {
  const filter = reactive(filterOf(page.location.hash));
  const follow = () => Object.assign(filter, filterOf(page.location.hash));
  page.addEventListener('hashchange', follow);
  onScopeDispose(() => page.removeEventListener('hashchange', follow));
  watch(filter, (now) => page.history.replaceState(page.history.state, '', `${page.location.pathname}${page.location.search}${hashOf(now)}`));
  return filter;
}

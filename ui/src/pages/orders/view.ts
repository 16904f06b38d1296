/** The chosen view lives in the address, so that a link from elsewhere lands on the filtered list. */
import { onScopeDispose, ref, watch, type Ref } from 'vue';
import type { TaskView } from '@/api/types';
import { VIEWS } from './words';

const isView = (name: string | null): name is TaskView => name !== null && Object.hasOwn(VIEWS, name);

/** "#view=needs_you" → "needs_you"; whatever else stands there means all. */
export function viewOf(hash: string): TaskView {
  const name = new URLSearchParams(hash.replace(/^#/, '')).get('view');
  return isView(name) ? name : 'all';
}

export const hashOf = (view: TaskView): string => (view === 'all' ? '' : `#view=${view}`);

/** Follows the address, and leads it: going back in the portal must not walk through filters, so it is replaced. */
export function useView(page: Window = window): Ref<TaskView> {
  const view = ref(viewOf(page.location.hash));
  const follow = () => { view.value = viewOf(page.location.hash); };
  page.addEventListener('hashchange', follow);
  onScopeDispose(() => page.removeEventListener('hashchange', follow));
  watch(view, (chosen) => {
    if (viewOf(page.location.hash) === chosen) return;
    page.history.replaceState(page.history.state, '', `${page.location.pathname}${page.location.search}${hashOf(chosen)}`);
  });
  return view;
}

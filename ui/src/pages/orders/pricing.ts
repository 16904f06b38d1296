/** The price of a new order is found out behind the scenes, within seconds: for a while it is worth looking often. */
import { onScopeDispose, ref, watch, type Ref } from 'vue';
import type { Task } from '@/api/types';

const WHILE = 12_000;

export const unpriced = (rows: readonly Task[]): number[] =>
  rows.filter((task) => task.status === 'pending' && !task.estimated).map((task) => task.id);

/** True for some seconds after orders without a price have appeared, or until all of them have one. */
export function usePricing(open: () => readonly number[]): Ref<boolean> {
  const soon = ref(false);
  let known: readonly number[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;

  watch(open, (now) => {
    const fresh = now.some((id) => !known.includes(id));
    known = now;
    if (!fresh && now.length) return;
    clearTimeout(timer);
    soon.value = fresh;
    if (fresh) timer = setTimeout(() => { soon.value = false; }, WHILE);
  }, { immediate: true });
  onScopeDispose(() => clearTimeout(timer));
  return soon;
}

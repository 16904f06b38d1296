/** Waiting that has become long enough to be spoken of. */
import { onScopeDispose, ref, watch, type Ref } from 'vue';

const LONG = 5_000;

export function useSlow(waiting: () => boolean): Ref<boolean> {
  const slow = ref(false);
  let timer: ReturnType<typeof setTimeout> | undefined;
  watch(waiting, (now) => {
    clearTimeout(timer);
    slow.value = false;
    if (now) timer = setTimeout(() => { slow.value = true; }, LONG);
  }, { immediate: true });
  onScopeDispose(() => clearTimeout(timer));
  return slow;
}

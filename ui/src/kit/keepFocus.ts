/** Where what had the focus goes away, the focus stays near instead of falling back to the top of the page. */
import { nextTick, watch, type WatchSource } from 'vue';

/** `area` has to be able to take the focus; it is looked at whenever `changes` does. */
export function keepFocus(area: () => HTMLElement | null, changes: WatchSource): void {
  watch(changes, async () => {
    const had = area()?.contains(document.activeElement);
    await nextTick();
    if (had && document.activeElement === document.body) area()?.focus({ preventScroll: true });
  });
}

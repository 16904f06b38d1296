/**
 * Keeps something in sight where only the portal scrolls: a frame as high as its content has nothing to stick to, and
 * is not told about scrolling, so it looks from time to time. In a window of its own `position: sticky` does it.
 */
import { computed, onBeforeUnmount, onMounted, shallowRef, type ComputedRef, type Ref } from 'vue';
import { visibleBand, type Band } from '@/kit/visible';

const PACE = 150;

/** Of the portal's own bar, which may lie over the frame. */
const INSET = 72;

/** What can be seen of this page; null in a window of its own. */
export function useBand(): Ref<Band | null> {
  const band = shallowRef<Band | null>(null);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let over = false;

  async function look(): Promise<void> {
    // Always a new value: what follows the band depends on the layout too.
    if (!document.hidden) band.value = { ...(await visibleBand()) };
    if (!over) timer = setTimeout(look, PACE);
  }

  onMounted(() => window.top !== window && void look());
  onBeforeUnmount(() => {
    over = true;
    clearTimeout(timer);
  });
  return band;
}

const px = (length: number): string => `${Math.round(length)}px`;

/** How far up to move what ends below the band, so that it ends with it. */
export function useFloor(band: Ref<Band | null>, element: () => HTMLElement | null): ComputedRef<string> {
  return computed(() => {
    const it = element();
    if (!band.value || !it) return px(0);
    return px(Math.min(0, band.value.top + band.value.height - (it.offsetTop + it.offsetHeight)));
  });
}

/** How far down to move what begins above the band, so that it begins with it; never out of its parent. */
export function useCeiling(band: Ref<Band | null>, element: () => HTMLElement | null): ComputedRef<string> {
  return computed(() => {
    const it = element();
    const parent = it?.parentElement;
    if (!band.value || !it || !parent) return px(0);
    const room = parent.offsetTop + parent.offsetHeight - (it.offsetTop + it.offsetHeight);
    return px(Math.max(0, Math.min(room, band.value.top + INSET - it.offsetTop)));
  });
}

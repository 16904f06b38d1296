/** A part of a page that is read when it is about to be needed, so that the first screen does not wait for it. */
import { computed, h, shallowRef, type Component, type ComputedRef, type FunctionalComponent } from 'vue';
import { useHost } from '@/host/bridge';

export interface Later<T> {
  /** Used like the part itself; until it has come, `waiting` stands in its place, or nothing. */
  part: T;
  /** Reads it ahead; once it is here, or on its way, this does nothing. */
  fetch: () => void;
  /** Whether it has come, for what would be pushed away by it. */
  here: ComputedRef<boolean>;
}

const NOT_READ = 'This part of the page could not be loaded. Reload the page and try again.';

export function later<T extends Component>(load: () => Promise<{ default: T }>, waiting?: Component): Later<T> {
  const found = shallowRef<T | null>(null);
  let asked = false;
  let awaited = false;

  function fetch(): void {
    if (asked) return;
    asked = true;
    load().then(
      (module) => { found.value = module.default; },
      () => {
        asked = false;
        if (awaited) useHost().error(NOT_READ);
      },
    );
  }

  const part: FunctionalComponent = (_, { attrs, slots }) => {
    if (found.value) return h(found.value as Component, attrs, slots);
    awaited = true;
    fetch();
    return waiting ? h(waiting) : null;
  };
  part.inheritAttrs = false;
  return { part: part as unknown as T, fetch, here: computed(() => found.value !== null) };
}

/** What can wait until the page has nothing else to do. */
export function whenIdle(job: () => void): void {
  if ('requestIdleCallback' in window) requestIdleCallback(job, { timeout: 2000 });
  else setTimeout(job, 500);
}

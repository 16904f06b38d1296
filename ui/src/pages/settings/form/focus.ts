/** Leads a person, the keyboard included, to the first thing that has to be corrected. */
import { nextTick } from 'vue';

const CONTROLS = 'input:not(:disabled), select:not(:disabled), button:not(:disabled)';

/** Parts of the page say with `data-place` what they are. */
export async function focusOn(place: string): Promise<void> {
  await nextTick();
  const part = document.querySelector(`[data-place="${place}"]`);
  const control = part?.querySelector<HTMLElement>('[aria-invalid]') ?? part?.querySelector<HTMLElement>(CONTROLS);
  control?.focus();
}

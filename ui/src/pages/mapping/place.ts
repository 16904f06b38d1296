/** Which part of the page is shown, and how it is filtered: in the address, so that a link lands on the right rows. */
import { onScopeDispose, ref, watch, type Ref } from 'vue';

export const PARTS = ['customers', 'products', 'fees', 'taxes', 'tracking'] as const;
export type Part = (typeof PARTS)[number];

export interface Place {
  part: Part;
  /** Only what is not mapped. */
  unmapped: boolean;
  search: string;
}

const isPart = (name: string | null): name is Part => (PARTS as readonly (string | null)[]).includes(name);

/** "#part=products&only=unmapped&search=mail"; whatever else stands there means all customers. */
export function placeOf(hash: string): Place {
  const said = new URLSearchParams(hash.replace(/^#/, ''));
  const part = said.get('part');
  return { part: isPart(part) ? part : 'customers', unmapped: said.get('only') === 'unmapped', search: said.get('search') ?? '' };
}

export function hashOf({ part, unmapped, search }: Place): string {
  const said = new URLSearchParams();
  if (part !== 'customers') said.set('part', part);
  if (unmapped) said.set('only', 'unmapped');
  if (search) said.set('search', search);
  const text = said.toString();
  return text ? `#${text}` : '';
}

const same = (one: Place, other: Place): boolean => hashOf(one) === hashOf(other);

/** Follows the address, and leads it: going back in the portal must not walk through filters, so it is replaced. */
export function usePlace(page: Window = window): Ref<Place> {
  const place = ref(placeOf(page.location.hash));
  const follow = () => {
    const now = placeOf(page.location.hash);
    if (!same(now, place.value)) place.value = now;
  };
  page.addEventListener('hashchange', follow);
  onScopeDispose(() => page.removeEventListener('hashchange', follow));
  watch(place, (chosen) => {
    if (same(placeOf(page.location.hash), chosen)) return;
    page.history.replaceState(page.history.state, '', `${page.location.pathname}${page.location.search}${hashOf(chosen)}`);
  });
  return place;
}

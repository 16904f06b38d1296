/** How much room the page has for columns. */
import { onScopeDispose, ref, type Ref } from 'vue';

export type Room = 'wide' | 'middle' | 'narrow';

const WIDE = '(min-width: 1100px)';
const MIDDLE = '(min-width: 850px)';

export function useRoom(page: Window = window): Ref<Room> {
  const queries = [page.matchMedia(WIDE), page.matchMedia(MIDDLE)] as const;
  const look = (): Room => (queries[0].matches ? 'wide' : queries[1].matches ? 'middle' : 'narrow');
  const room = ref(look());
  const follow = () => { room.value = look(); };
  queries.forEach((query) => query.addEventListener('change', follow));
  onScopeDispose(() => queries.forEach((query) => query.removeEventListener('change', follow)));
  return room;
}

/** How the rows on screen and the rows of a later answer become one list, newest first. */
import type { Task } from '@/api/types';
import { canChoose } from '../acting';

/** The least that is asked for, and the most that the extension gives at once. */
export const PAGE = 50;
export const MOST = 200;
/** Orders that came meanwhile must not push the last rows out of the answer. */
const ROOM_FOR_NEW = 20;

export interface Loaded {
  rows: Task[];
  /** Where the next older page begins; null when there is none. */
  nextBefore: number | null;
}

export const NOTHING: Loaded = { rows: [], nextBefore: null };

export const limitFor = ({ rows }: Loaded): number =>
  rows.length ? Math.min(MOST, Math.max(PAGE, rows.length + ROOM_FOR_NEW)) : PAGE;

/** Whether `read` rows of an answer that goes on at `nextBefore` reach down to the last row on screen. Rows may be in any
 * order, so they are counted. */
export function covers({ rows }: Loaded, nextBefore: number | null, read: number): boolean {
  return nextBefore === null || read >= rows.length;
}

/** `fresh` covers what was loaded. The list ends where it ended, unless less than a page would be left. */
export function refreshed(loaded: Loaded, fresh: Task[], nextBefore: number | null): Loaded {
  const oldest = fresh.findIndex((task) => task.id === loaded.rows.at(-1)?.id);
  const kept = oldest < 0 ? loaded.rows.length : oldest + 1;
  const rows = fresh.slice(0, Math.max(PAGE, kept));
  const last = rows.at(-1);
  return { rows, nextBefore: last && rows.length < fresh.length ? last.id : nextBefore };
}

export function withOlder(loaded: Loaded, older: Task[], nextBefore: number | null): Loaded {
  const known = new Set(loaded.rows.map((task) => task.id));
  return { rows: [...loaded.rows, ...older.filter((task) => !known.has(task.id))], nextBefore };
}

/** What is left of a choice when the rows were read anew: who has gone, or with which nothing can be done any more, drops out. */
export function stillChosen(chosen: readonly number[], rows: readonly Task[]): number[] {
  const possible = new Set(rows.filter(canChoose).map((task) => task.id));
  return chosen.filter((id) => possible.has(id));
}

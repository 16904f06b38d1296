/** The words of the journal for people: who, what about, and how much it matters. */
import type { Entry, EntryAbout, EntryLevel, Who } from '@/api/types';
import type { Option, Tone } from '@/kit/kinds';

const WHO: Record<Who, string> = {
  person: 'A person',
  product: 'Xero Integration',
  schedule: 'Schedule',
  event: 'Connect',
  webhook: 'Xero',
};

/** Who decided; one's own doing is one's own. */
export const whoOf = ({ who, user, is_you: you }: Pick<Entry, 'who' | 'user' | 'is_you'>): string =>
  you ? 'You' : who === 'person' && user ? user : WHO[who];

export const TONES: Record<EntryLevel, Tone> = { info: 'neutral', action: 'warn', error: 'bad' };

/** What went well is green, so that it is found among what merely happened. */
export const toneOf = ({ level, event }: Pick<Entry, 'level' | 'event'>): Tone =>
  level === 'info' && /\.(synced|active|done|returned|followed)$/.test(event) ? 'good' : TONES[level];

export const ABOUT: Record<EntryAbout, string> = { orders: 'Orders', connection: 'Connection', mapping: 'Mapping', settings: 'Settings' };

export const ABOUTS: Option[] = Object.entries(ABOUT).map(([value, label]) => ({ value, label }));
export const WHOS: Option[] = [
  { value: 'person', label: 'People' },
  { value: 'product', label: 'Xero Integration' },
  { value: 'schedule', label: 'The schedule' },
  { value: 'event', label: 'Connect' },
  { value: 'webhook', label: 'Xero' },
];

const DAY: Intl.DateTimeFormatOptions = { weekday: 'long', day: 'numeric', month: 'long' };
const sameDay = (one: Date, other: Date) => one.toDateString() === other.toDateString();

/** "Today", "Yesterday", "Monday 16 November", with the year when it is not this one. */
export function dayOf(iso: string, now: Date): string {
  const at = new Date(iso);
  if (sameDay(at, now)) return 'Today';
  if (sameDay(at, new Date(now.getFullYear(), now.getMonth(), now.getDate() - 1))) return 'Yesterday';
  const year: Intl.DateTimeFormatOptions = at.getFullYear() === now.getFullYear() ? {} : { year: 'numeric' };
  return new Intl.DateTimeFormat('en-GB', { ...DAY, ...year }).format(at);
}

export interface Day { label: string; entries: Entry[] }

/** The entries under the days on which they happened, in the order in which they are given. */
export function byDay(entries: readonly Entry[], now: Date): Day[] {
  const days: Day[] = [];
  for (const entry of entries) {
    const label = dayOf(entry.at, now);
    if (days.at(-1)?.label === label) days.at(-1)!.entries.push(entry);
    else days.push({ label, entries: [entry] });
  }
  return days;
}

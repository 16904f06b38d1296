/** Words of the sheet: Xero's states, who did what, and where a problem is put right. */
import type { Amount, JournalEntry, XeroDocument } from '@/api/types';
import type { TimelineEntry, Tone } from '@/kit/kinds';

/** https://developer.xero.com/documentation/api/accounting/types#invoices */
const STATES: Record<string, string> = {
  DRAFT: 'Draft',
  SUBMITTED: 'Waiting for approval',
  AUTHORISED: 'Approved',
  PAID: 'Paid',
  VOIDED: 'Voided',
  DELETED: 'Deleted',
};
const INVOICE_STATES: Record<string, string> = { ...STATES, AUTHORISED: 'Approved, waiting for payment' };
const CREDIT_STATES: Record<string, string> = { ...STATES, PAID: 'Used up' };

/** How it stands in Xero, or as what it will be made. */
export function documentStatus({ state, status, made_as }: XeroDocument, credit: boolean, sending = false): string {
  if (sending) return 'On its way to Xero';
  if (state === 'proposed') return `${STATES[made_as ?? 'DRAFT'] ?? made_as}, not sent yet`;
  return status ? ((credit ? CREDIT_STATES : INVOICE_STATES)[status] ?? status) : '';
}

export interface Place { words: string; href?: string }

const PLACES: Record<string, Place> = {
  settings: { words: 'Open Settings', href: '/static/settings.html' },
  connection: { words: 'Open Settings', href: '/static/settings.html' },
  prices: { words: 'Put right in your prices' },
  customers: { words: 'Put right in the customer’s contact' },
  xero: { words: 'Put right in Xero' },
};

/** Null where the advice says all there is to say. */
export const placeOf = (screen: string | null): Place | null => (screen ? (PLACES[screen] ?? null) : null);

export const money = (value: string | null, currency: string | null): Amount | null =>
  value === null ? null : { value, currency: currency ?? '' };

const TONES: [RegExp, Tone][] = [
  [/synced|active|created/, 'good'],
  [/attention|held/, 'warn'],
  [/failed|broken/, 'bad'],
  [/asked|running|pending/, 'info'],
];
const ACTORS: Record<string, string> = { person: 'a person', product: 'the extension', event: 'Connect', schedule: 'schedule', webhook: 'Xero' };

export const history = (journal: readonly JournalEntry[]): TimelineEntry[] =>
  journal.map(({ at, actor, event, sentence }) => ({
    at,
    title: sentence,
    actor: `by ${ACTORS[actor] ?? actor}`,
    tone: TONES.find(([pattern]) => pattern.test(event))?.[1] ?? 'neutral',
  }));

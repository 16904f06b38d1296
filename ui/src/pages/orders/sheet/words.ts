/** Words of the sheet: Xero's states, and who did what. */
import type { Amount, JournalEntry, XeroDocument } from '@/api/types';
import type { TimelineEntry, Tone } from '@/kit/kinds';
import { who } from '../me';

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

/** Of any document, in a sentence. */
export const stateOf = (status: string): string => (STATES[status] ?? status).toLowerCase();

export const money = (value: string | null, currency: string | null): Amount | null =>
  value === null ? null : { value, currency: currency ?? '' };

const TONES: [RegExp, Tone][] = [
  [/synced|active|created/, 'good'],
  [/attention|held/, 'warn'],
  [/failed|broken/, 'bad'],
  [/asked|running|pending/, 'info'],
];

/** `me` is who is signed in. */
export const history = (journal: readonly JournalEntry[], me = ''): TimelineEntry[] =>
  journal.map(({ at, actor, event, sentence, user }) => ({
    at,
    title: sentence,
    actor: `by ${who(actor, user, me)}`,
    tone: TONES.find(([pattern]) => pattern.test(event))?.[1] ?? 'neutral',
  }));

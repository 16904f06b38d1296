/** What becomes of an order, in two or three words. */
import type { Amount, Preview } from '@/api/types';
import type { Tone } from '@/kit/kinds';

export interface Verdict { words: string; tone: Tone; amount: Amount | null }

export function verdict({ problems, nothing, xero, credit_notes, changes }: Preview): Verdict {
  const of = (value: string | null | undefined, currency: string | null | undefined): Amount | null => (value && currency ? { value, currency } : null);
  const [note, change] = [credit_notes[0], changes[0]];
  const more = [xero, note, change].filter(Boolean).length > 1;
  const amount = more ? null : xero ? of(xero.subtotal, xero.currency) : change ? of(change.difference, change.currency) : of(note?.subtotal && `-${note.subtotal}`, note?.currency);
  if (problems.length) return { words: 'Not yet', tone: 'warn', amount };
  if (nothing) return { words: 'Nothing to send', tone: 'neutral', amount: null };
  if (more) return { words: 'Several documents', tone: 'info', amount };
  if (xero) return { words: 'New invoice', tone: 'good', amount };
  if (change) return { words: change.does === 'deleted' ? 'Draft deleted' : change.does === 'extended' ? `Added to ${change.number ?? 'a draft'}` : `${change.number ?? 'Draft'} reduced`, tone: 'info', amount };
  return { words: note ? 'Credit note' : 'Nothing to send', tone: note ? 'info' : 'neutral', amount };
}

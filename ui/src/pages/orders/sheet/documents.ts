/** What the documents of one order are called, and what becomes of earlier drafts. */
import type { DraftChange, XeroDocument } from '@/api/types';
import { groupDigits } from '@/kit/money';
import type { Documents } from './story';

export interface Titled { title: string; document: XeroDocument }

/** Those whose lines are known, the invoice first; two credit notes must not have one name. */
export function withLines({ xero, credit_notes }: Documents): Titled[] {
  const notes = credit_notes.map((document) => ({ title: noteTitle(document), document }));
  const all = xero ? [{ title: 'Invoice lines', document: xero }, ...notes] : notes;
  return all.filter(({ document }) => document.lines.length > 0);
}

/** What was taken back, or voided or deleted in Xero: why it once was what it was. */
export function formerLines(former: readonly XeroDocument[]): Titled[] {
  const known = former.filter(({ lines }) => lines.length > 0);
  return known.map((document) => ({ title: `Lines of ${document.number ?? 'a document'}, which stands no longer`, document }));
}

const noteTitle = ({ number }: XeroDocument): string => (number ? `Lines of credit note ${number}` : 'Credit note lines');

/** What becomes of an earlier draft, as a sentence; `done` once it is in Xero. */
export function changeSentence({ number, does, difference, currency }: DraftChange, done: boolean): string {
  const draft = number ? `Draft ${number}` : 'A draft';
  const [was, by] = [done ? 'was' : 'will be', `${currency}\u00a0${groupDigits(difference.replace('-', ''))}`];
  if (does === 'deleted') return `${draft} ${was} deleted: nothing ${done ? 'was' : 'would be'} left on it.`;
  return `${draft} ${was} ${difference.startsWith('-') ? 'reduced' : 'extended'} by ${by} before tax.`;
}

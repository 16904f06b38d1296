/** Words for verdicts, and for where orders and documents stand. */
import type { ComparisonRow, TaskStatus } from '@/api/types';
import type { Tone } from '@/kit/kinds';

export const VERDICTS: Record<ComparisonRow['verdict'], { words: string; tone: Tone }> = {
  matched: { words: 'Matched', tone: 'good' },
  differs: { words: 'Differs', tone: 'bad' },
  'only here': { words: 'Only here', tone: 'info' },
  'only in Xero': { words: 'Only in Xero', tone: 'warn' },
  leak: { words: 'Leak', tone: 'bad' },
  'not known': { words: 'Not known', tone: 'warn' },
};

export const STATUSES: Record<TaskStatus, string> = {
  pending: 'ready',
  waiting: 'waits',
  running: 'on its way',
  attention: 'needs you',
  held: 'held',
  uncertain: 'being looked up',
  synced: 'in Xero',
  ignored: 'ignored',
  failed: 'failed',
};

const XERO: Record<string, string> = { DRAFT: 'draft', SUBMITTED: 'awaiting approval', AUTHORISED: 'approved', PAID: 'paid' };
export const inXero = (status: string): string => XERO[status] ?? status.toLowerCase();

export const differences = (count: number): string =>
  count === 0 ? 'Everything matches' : `${count} ${count === 1 ? 'difference' : 'differences'}`;

/** Nothing but zeros. */
export const isNothing = (amount: string): boolean => /^-?0(\.0+)?$/.test(amount);

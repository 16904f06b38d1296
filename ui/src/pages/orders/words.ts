/** The states of an order in the words of the people who keep the books. */
import type { Task, TaskStatus, TaskView } from '@/api/types';
import type { Tone } from '@/kit/kinds';

export interface Standing { words: string; tone: Tone; busy?: boolean }

const STANDINGS: Record<TaskStatus, Standing> = {
  pending: { words: 'Ready', tone: 'info' },
  waiting: { words: 'Waiting', tone: 'neutral' },
  running: { words: 'Syncing…', tone: 'info', busy: true },
  attention: { words: 'Needs you', tone: 'warn' },
  held: { words: 'Held for you', tone: 'warn' },
  uncertain: { words: 'Checking with Xero', tone: 'info', busy: true },
  synced: { words: 'In Xero', tone: 'good' },
  ignored: { words: 'Ignored', tone: 'neutral' },
  failed: { words: 'Gave up', tone: 'bad' },
};

export const isStatus = (word: string): word is TaskStatus => Object.hasOwn(STANDINGS, word);
export const statusWords = (status: TaskStatus): string => STANDINGS[status].words;

export const VIEWS: Record<TaskView, { label: string; statuses: readonly TaskStatus[] }> = {
  all: { label: 'All', statuses: Object.keys(STANDINGS) as TaskStatus[] },
  needs_you: { label: 'Needs you', statuses: ['attention', 'failed', 'held'] },
  waiting: { label: 'Waiting', statuses: ['pending', 'waiting', 'running', 'uncertain'] },
  in_xero: { label: 'In Xero', statuses: ['synced'] },
  ignored: { label: 'Ignored', statuses: ['ignored'] },
};

/** Somebody has asked for it, and it only waits for its turn. */
export const isQueued = (task: Task): boolean => task.status === 'pending' && task.due_at !== null;

export const isMoving = (task: Task): boolean =>
  task.status === 'running' || task.status === 'uncertain' || isQueued(task);

/** It goes on without anybody: now, or at a time of its own. */
export const goesOn = (task: Task): boolean => isMoving(task) || (task.status === 'waiting' && task.due_at !== null);

/** Nobody has looked yet whether anything stands in its way. */
export const isUnknown = (task: Task): boolean => task.status === 'pending' && !isQueued(task) && !task.estimated;

export function standing(task: Task): Standing {
  if (isUnknown(task)) return { words: 'Being checked', tone: 'neutral' };
  if (isQueued(task)) return { words: task.reason ? 'Trying again' : 'Queued', tone: 'info', busy: true };
  if (task.status === 'synced' && task.problems.length) return { words: 'In Xero, look again', tone: 'warn' };
  if (task.status === 'synced' && !task.document && !task.amount) return { words: 'No invoice needed', tone: 'neutral' };
  return STANDINGS[task.status];
}

/** Why it is as it is: the first problem, and how many more there are; else the reason. An invoice needs none. */
export function cause(task: Task): string {
  const [first, ...others] = task.problems;
  if (first) return others.length ? `${first.sentence} And ${others.length} more.` : first.sentence;
  return task.status === 'synced' && task.document ? '' : (task.reason ?? '');
}

/** Whether a person's Sync would do anything for it, as the extension decides it. */
export function canSync(task: Task): boolean {
  if (task.status === 'waiting') return task.due_at !== null;
  if (isQueued(task)) return Boolean(task.reason);
  return ['pending', 'attention', 'failed', 'held'].includes(task.status);
}

/** The extension counts no further. */
export const COUNTED_TO = 1000;
export const upTo = (count: number): number | string => (count >= COUNTED_TO ? `${COUNTED_TO}+` : count);

export const orders = (count: number): string => `${count} ${count === 1 ? 'order' : 'orders'}`;
export const beingSynced = (count: number): string => `${orders(count)} ${count === 1 ? 'is' : 'are'} being synced`;

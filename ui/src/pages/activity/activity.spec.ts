import { describe, expect, it } from 'vitest';
import type { Entry } from '@/api/types';
import { withNewest } from './entries';
import { filterOf, hashOf, isNarrowed, NO_FILTER } from './filter';
import { byDay, dayOf, toneOf, whoOf } from './words';

const NOW = new Date(2026, 10, 21, 12);
const anEntry = (id: number, changed: Partial<Entry> = {}): Entry => ({
  id, at: new Date(2026, 10, 21, 10).toISOString(), who: 'product', user: '', is_you: false, about: 'orders', level: 'info', title: 'Order synced',
  sentence: '', means: '', order: null, event: 'task.synced', is_new: false, ...changed,
});
const ids = (entries: Entry[]) => entries.map(({ id }) => id);

describe('who decided', () => {
  it('is oneself, another person, or what works by itself', () => {
    expect(whoOf({ who: 'person', user: 'UR-1', is_you: true })).toBe('You');
    expect(whoOf({ who: 'person', user: 'UR-2', is_you: false })).toBe('UR-2');
    expect(whoOf({ who: 'person', user: '', is_you: false })).toBe('A person');
    expect(whoOf({ who: 'event', user: '', is_you: false })).toBe('Connect');
  });
});

describe('an entry', () => {
  it('is green for what went well, and loud for what needs somebody', () => {
    expect(toneOf({ level: 'info', event: 'task.synced' })).toBe('good');
    expect(toneOf({ level: 'action', event: 'task.synced' })).toBe('warn');
    expect(toneOf({ level: 'info', event: 'orders.checked' })).toBe('neutral');
    expect(toneOf({ level: 'error', event: 'connection.broken' })).toBe('bad');
  });
  it('stands under its day', () => {
    const yesterday = new Date(2026, 10, 20, 23).toISOString();
    const days = byDay([anEntry(3), anEntry(2), anEntry(1, { at: yesterday })], NOW);
    expect(days.map(({ label, entries }) => [label, ids(entries)])).toEqual([['Today', [3, 2]], ['Yesterday', [1]]]);
  });
  it('of long ago says its year', () => {
    expect(dayOf(new Date(2026, 10, 16).toISOString(), NOW)).toBe('Monday 16 November');
    expect(dayOf(new Date(2025, 10, 16).toISOString(), NOW)).toBe('Sunday, 16 November 2025');
  });
});

describe('what is asked for', () => {
  it('survives in the address', () => {
    const filter = { show: 'all_tasks', about: 'mapping', who: 'person', order: 'PR-1', search: 'a & b' } as const;
    expect(filterOf(hashOf(filter))).toEqual(filter);
  });
  it('is nothing that nobody knows', () => {
    expect(filterOf('#show=some&about=weather&who=me&else=1')).toEqual(NO_FILTER);
    expect(hashOf(NO_FILTER)).toBe('');
  });
  it('is narrowed by anything but how much is shown', () => {
    expect([isNarrowed({ ...NO_FILTER, show: 'all_tasks' }), isNarrowed({ ...NO_FILTER, search: 'x' })]).toEqual([false, true]);
  });
});

describe('a list that is read anew', () => {
  it('has the new ones on top and keeps the older ones', () => {
    expect(ids(withNewest([anEntry(3), anEntry(2), anEntry(1)], [anEntry(4), anEntry(3)]))).toEqual([4, 3, 2, 1]);
  });
  it('keeps marked what was new at the first look', () => {
    const [first] = withNewest([anEntry(3, { is_new: true })], [anEntry(3)]);
    expect(first!.is_new).toBe(true);
  });
  it('is empty where there is nothing', () => {
    expect(withNewest([], [])).toEqual([]);
  });
});

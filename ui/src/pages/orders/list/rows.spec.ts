import { describe, expect, it } from 'vitest';
import type { Task } from '@/api/types';
import { aTask, fromTo } from '../sample';
import { somethingToSync } from './everything';
import { covers, limitFor, NOTHING, PAGE, refreshed, stillChosen, withOlder } from './rows';

const ids = (rows: readonly Task[]) => rows.map((task) => task.id);

describe('a list that is read anew', () => {
  it('ends where it ended, with the new orders on top', () => {
    const loaded = { rows: fromTo(100, 41), nextBefore: 41 };
    const now = refreshed(loaded, fromTo(103, 24), 24);
    expect(ids(now.rows)).toEqual(ids(fromTo(103, 41)));
    expect(now.nextBefore).toBe(41);
  });

  it('fills up to a page when most rows have left the view', () => {
    const loaded = { rows: fromTo(100, 51), nextBefore: 51 };
    const rest = [aTask({ id: 60 }), ...fromTo(50, 1)];
    const now = refreshed(loaded, rest, null);
    expect([now.rows.length, now.nextBefore]).toEqual([PAGE, 2]);
  });

  it('has no next page when the answer holds all there is', () => {
    expect(refreshed({ rows: fromTo(3, 1), nextBefore: null }, fromTo(4, 1), null)).toEqual({ rows: fromTo(4, 1), nextBefore: null });
  });

  it('shows the state of now of every row that it keeps', () => {
    const fresh = fromTo(2, 1).map((task) => ({ ...task, status: 'running' as const }));
    expect(refreshed({ rows: fromTo(2, 1), nextBefore: null }, fresh, null).rows.map((task) => task.status)).toEqual(['running', 'running']);
  });

  it('asks for as much as is on screen, with room for new ones, and no more than is given', () => {
    expect([NOTHING, { rows: fromTo(100, 1), nextBefore: 1 }, { rows: fromTo(900, 1), nextBefore: 1 }].map(limitFor)).toEqual([50, 120, 200]);
  });

  it('goes on until the last row on screen is reached', () => {
    const loaded = { rows: fromTo(900, 600), nextBefore: 600 };
    expect([covers(loaded, 701, 200), covers(loaded, 600, 301), covers(loaded, 501, 400), covers(loaded, null, 5)]).toEqual([false, true, true, true]);
  });
});

describe('older rows', () => {
  it('go below, each once', () => {
    const now = withOlder({ rows: fromTo(100, 51), nextBefore: 51 }, fromTo(52, 20), 20);
    expect(ids(now.rows)).toEqual(ids(fromTo(100, 20)));
    expect(now.nextBefore).toBe(20);
  });
});

describe('a choice of rows', () => {
  it('survives a refresh, but for those that can no longer be synced or are gone', () => {
    const rows = [aTask({ id: 3 }), aTask({ id: 2, status: 'synced' })];
    expect(stillChosen([3, 2, 1], rows)).toEqual([3]);
  });
});

describe('Sync all', () => {
  const counts = { all: 9, needs_you: 0, waiting: 1, in_xero: 8, ignored: 0 };

  it('has nothing to do when all that is open is known and only waits', () => {
    expect(somethingToSync([aTask({ status: 'waiting' })], counts)).toBe(false);
  });
  it('has something to do when an order is ready', () => {
    expect(somethingToSync([aTask()], counts)).toBe(true);
  });
  it('may have when an open order is not loaded', () => {
    expect(somethingToSync([], counts)).toBe(true);
  });
});

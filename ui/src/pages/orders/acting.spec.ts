import { afterEach, expect, it, vi } from 'vitest';
import { canChoose, fit, said, useActing } from './acting';
import { aTask, inXero } from './sample';

const toast = vi.hoisted(() => vi.fn());
vi.mock('@/host/bridge', () => ({ useHost: () => ({ toast, error: vi.fn() }) }));
afterEach(() => vi.unstubAllGlobals());

const rows = [aTask({ id: 1 }), aTask({ id: 2, status: 'held' }), aTask({ id: 3, status: 'ignored' }), inXero({ id: 4 })];
const ids = (act: Parameters<typeof fit>[0]) => fit(act, rows).map((task) => task.id);

it('each act is for the orders that it can be done with', () => {
  expect([ids('hold'), ids('release'), ids('ignore'), ids('unignore')]).toEqual([[1], [2], [1, 2], [3]]);
  expect(rows.map(canChoose)).toEqual([true, true, true, false]);
});

it('one sentence says what came of it', () => {
  expect(said('hold', { done: 2, left: 0 })).toBe('2 orders are held');
  expect(said('ignore', { done: 1, left: 2 })).toBe('1 order is ignored, 2 orders were left as they are');
  expect(said('release', { done: 0, left: 1 })).toBe('The order has changed meanwhile');
});

it('more than the extension takes at once go in turn, and are told of once', async () => {
  const sent: number[] = [];
  vi.stubGlobal('fetch', async (url: string, { body }: RequestInit) => {
    const tasks = url.endsWith('/bulk') ? (JSON.parse(String(body)).tasks as number[]) : [];
    if (tasks.length) sent.push(tasks.length);
    const answer = url.endsWith('/session') ? { installation: 'EIN-1', account: 'S', user: 'UR-1' } : { done: tasks.length, left: 0 };
    return new Response(JSON.stringify(answer), { status: 200, headers: { 'X-Installation': 'EIN-1' } });
  });
  const { act } = useActing(async () => undefined);
  expect(await act('ignore', Array.from({ length: 501 }, (_, id) => id + 1), 'a test')).toBe(true);
  expect([sent, toast.mock.calls]).toEqual([[500, 1], [['501 orders are ignored']]]);
});

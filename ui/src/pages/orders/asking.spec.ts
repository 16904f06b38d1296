import { afterEach, expect, it, vi } from 'vitest';
import { useAsking } from './asking';

vi.mock('@/host/bridge', () => ({ useHost: () => ({ toast: vi.fn(), error: vi.fn() }) }));
afterEach(() => vi.unstubAllGlobals());

it('says with Sync what was shown, where something was', async () => {
  const bodies: unknown[] = [];
  vi.stubGlobal('fetch', async (url: string, { body }: RequestInit) => {
    if (url.endsWith('/sync')) bodies.push(JSON.parse(String(body)));
    const answer = url.endsWith('/session') ? { installation: 'EIN-1', account: 'Southern', user: 'UR-1' } : { asked: 1 };
    return new Response(JSON.stringify(answer), { status: 200, headers: { 'X-Installation': 'EIN-1' } });
  });
  const { sync } = useAsking(async () => undefined);

  expect([await sync([7], { 7: 'digest' }), await sync([7]), await sync()]).toEqual([true, true, true]);
  expect(bodies).toEqual([{ tasks: [7], shown: { 7: 'digest' } }, { tasks: [7] }, {}]);
});

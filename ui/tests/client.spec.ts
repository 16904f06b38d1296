import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

let { get, over, post, sessionEnded } = await import('@/api/client');

type Reply = (url: string, request: RequestInit) => Response | Promise<Response>;

function wire(reply: Reply) {
  const fetched = vi.fn(reply);
  vi.stubGlobal('fetch', fetched);
  return fetched;
}

const json = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify(body), { status, headers });
const of = (installation: string) => ({ 'X-Installation': installation });
const SESSION = { installation: 'EIN-1', account: 'Southern Cloud', user: 'UR-1' };
/** Answers as the extension does for one installation. */
const southern = (reply: Reply): Reply => (url, request) =>
  url === '/api/session' ? json(200, SESSION, of('EIN-1')) : reply(url, request);
/** A page that has asked nothing yet. */
async function freshPage(): Promise<void> {
  vi.resetModules();
  ({ get, over, post, sessionEnded } = await import('@/api/client'));
}
const said = (fetched: ReturnType<typeof wire>) =>
  fetched.mock.calls.map(([url, { method, headers }]) => `${method} ${url} ${new Headers(headers).get('X-Installation')}`);
const never: Reply = (_, { signal }) =>
  new Promise((_resolve, reject) => signal?.addEventListener('abort', () => reject(signal.reason as Error)));

describe('a call to the extension', () => {
  beforeEach(freshPage);
  afterEach(() => vi.unstubAllGlobals());

  it('goes to a relative address, with only the query that was given', async () => {
    const fetched = wire(() => json(200, { tasks: [] }));
    const answer = await get('/tasks', { query: { view: 'all', status: '', before: null, limit: 20 } });
    expect(fetched.mock.calls[0]?.[0]).toBe('/api/tasks?view=all&limit=20');
    expect(answer).toEqual({ ok: true, status: 200, value: { tasks: [] } });
  });

  it('sends plain JSON', async () => {
    const fetched = wire(southern(() => json(202, { asked: 2 })));
    await post('/sync', { tasks: [1, 2] });
    const request = fetched.mock.calls.at(-1)?.[1];
    expect(request?.body).toBe('{"tasks":[1,2]}');
    expect(request?.headers).toMatchObject({ 'Content-Type': 'application/json' });
  });

  it('answers a refusal with its code, its sentence and its fields', async () => {
    wire(southern(() => json(409, {
      type: 'urn:problem:changed_meanwhile',
      title: 'changed meanwhile',
      status: 409,
      detail: 'Somebody else saved the settings meanwhile.',
      fields: [{ field: 'reference', why: 'is too long' }, 'nonsense'],
    })));
    expect(await post('/settings')).toEqual({
      body: expect.anything(),
      ok: false,
      why: 'refused',
      status: 409,
      code: 'changed_meanwhile',
      detail: 'Somebody else saved the settings meanwhile.',
      errors: [{ field: 'reference', message: 'is too long' }],
    });
  });

  it('takes an empty answer for nothing', async () => {
    wire(southern(() => new Response(null, { status: 204 })));
    expect(await post('/nothing')).toEqual({ ok: true, status: 204, value: null });
  });

  it('notices that the session is over', async () => {
    wire(() => new Response('<html>sign in</html>', { status: 401 }));
    expect(await get('/connection')).toMatchObject({ ok: false, why: 'session_ended', status: 401 });
    expect(sessionEnded.value).toBe(true);
  });

  it('says so when an answer cannot be read', async () => {
    wire(() => new Response('<html>bad gateway</html>', { status: 502 }));
    expect(await get('/connection')).toMatchObject({ ok: false, why: 'broken', status: 502 });
    wire(() => json(500, { message: 'of another shape' }));
    expect(await get('/connection')).toMatchObject({ ok: false, why: 'broken', status: 500 });
  });

  it('says so when nobody answers', async () => {
    wire(() => Promise.reject(new TypeError('Failed to fetch')));
    expect(await get('/connection')).toMatchObject({ ok: false, why: 'unreachable', status: 0 });
  });

  it('gives up after its time', async () => {
    wire(never);
    expect(await get('/connection', { timeout: 5 })).toMatchObject({ ok: false, why: 'too_slow' });
  });

  it('knows its own cancelling from a failure', async () => {
    wire(never);
    const cancel = new AbortController();
    const answer = get('/connection', { signal: cancel.signal });
    cancel.abort();
    expect(await answer).toMatchObject({ ok: false, why: 'cancelled' });
  });
});

describe('a page and the account it was opened for', () => {
  beforeEach(freshPage);
  afterEach(() => vi.unstubAllGlobals());

  it('says “unknown” first, and then whom the first answer was for', async () => {
    const fetched = wire(() => json(200, {}, of('EIN-1')));
    await get('/connection');
    await get('/tasks');
    await post('/sync', {});
    expect(said(fetched)).toEqual(['GET /api/connection unknown', 'GET /api/tasks EIN-1', 'POST /api/sync EIN-1']);
  });

  it('changes nothing before it knows its account', async () => {
    const fetched = wire(southern(() => json(202, { asked: 1 })));
    expect(await post('/sync', {})).toMatchObject({ ok: true });
    expect(said(fetched)).toEqual(['GET /api/session unknown', 'POST /api/sync EIN-1']);
  });

  it('changes nothing when it cannot learn its account', async () => {
    const fetched = wire(() => json(502, {}));
    expect(await post('/sync', {})).toMatchObject({ ok: false, why: 'broken' });
    expect(said(fetched)).toEqual(['GET /api/session unknown']);
  });

  it('notices that the browser now calls for another account', async () => {
    wire(() => json(200, {}, of('EIN-1')));
    await get('/tasks');
    wire(() => json(409, { type: 'urn:problem:another_installation', detail: 'Reload it.' }));
    expect(await get('/tasks')).toMatchObject({ ok: false, why: 'other_account', status: 409 });
    expect([over.value, sessionEnded.value]).toEqual([true, false]);
  });

  it('does not show what another account was answered', async () => {
    wire(() => json(200, { first: true }, of('EIN-1')));
    await get('/tasks');
    wire(() => json(200, { theirs: true }, of('EIN-2')));
    expect(await get('/tasks')).toMatchObject({ ok: false, why: 'other_account' });
    expect(over.value).toBe(true);
  });
});

describe('a call that finds too many before it', () => {
  const BUSY = { type: 'urn:problem:too_many_at_once', detail: 'A preview is under way already.' };
  beforeEach(freshPage);
  afterEach(() => vi.unstubAllGlobals());

  it('is made again by itself', async () => {
    const answers = [json(429, BUSY, { 'Retry-After': '0' }), json(200, { found: 1 })];
    const fetched = wire(() => answers.shift() ?? json(500, {}));
    expect(await get('/tasks/1/preview')).toMatchObject({ ok: true, value: { found: 1 } });
    expect(fetched).toHaveBeenCalledTimes(2);
  });

  it.each<Record<string, string>>([{ 'Retry-After': '3600' }, { 'Retry-After': 'Sat, 21 Nov 2026 12:00:00 GMT' }, {}])(
    'is told to the person when that would take long, or nobody says how long: %o',
    async (headers) => {
      const fetched = wire(() => json(429, BUSY, headers));
      expect(await get('/tasks/1/preview')).toMatchObject({ ok: false, status: 429, detail: BUSY.detail });
      expect(fetched).toHaveBeenCalledTimes(1);
    },
  );

  it('does not outlive its time, nor the page that wanted it', async () => {
    wire(() => json(429, BUSY, { 'Retry-After': '5' }));
    expect(await get('/tasks/1/preview', { timeout: 5 })).toMatchObject({ ok: false, why: 'too_slow' });
    const cancel = new AbortController();
    const answer = get('/tasks/1/preview', { signal: cancel.signal });
    setTimeout(() => cancel.abort(), 5);
    expect(await answer).toMatchObject({ ok: false, why: 'cancelled' });
  });
});

import { expect, it } from 'vitest';
import type { Answer } from '@/api/client';
import type { Connection, Consent } from '@/api/types';
import { CONSENT_LIFE, useConsent, type Opened } from './consent';
import { sentence, standing } from './standing';

const URL = 'https://login.example/consent';
const found = (changed: Partial<Connection> = {}): Connection => ({
  status: 'none', organisation: null, why: '', paused_until: null, paused_because: '', choices: [], no_choices: '', ...changed,
});
const OFFER = [{ tenant_id: 't1', name: 'Harbour Cloud Ltd' }];
const HARBOUR = { tenant_id: 't1', name: 'Harbour Cloud Ltd' };

class Window implements Opened {
  closed = false;
  cameBack = false;
  went: string[] = [];
  goTo = (url: string) => void this.went.push(url);
  close = () => { this.closed = true; };
}

const ALLOWED: Answer<Consent> = { ok: true, status: 201, value: { authorize_url: URL } };
const NOT_SET_UP: Answer<Consent> = { ok: false, why: 'refused', status: 503, code: 'not_configured', detail: 'Not set up.', errors: [] };

function atXero({ answer = ALLOWED, blocks = false } = {}) {
  const windows: Window[] = [];
  const clock = { now: 0 };
  const open = () => {
    if (blocks) return null;
    windows.push(new Window());
    return windows.at(-1)!;
  };
  const flow = useConsent({ ask: () => Promise.resolve(answer), open, now: () => clock.now });
  return { flow, windows, clock };
}

it('the window is opened during the click, before the address is known', async () => {
  const { flow, windows } = atXero();
  const started = flow.start(found());
  expect(windows).toHaveLength(1);
  expect(flow.step.value.kind).toBe('asking');
  await started;
  expect(windows[0]!.went).toEqual([URL]);
  expect(flow.step.value).toMatchObject({ kind: 'waiting', window: 'open' });
});

it('where no window may be opened, the address is there for a link', async () => {
  const { flow } = atXero({ blocks: true });
  await flow.start(found());
  expect(flow.step.value).toMatchObject({ kind: 'waiting', window: 'blocked', url: URL });
});

it('where there is no address, the window is closed again and a sentence says why', async () => {
  const { flow, windows } = atXero({ answer: NOT_SET_UP });
  await flow.start(found());
  expect(flow.step.value).toEqual({ kind: 'failed', why: 'Not set up.' });
  expect(windows[0]!.closed).toBe(true);
});

it('waiting ends with the choices, and the window with it', async () => {
  const { flow, windows } = atXero();
  await flow.start(found());
  expect(flow.see(found())).toBe(false);
  expect(flow.see(found({ status: 'pending', choices: OFFER }))).toBe(true);
  expect(flow.step.value.kind).toBe('idle');
  expect(windows[0]!.closed).toBe(true);
});

it('a consent that covers nothing is an answer too', async () => {
  const { flow } = atXero();
  await flow.start(found());
  expect(flow.see(found({ status: 'pending', no_choices: 'It covers no organisation.' }))).toBe(true);
});

it('beside a connection that works, the same connection is no answer', async () => {
  const { flow } = atXero();
  const active = found({ status: 'active', organisation: HARBOUR });
  await flow.start(active);
  expect(flow.see({ ...active, paused_because: 'a rest' })).toBe(false);
  expect(flow.see({ ...active, choices: OFFER })).toBe(true);
});

it('a connection that breaks meanwhile is no answer', async () => {
  const { flow } = atXero();
  await flow.start(found({ status: 'active', organisation: HARBOUR }));
  expect(flow.see(found({ status: 'broken', organisation: HARBOUR, why: 'revoked' }))).toBe(false);
  expect(flow.step.value.kind).toBe('waiting');
});

it('a window that somebody closed is noticed, and the waiting goes on', async () => {
  const { flow, windows } = atXero();
  await flow.start(found());
  windows[0]!.close();
  flow.see(found());
  expect(flow.step.value).toMatchObject({ kind: 'waiting', window: 'closed' });
  expect(flow.see(found({ status: 'pending', choices: OFFER }))).toBe(true);
});

it('a window that came back with nothing is told at the second look, which was asked for afterwards', async () => {
  const { flow, windows } = atXero();
  await flow.start(found());
  windows[0]!.cameBack = true;
  flow.see(found());
  expect(flow.step.value).toMatchObject({ kind: 'waiting', window: 'open' });
  flow.see(found());
  expect(flow.step.value).toMatchObject({ kind: 'waiting', window: 'left' });
  expect(flow.see(found({ status: 'pending', choices: OFFER }))).toBe(true);
});

it('after ten minutes the address is of no use any more', async () => {
  const { flow, clock } = atXero();
  await flow.start(found());
  clock.now = CONSENT_LIFE - 1;
  flow.see(found());
  expect(flow.step.value.kind).toBe('waiting');
  clock.now = CONSENT_LIFE;
  flow.see(found());
  expect(flow.step.value.kind).toBe('expired');
});

it('starting again closes the first window', async () => {
  const { flow, windows } = atXero();
  await flow.start(found());
  await flow.start(found());
  expect(windows.map((each) => each.closed)).toEqual([true, false]);
});

it('an address that comes after Cancel is not used', async () => {
  const { flow, windows } = atXero();
  const started = flow.start(found());
  flow.cancel();
  await started;
  expect(flow.step.value.kind).toBe('idle');
  expect(windows[0]).toMatchObject({ closed: true, went: [] });
});

it('a pause counts only until it is over', () => {
  const paused = found({ status: 'active', organisation: HARBOUR, paused_until: '2026-11-21T10:00:00Z' });
  expect(standing(paused, Date.parse('2026-11-21T09:59:59Z'))).toBe('paused');
  expect(standing(paused, Date.parse('2026-11-21T10:00:00Z'))).toBe('active');
});

it('a clause becomes a sentence', () => {
  expect(sentence('the limit is used up')).toBe('The limit is used up.');
  expect(sentence('')).toBe('');
});

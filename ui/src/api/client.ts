/** Calls to the extension's own API. An answer is a value: a refusal is an answer too, and nothing here throws. */
import { computed, ref } from 'vue';
import { isKnown, isOurs, otherAccount, whose } from './whose';

export interface Ok<T> { ok: true; status: number; value: T }
export interface FieldError { field: string; message: string }

/**
 * - `refused`: the extension says why in `detail`; `code` names the reason, `errors` the fields
 * - `session_ended`: the portal's session is over
 * - `other_account`: the portal's session is now that of another account
 * - `unreachable`, `too_slow`: no answer came
 * - `broken`: an answer came that nobody can read
 * - `cancelled`: the page itself no longer wants it
 */
export type Why = 'refused' | 'session_ended' | 'other_account' | 'unreachable' | 'too_slow' | 'broken' | 'cancelled';

export interface Problem {
  ok: false;
  why: Why;
  /** HTTP's; 0 when no answer came. */
  status: number;
  /** Of a refusal, such as `changed_meanwhile`; empty otherwise. */
  code: string;
  /** A sentence for a person. */
  detail: string;
  errors: FieldError[];
  /** What else a refusal says, as it came. */
  body?: unknown;
}

export type Answer<T> = Ok<T> | Problem;
export type Query = Record<string, string | number | null | undefined>;

export interface Options {
  query?: Query;
  signal?: AbortSignal;
  /** Milliseconds. */
  timeout?: number;
}

/** Somebody else has signed out, or the session has expired: no call will work until the portal is reloaded. */
export const sessionEnded = ref(false);
export { otherAccount };
/** Nothing can be asked any more. */
export const over = computed(() => sessionEnded.value || otherAccount.value);

const TIMEOUT = 30_000;
/** Seconds. Who is told to come back sooner does so by itself; nothing has been done then. */
const SOON = 5;

const SENTENCES: Record<Exclude<Why, 'refused'>, string> = {
  session_ended: 'Your session has ended. Sign in to the portal again and reload this page.',
  other_account: 'This page was opened for another account. Reload it.',
  unreachable: 'The extension cannot be reached. Check your connection and try again.',
  too_slow: 'The extension took too long to answer. Try again.',
  broken: 'The extension could not handle this. Try again in a moment.',
  cancelled: 'This was cancelled.',
};

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
const text = (value: unknown): string => (typeof value === 'string' ? value : '');

function problem(why: Exclude<Why, 'refused'>, status = 0): Problem {
  return { ok: false, why, status, code: '', detail: SENTENCES[why], errors: [] };
}

function fieldErrors(value: unknown): FieldError[] {
  if (!Array.isArray(value)) return [];
  return value.filter(isRecord).map((each) => ({ field: text(each.field), message: text(each.why) }));
}

/** RFC 9457 (https://www.rfc-editor.org/rfc/rfc9457); the code is the last part of the type. */
function refusal(status: number, body: unknown): Problem {
  if (!isRecord(body) || !text(body.detail)) return problem('broken', status);
  const code = text(body.type).split(':').at(-1) ?? '';
  return { ok: false, why: 'refused', status, code, detail: text(body.detail), errors: fieldErrors(body.fields), body };
}

function address(path: string, query: Query = {}): string {
  const given = Object.entries(query).filter(([, value]) => value !== null && value !== undefined && value !== '');
  const search = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
  return `/api${path}${search ? `?${search}` : ''}`;
}

async function read<T>(response: Response): Promise<Answer<T>> {
  if (response.status === 401) {
    sessionEnded.value = true;
    return problem('session_ended', 401);
  }
  if (!isOurs(response)) return ofAnother(response.status);
  const raw = await response.text();
  let body: unknown = null;
  try {
    body = raw ? JSON.parse(raw) : null;
  } catch {
    return problem('broken', response.status);
  }
  // The one place where the wire is believed: the types are generated from what the server declares.
  if (response.ok) return { ok: true, status: response.status, value: body as T };
  const refused = refusal(response.status, body);
  return refused.code === 'another_installation' ? ofAnother(response.status) : refused;
}

function ofAnother(status: number): Problem {
  otherAccount.value = true;
  return problem('other_account', status);
}

const after = (milliseconds: number, signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => { clearTimeout(timer); resolve(); }, { once: true });
  });

/** Asks again for as long as there is patience where too many ask at once. */
async function send(url: string, request: RequestInit, patience: AbortSignal): Promise<Response> {
  for (;;) {
    const response = await fetch(url, { ...request, headers: { ...request.headers, ...whose() } });
    const seconds = response.status === 429 ? Number(response.headers.get('Retry-After') ?? NaN) : NaN;
    if (!(seconds <= SOON)) return response;
    await after(seconds * 1000, patience);
    patience.throwIfAborted();
  }
}

export async function call<T>(method: string, path: string, body?: unknown, options: Options = {}): Promise<Answer<T>> {
  const patience = AbortSignal.timeout(options.timeout ?? TIMEOUT);
  const signal = options.signal ? AbortSignal.any([options.signal, patience]) : patience;
  const headers: Record<string, string> = { Accept: 'application/json' };
  const file = body instanceof Blob;
  if (body !== undefined) headers['Content-Type'] = file ? body.type || 'application/octet-stream' : 'application/json';
  // Nothing is changed in the name of an account that this page does not know.
  if (method !== 'GET' && !isKnown()) {
    const session = await call<unknown>('GET', '/session', undefined, options);
    if (!session.ok) return session;
  }
  try {
    const sent = body === undefined ? null : file ? body : JSON.stringify(body);
    return await read<T>(await send(address(path, options.query), { method, headers, body: sent, signal }, signal));
  } catch {
    if (options.signal?.aborted) return problem('cancelled');
    return problem(patience.aborted ? 'too_slow' : 'unreachable');
  }
}

export const get = <T>(path: string, options?: Options) => call<T>('GET', path, undefined, options);
export const post = <T>(path: string, body: unknown = {}, options?: Options) => call<T>('POST', path, body, options);
export const put = <T>(path: string, body: unknown, options?: Options) => call<T>('PUT', path, body, options);
export const remove = <T>(path: string, options?: Options) => call<T>('DELETE', path, undefined, options);

/** A file as the body itself. */
export const upload = <T>(path: string, file: Blob, query?: Query) => call<T>('POST', path, file, { ...(query ? { query } : {}), timeout: 120_000 });

/** Saves what the extension answers as a file, under the name that it gives; the refusal, if it does not. */
export async function download(path: string, query: Query = {}): Promise<Problem | null> {
  try {
    const response = await fetch(address(path, query), { headers: whose() });
    if (!response.ok || !isOurs(response)) return (await read<never>(response)) as Problem;
    const link = document.createElement('a');
    link.href = URL.createObjectURL(await response.blob());
    link.download = /filename="([^"]+)"/.exec(response.headers.get('Content-Disposition') ?? '')?.[1] ?? 'download';
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
    return null;
  } catch {
    return problem('unreachable');
  }
}

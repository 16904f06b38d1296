/** The way to Xero's consent page and back, as steps; the page's own doing, since Xero tells us nothing but the end. */
import { ref } from 'vue';
import type { Answer } from '@/api/client';
import type { Connection, Consent } from '@/api/types';

/** A window that was opened during a click, before its address was known. */
export interface Opened {
  readonly closed: boolean;
  /** It has left Xero, and shows our own page of return. */
  readonly cameBack: boolean;
  goTo: (url: string) => void;
  close: () => void;
}

/**
 * - `asking`: the extension is asked for the address of the consent page
 * - `waiting`: a person is at Xero; `window` says whether ours is open, was closed, could
 *   not be opened at all, or came back with nothing allowed
 * - `expired`: the address is good for ten minutes, which have passed
 * - `failed`: there is no address; `why` is a sentence
 */
export type Step =
  | { kind: 'idle' }
  | { kind: 'asking' }
  | { kind: 'waiting'; url: string; window: 'open' | 'closed' | 'blocked' | 'left'; since: number }
  | { kind: 'expired' }
  | { kind: 'failed'; why: string };

export interface World {
  ask: () => Promise<Answer<Consent>>;
  /** Null when the browser does not allow it. */
  open: () => Opened | null;
  /** Milliseconds. */
  now: () => number;
}

export const CONSENT_LIFE = 10 * 60_000;

/** All that a consent changes. */
const signature = ({ status, organisation, choices, no_choices }: Connection): string =>
  JSON.stringify([status, organisation?.tenant_id, choices.map((choice) => choice.tenant_id), no_choices]);

const hasAnswer = (found: Connection): boolean =>
  found.choices.length > 0 || Boolean(found.no_choices) || found.status === 'active';

export function useConsent(world: World) {
  const step = ref<Step>({ kind: 'idle' });
  let opened: Opened | null = null;
  let before = '';
  let back = false;
  let run = 0;

  function end(next: Step): void {
    run += 1;
    opened?.close();
    opened = null;
    step.value = next;
  }

  /** To be called during a click: the browser allows a window only then. */
  async function start(current: Connection | null): Promise<void> {
    end({ kind: 'asking' });
    const mine = run;
    before = current ? signature(current) : '';
    back = false;
    opened = world.open();
    const answer = await world.ask();
    if (mine !== run) return;
    if (!answer.ok) return end({ kind: 'failed', why: answer.detail });
    const window = opened && !opened.closed ? 'open' : 'blocked';
    if (window === 'open') opened?.goTo(answer.value.authorize_url);
    step.value = { kind: 'waiting', url: answer.value.authorize_url, window, since: world.now() };
  }

  function whereabouts(): 'open' | 'closed' | 'left' {
    if (!opened || opened.closed) return 'closed';
    // The look that notices it may have been asked for earlier: only the next one says what came of it.
    const sure = back;
    back = opened.cameBack;
    return sure && back ? 'left' : 'open';
  }

  /** What a look at the connection says about the waiting. True when the consent has come. */
  function see(found: Connection): boolean {
    if (step.value.kind !== 'waiting') return false;
    if (signature(found) !== before && hasAnswer(found)) {
      end({ kind: 'idle' });
      return true;
    }
    if (world.now() - step.value.since >= CONSENT_LIFE) end({ kind: 'expired' });
    else if (step.value.window === 'open') step.value = { ...step.value, window: whereabouts() };
    return false;
  }

  return { step, start, see, cancel: () => end({ kind: 'idle' }) };
}

export type ConsentFlow = ReturnType<typeof useConsent>;

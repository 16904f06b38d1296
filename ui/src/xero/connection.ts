/** How the connection to Xero stands, and what a person can do about it; the same on every page. */
import { computed, ref, watch } from 'vue';
import { get, post, remove, type Answer, type Problem } from '@/api/client';
import { usePoll, useResource } from '@/api/resources';
import type { Connection, Consent, TenantChoice } from '@/api/types';
import { useHost } from '@/host/bridge';
import { useConsent } from './consent';
import { standing } from './standing';
import { openWindow } from './window';

/** Somebody is at Xero, or may be connecting in another window: this page then comes alive by itself. */
const SOON = 2_500;
const NOW_AND_THEN = 60_000;

export function useXero() {
  const host = useHost();
  const { data: connection, error, loading, reload } = useResource((signal) => get<Connection>('/connection', { signal }));
  const consent = useConsent({ ask: () => post<Consent>('/connection/consent'), open: openWindow, now: Date.now });
  const busy = ref<'choosing' | 'ending' | null>(null);
  const refusal = ref('');
  /** The organisation that is being connected. */
  const choosing = ref<TenantChoice | null>(null);

  /** Null while it is not known. */
  const state = computed(() => (connection.value ? standing(connection.value, Date.now()) : null));
  /** Orders can be asked for; while Xero makes us pause, they wait for its end. */
  const canSend = computed(() => state.value === 'active' || state.value === 'paused');
  /** A consent has come, and says which organisations it covers, or that it covers none. */
  const offers = computed(() => Boolean(connection.value?.choices.length || connection.value?.no_choices));
  /** A person is between the click on Connect and the connection. */
  const underWay = computed(() => consent.step.value.kind !== 'idle' || offers.value || Boolean(refusal.value));

  watch(connection, (found) => found && consent.see(found));
  usePoll(reload, {
    while: () => consent.step.value.kind === 'waiting' || (state.value !== null && !canSend.value),
    fast: SOON,
    slow: NOW_AND_THEN,
  });

  /** To be called during a click. */
  function connect(): void {
    refusal.value = '';
    void consent.start(connection.value);
  }

  async function act<T>(what: 'choosing' | 'ending', call: () => Promise<Answer<T>>): Promise<Answer<T>> {
    busy.value = what;
    refusal.value = '';
    const answer = await call();
    if (!answer.ok) refusal.value = answer.detail;
    await reload();
    busy.value = null;
    return answer;
  }

  async function choose(tenant: string): Promise<void> {
    choosing.value = connection.value?.choices.find((choice) => choice.tenant_id === tenant) ?? null;
    const answer = await act('choosing', () => post<TenantChoice>('/connection/organisation', { tenant_id: tenant }));
    choosing.value = null;
    if (!answer.ok) return;
    consent.cancel();
    host.toast(`Connected to ${answer.value.name}`);
  }

  /** True when there is no connection any more. */
  async function disconnect(): Promise<boolean> {
    const answer: Answer<Connection> = await act('ending', () => remove<Connection>('/connection'));
    const over = answer.ok || (answer as Problem).code === 'not_connected';
    if (!over) return false;
    refusal.value = '';
    consent.cancel();
    if (answer.ok) host.toast('Disconnected from Xero');
    return true;
  }

  return { connection, error, loading, reload, state, canSend, offers, underWay, consent, busy, refusal, choosing, connect, choose, disconnect };
}

export type Xero = ReturnType<typeof useXero>;

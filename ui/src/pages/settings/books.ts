/** What the connected organisation offers: its accounts, tax types and themes; nothing while none is connected. */
import { computed, watch } from 'vue';
import { get, type Answer } from '@/api/client';
import { useResource } from '@/api/resources';
import type { Organisation } from '@/api/types';
import type { Xero } from '@/xero/connection';

const NOTHING: Answer<null> = { ok: true, status: 200, value: null };

export function useBooks({ connection, reload }: Xero) {
  const connected = computed(() => connection.value?.status === 'active');
  const books = useResource<Organisation | null>((signal) =>
    connected.value ? get<Organisation>('/organisation', { signal }) : Promise.resolve(NOTHING),
  );
  watch(() => [connected.value, connection.value?.organisation?.tenant_id].join(), books.reload);
  // Xero was asked, and says that the connection has ended: the page should say so too.
  watch(books.error, (error) => error?.status === 409 && reload());
  return { ...books, connected };
}

export type Books = ReturnType<typeof useBooks>;

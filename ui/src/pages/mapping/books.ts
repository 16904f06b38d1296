/** Accounts and tax types of the organisation, read once for the page, when a form first needs them. */
import { computed, effectScope } from 'vue';
import { get } from '@/api/client';
import { useResource, type Resource } from '@/api/resources';
import type { Organisation, XeroItem } from '@/api/types';
import type { Found } from '@/kit/kinds';
import { listsOf } from '@/xero/lists';

let read: Resource<Organisation> | undefined;

export function useBooks() {
  // Of the page, not of the form that happens to ask first.
  read ??= effectScope(true).run(() => useResource<Organisation>((signal) => get('/organisation', { signal })));
  const { data } = read!;
  return { organisation: data, lists: computed(() => listsOf(data.value)) };
}

export const itemOption = ({ code, name, mappable }: XeroItem) => ({
  value: code,
  label: name && name !== code ? `${code} — ${name}` : code,
  ...(mappable ? {} : { disabled: true, about: 'Stock, or not for sale' }),
});

export async function findItems(text: string): Promise<Found> {
  const answer = await get<{ items: XeroItem[]; more: boolean }>('/mapping/xero-items', { query: { search: text } });
  return answer.ok ? { options: answer.value.items.map(itemOption), more: answer.value.more } : { options: [], more: false };
}

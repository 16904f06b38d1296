/** Contacts of Xero that become customers: who can as they are, who lacks what, and what became of it. */
import { computed, ref } from 'vue';
import { get, post } from '@/api/client';
import { useResource } from '@/api/resources';
import type { CustomerProfile, Importable } from '@/api/types';
import { useChange } from '../telling';
import { count } from '../words';

interface Imported { contact_id: string; customer: string | null; why: string; perhaps: boolean }
interface All { imported: Imported[]; left: number }

export const allWords = ({ imported, left }: All): string => {
  const made = imported.filter((one) => one.customer).length;
  return `${count(made, 'customer')} imported${left ? `, ${left} to go` : ''}`;
};

export function useImports(imported: () => void) {
  const { data, error, reload } = useResource<{ contacts: Importable[]; complete: number }>((signal) => get('/mapping/imports', { signal }));
  const telling = useChange();
  /** Why a contact was not imported, by its id. */
  const whys = ref<Record<string, string>>({});
  const contacts = computed(() => data.value?.contacts ?? []);

  function note(outcomes: Imported[]): void {
    whys.value = { ...whys.value, ...Object.fromEntries(outcomes.map((one) => [one.contact_id, one.why])) };
  }

  async function all(): Promise<void> {
    const value = await telling.change('all', () => post<All>('/mapping/imports', {}, { timeout: 120_000 }), allWords);
    if (!value) return;
    note(value.imported);
    await reload();
    imported();
  }

  /** True when it is a customer now. */
  async function one(contact: Importable, profile: Partial<CustomerProfile>): Promise<boolean> {
    const name = contact.profile.name || profile.name || 'The contact';
    const value = await telling.change(contact.contact_id, () => post<Imported>(`/mapping/imports/${contact.contact_id}`, profile, { timeout: 60_000 }),
      ({ customer }) => (customer ? `${name} is now customer ${customer}` : `${name} was not imported`));
    if (!value) return false;
    note([value]);
    if (!value.customer) return false;
    await reload();
    imported();
    return true;
  }

  return { data, error, reload, contacts, whys, all, one, ...telling };
}

export type Imports = ReturnType<typeof useImports>;

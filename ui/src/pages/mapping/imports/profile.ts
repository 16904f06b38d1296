/** Which fields the form of an incomplete contact asks for. */
import type { CustomerProfile } from '@/api/types';

export type ProfileField = keyof CustomerProfile;

const IN_ORDER: ProfileField[] = ['name', 'first_name', 'last_name', 'email', 'phone', 'address_line1', 'city', 'state', 'postal_code', 'country'];
const ADDRESS: ProfileField[] = ['address_line1', 'city', 'state', 'postal_code', 'country'];
const NEEDED: ProfileField[] = ['name', 'address_line1', 'city', 'postal_code', 'country', 'first_name', 'last_name', 'email'];

/** What is missing, and the whole address where any of it is: half an address is hard to check. */
export function asked(missing: readonly string[]): ProfileField[] {
  const wanted = new Set(missing);
  if (ADDRESS.some((field) => wanted.has(field))) ADDRESS.forEach((field) => wanted.add(field));
  return IN_ORDER.filter((field) => wanted.has(field));
}

export const stillMissing = (profile: CustomerProfile): ProfileField[] =>
  NEEDED.filter((field) => !profile[field]?.trim() || (field === 'email' && !profile.email?.includes('@')));

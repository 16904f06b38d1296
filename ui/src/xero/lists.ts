/** What the organisation offers to choose from; a stored value is never lost while nobody knows what it is called. */
import type { Organisation } from '@/api/types';
import type { Option } from '@/kit/kinds';

export type Offer = (stored: string | null) => Option[];

/** Without an organisation a stored value is offered as it is, so that it is not called "no longer available". */
function offer(options: Option[] | undefined): Offer {
  return (stored) => options ?? (stored ? [{ value: stored, label: stored }] : []);
}

/** A theme's id says nothing to a person. */
function offerThemes(options: Option[] | undefined): Offer {
  const lost = options ? 'A theme that is no longer available' : 'The theme chosen before';
  return (stored) =>
    !stored || options?.some((each) => each.value === stored)
      ? (options ?? [])
      : [{ value: stored, label: lost }, ...(options ?? [])];
}

export interface Lists {
  known: boolean;
  accounts: Offer;
  taxTypes: Offer;
  themes: Offer;
}

export function listsOf(organisation: Organisation | null): Lists {
  return {
    known: organisation !== null,
    accounts: offer(organisation?.accounts.map(({ code, name }) => ({ value: code, label: `${code} — ${name}` }))),
    taxTypes: offer(organisation?.tax_types.map((tax) => ({ value: tax.tax_type, label: tax.name }))),
    themes: offerThemes(organisation?.themes.map(({ id, name }) => ({ value: id, label: name }))),
  };
}

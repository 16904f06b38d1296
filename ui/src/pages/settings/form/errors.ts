/** Which part of the page an error belongs to, whether this page found it or the API did. */
import type { FieldError } from '@/api/client';
import type { SkuClass } from '@/api/types';
import { missingIn } from './countries';
import type { Form } from './shape';

/** In the order of the page, so that the first error is the topmost. */
export const PLACES = [
  'priceOrder', 'billedParty', 'licence', 'usage', 'custom', 'fallback', 'taxType', 'countries',
  'numberFrom', 'reference', 'theme', 'autoSync',
] as const;
export type Place = (typeof PLACES)[number];

export interface Errors {
  at: Partial<Record<Place, string>>;
  /** Of a country's row, by its code; of a row without a country, by an empty one. */
  countries: Record<string, string>;
  /** Of the settings that stand below the first ones, by their names in the API. */
  rest: Record<string, string>;
  /** What belongs to nothing on this page. */
  elsewhere: string[];
}

const FIELDS: Record<string, Place> = {
  price_sources: 'priceOrder',
  billed_party: 'billedParty',
  invoice_number_from: 'numberFrom',
  reference: 'reference',
  fallback_account: 'fallback',
  tax_type: 'taxType',
  branding_theme: 'theme',
  auto_sync: 'autoSync',
};
const CLASSES: readonly string[] = ['licence', 'usage', 'custom'] satisfies SkuClass[];

export const noErrors = (): Errors => ({ at: {}, countries: {}, rest: {}, elsewhere: [] });

/** "an account code has …" → "An account code has …." */
export function asSentence(text: string): string {
  const start = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(start) ? start : `${start}.`;
}

/** `field` is a path such as `settings.accounts.licence` or `settings.price_sources.0`. */
export function fromApi(found: readonly FieldError[]): Errors {
  const errors = noErrors();
  for (const { field, message } of found) {
    const sentence = asSentence(message);
    if (field.startsWith('settings.')) put(errors, field.split('.').slice(1), sentence);
    else errors.elsewhere.push(sentence);
  }
  return errors;
}

function put(errors: Errors, [name = '', part = '']: string[], sentence: string): void {
  const place = name === 'accounts' && CLASSES.includes(part) ? (part as Place) : FIELDS[name];
  if (name === 'accounts' && !place) errors.at.licence ??= sentence;
  else if (name === 'tax_types_by_country' && part && part !== '__key__') errors.countries[part] ??= sentence;
  else if (name === 'tax_types_by_country') errors.at.countries ??= sentence;
  else if (place) errors.at[place] ??= sentence;
  else if (name.startsWith('_')) errors.elsewhere.push(sentence);
  else errors.rest[name] ??= sentence;
}

/** What would be refused anyway, found without asking. */
export function fromForm(form: Form): Errors {
  const errors = noErrors();
  if (!form.priceOrder) errors.at.priceOrder = 'Choose where prices come from.';
  for (const row of form.countries) {
    const missing = missingIn(row);
    if (missing) errors.countries[row.country] ??= missing;
  }
  return errors;
}

export const places = (errors: Errors): Place[] =>
  PLACES.filter((place) => errors.at[place] || (place === 'countries' && Object.keys(errors.countries).length));

/** The topmost that has to be corrected, as `data-place` names it. */
export const firstPlace = (errors: Errors): string | undefined => places(errors)[0] ?? Object.keys(errors.rest)[0];

export const isClean = (errors: Errors): boolean => !firstPlace(errors) && !errors.elsewhere.length;

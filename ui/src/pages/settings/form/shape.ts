/** The settings as the page edits them, to and from what the API stores. */
import type { AutoSync, BilledParty, NumberSource, Settings, SkuClass } from '@/api/types';
import { toRows, toRules, type CountryRow } from './countries';
import { toPriceOrder, toPriceSources, type PriceOrder } from './prices';

export interface Form {
  priceOrder: PriceOrder | null;
  billedParty: BilledParty;
  numberFrom: NumberSource;
  reference: string;
  /** Empty: the fallback. */
  accounts: Record<SkuClass, string>;
  fallback: string;
  /** Empty: the account's own. */
  taxType: string;
  countries: CountryRow[];
  /** Null: the organisation's own default. */
  theme: string | null;
  showZeroLines: boolean;
  autoSync: AutoSync;
  newCustomersSync: boolean;
  suggestions: Settings['suggestions'];
  newContacts: Settings['new_contacts'];
  /** All the settings, of which the groups below the first ones edit theirs as the API has them. */
  rest: Settings;
}

export function toForm(settings: Settings): Form {
  const { licence = '', usage = '', custom = '' } = settings.accounts;
  return {
    priceOrder: toPriceOrder(settings.price_sources),
    billedParty: settings.billed_party,
    numberFrom: settings.invoice_number_from,
    reference: settings.reference,
    accounts: { licence, usage, custom },
    fallback: settings.fallback_account,
    taxType: settings.tax_type,
    countries: toRows(settings.tax_types_by_country),
    theme: settings.branding_theme,
    showZeroLines: settings.show_zero_lines,
    autoSync: settings.auto_sync,
    newCustomersSync: settings.auto_sync_new_customers,
    suggestions: settings.suggestions,
    newContacts: settings.new_contacts,
    rest: copyOf(settings),
  };
}

const copyOf = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

/** What was given, changed only in what the page shows: whatever a setting left out would be reset. */
export function toSettings(form: Form, given: Settings): Settings {
  return {
    ...given,
    ...copyOf(form.rest),
    price_sources: toPriceSources(form.priceOrder, form.rest.price_sources),
    billed_party: form.billedParty,
    invoice_number_from: form.numberFrom,
    reference: form.reference,
    accounts: accountsOf(form, given),
    fallback_account: form.fallback,
    tax_type: form.taxType,
    tax_types_by_country: toRules(form.countries),
    branding_theme: form.theme,
    show_zero_lines: form.showZeroLines,
    auto_sync: form.autoSync,
    auto_sync_new_customers: form.newCustomersSync,
    suggestions: form.suggestions,
    new_contacts: form.newContacts,
  };
}

/** A class of SKU without an account is not named. */
function accountsOf({ accounts }: Form, given: Settings): Settings['accounts'] {
  return Object.fromEntries(Object.entries({ ...given.accounts, ...accounts }).filter(([, code]) => code));
}

/** What a person did, whether or not it can be saved: the order of rules and empty rows are nothing. */
export function sameForm(one: Form, other: Form): boolean {
  return inOneOrder(one) === inOneOrder(other);
}

function inOneOrder(form: Form): string {
  const filled = form.countries.filter((row) => row.country || row.taxType);
  const rules = filled.map((row) => `${row.country}=${row.taxType}`).sort();
  return JSON.stringify({ ...form, countries: rules }, sorted);
}

/** A replacer: an object whose members come in another order is the same. */
function sorted(_name: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

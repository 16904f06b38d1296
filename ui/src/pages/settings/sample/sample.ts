/** An invoice that nobody ordered, made as the settings say: what each choice changes can be seen on it. */
import type { Organisation, SkuClass } from '@/api/types';
import type { Option } from '@/kit/kinds';
import { countryName, NOT_KNOWN } from '@/xero/countries';
import { fill, SAMPLE } from '../form/reference';
import type { Form } from '../form/shape';

/** Words on the invoice, or, where `missing`, why such an order would wait. */
export interface Told { words: string; missing: boolean }

export interface SampleLine {
  text: string;
  quantity: string;
  unit: string;
  amount: string;
  account: Told;
  tax: Told;
}

export interface Sample {
  to: string;
  number: string;
  reference: string;
  theme: Told;
  currency: string;
  lines: SampleLine[];
  subtotal: string;
}

/** The first day of the next month, as a line names the day from which it counts. */
function nextMonth(now = new Date()): string {
  return new Date(Date.UTC(now.getFullYear(), now.getMonth() + 1, 1)).toISOString().slice(0, 10);
}

const ITEMS: { text: string; kind: SkuClass; quantity: string; unit: string; amount: string }[] = [
  { text: `Cloud Suite: Business seat, per month from ${nextMonth()}`, kind: 'licence', quantity: '10', unit: '12.50', amount: '125.00' },
  { text: 'Cloud Suite: Set-up', kind: 'custom', quantity: '1', unit: '80.00', amount: '80.00' },
  { text: 'Cloud Suite: Welcome call', kind: 'custom', quantity: '1', unit: '0.00', amount: '0.00' },
];
const SUBTOTAL = '205.00';

const BILLED: Record<Form['billedParty'], string> = {
  directly_below: 'Whoever buys from you',
  customer: 'The customer',
  tier1: 'The first tier',
  tier2: 'The second tier',
};

const told = (words: string): Told => ({ words, missing: false });
const missing = (words: string): Told => ({ words, missing: true });

function account(form: Form, kind: SkuClass, organisation: Organisation | null): Told {
  const code = form.accounts[kind] || form.fallback;
  if (!code) return missing('no account chosen yet');
  if (!organisation) return told(code);
  const found = organisation.accounts.find((each) => each.code === code);
  return found ? told(`${code} — ${found.name}`) : missing(`${code} is no longer available`);
}

function taxName(type: string, organisation: Organisation | null): Told {
  if (!organisation) return told(type);
  const found = organisation.tax_types.find((each) => each.tax_type === type);
  return found ? told(found.name) : missing(`${type || 'none'} is not available`);
}

function tax(form: Form, kind: SkuClass, country: string, organisation: Organisation | null): Told {
  const rule = form.countries.find((row) => row.country === country && row.taxType);
  if (rule) return taxName(rule.taxType, organisation);
  if (country === NOT_KNOWN) return missing('no rule for an unknown country');
  if (organisation && country !== organisation.country) return missing(`no rule for ${countryName(country)}`);
  if (form.taxType) return taxName(form.taxType, organisation);
  const code = form.accounts[kind] || form.fallback;
  const own = organisation?.accounts.find((each) => each.code === code)?.tax_type;
  return own ? taxName(own, organisation) : told('the account’s own');
}

function theme({ theme: id }: Form, organisation: Organisation | null): Told {
  if (!id) return told('Xero’s default');
  if (!organisation) return told('as chosen before');
  const found = organisation.themes.find((each) => each.id === id);
  return found ? told(found.name) : missing('no longer available');
}

/** Whose country decides the tax: home, each with a rule, one without, and an unknown one. */
export function customers(form: Form, organisation: Organisation | null): Option[] {
  const home = organisation?.country ?? '';
  const ruled = form.countries.map((row) => row.country).filter((code) => code && code !== home && code !== NOT_KNOWN);
  const abroad = ['NZ', 'GB', 'US', 'DE', 'FR', 'CA'].find((code) => code !== home && !ruled.includes(code));
  const codes = [...ruled, ...(abroad && organisation ? [abroad] : []), NOT_KNOWN];
  const others = [...new Set(codes)].map((code) => ({ value: code, label: countryName(code) }));
  return [{ value: home || 'home', label: home ? countryName(home) : 'Your own country' }, ...others];
}

export function sampleOf(form: Form, organisation: Organisation | null, country: string): Sample {
  const items = ITEMS.filter((item) => form.showZeroLines || item.amount !== '0.00');
  return {
    to: BILLED[form.billedParty],
    number: form.numberFrom === 'xero' ? 'INV-0042' : SAMPLE.request,
    reference: fill(form.reference),
    theme: theme(form, organisation),
    currency: organisation?.base_currency ?? '',
    lines: items.map(({ kind, text, ...figures }, place) => ({
      ...figures,
      text: `${text} ${SAMPLE.request}/${place + 1}`,
      account: account(form, kind, organisation),
      tax: tax(form, kind, country, organisation),
    })),
    subtotal: SUBTOTAL,
  };
}

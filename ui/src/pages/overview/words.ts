/** What the first page says: steps, figures, causes, weeks. */
import type { CurrencyWeeks, Need, News, Overview, SetupStep, Week } from '@/api/types';
import { groupDigits } from '@/kit/money';
import { formatWhen } from '@/kit/when';

/** The extension counts no further. */
const COUNTED_TO = 1000;
const NEWS_TO = 100;

export const upTo = (count: number): string => (count >= COUNTED_TO ? '1,000+' : String(count));
export const orders = (count: number): string => `${upTo(count)} ${count === 1 ? 'order' : 'orders'}`;

export interface StepWords { title: string; todo: string; done: string; link?: { label: string; href: string } }

export const STEPS: Record<SetupStep['step'], StepWords> = {
  connect: {
    title: 'Connect to Xero',
    todo: 'Sign in to Xero and choose the organisation that your invoices go to.',
    done: 'Invoices go to',
  },
  rules: {
    title: 'Choose how orders become invoices',
    todo: 'Accounts, tax, and where prices come from. Nothing is sent without an account.',
    done: 'Every kind of charge has its account.',
    link: { label: 'Open Settings', href: '/static/settings.html' },
  },
  mapping: {
    title: 'Map customers and products',
    todo: 'Say which contact each customer is. What is not mapped yet is suggested, or made new.',
    done: 'No order waits for a mapping.',
    link: { label: 'Open Mapping', href: '/static/mapping.html' },
  },
  first_sync: {
    title: 'Preview and sync the first order',
    todo: 'Look at the invoice before it is made. Nothing is sent to Xero until you press Sync.',
    done: 'The first document is in Xero.',
    link: { label: 'Open Orders', href: '/static/orders.html' },
  },
};

/** "6 orders wait for a mapping." instead of the general word, where there are some. */
export function todo(step: SetupStep['step'], found: Overview): string {
  const waiting = found.waits_for_mapping;
  if (step === 'mapping' && waiting) return `${orders(waiting)} ${waiting === 1 ? 'waits' : 'wait'} for a mapping.`;
  return STEPS[step].todo;
}

export const SERIES = [
  { key: 'in_xero', label: 'In Xero', colour: '#1565c0' },
  { key: 'waiting', label: 'Waiting', colour: '#74aee6' },
  { key: 'needs_you', label: 'Needs you', colour: '#c77700' },
] as const;

/** "16 Nov": the Monday; a day of the organisation's calendar, which no zone may shift. */
export const weekLabel = (week: Week): string => formatWhen(week.starts_on).split(' ').slice(0, 2).join(' ');

export const amount = (value: string, currency: string): string => `${currency}\u00a0${groupDigits(value)}`;

export function tellWeek(week: Week, currency: string): string {
  const parts = SERIES.map(({ key, label }) => `${label} ${amount(week[key], currency)}`);
  return `Week of ${weekLabel(week)}: ${parts.join(', ')}`;
}

export function summary({ currency, weeks }: CurrencyWeeks): string {
  const last = weeks.at(-1);
  return last ? `Order value by week in ${currency}. ${tellWeek(last, currency)}. The table has every week.` : '';
}

export interface Place { label: string; href: string }

const ORDERS = '/static/orders.html#view=needs_you';
const MAPPING = '/static/mapping.html#tab=';
const PLACES: Record<string, Place> = {
  settings: { label: 'Open Settings', href: '/static/settings.html' },
  connection: { label: 'Open Settings', href: '/static/settings.html' },
  prices: { label: 'Open Mapping', href: `${MAPPING}prices` },
  mapping: { label: 'Open Mapping', href: `${MAPPING}products` },
  customers: { label: 'Open Mapping', href: `${MAPPING}customers` },
};

/** The orders that wait for it, and for others of its kind. */
export const ordersOf = ({ problem }: Need): string => (problem ? `${ORDERS}&problem=${problem.code}` : ORDERS);

/** Where the cause is put right; where it has no place of its own, at its orders. */
export const placeOf = (need: Need): Place => PLACES[need.problem?.screen ?? ''] ?? { label: 'Review', href: ordersOf(need) };

/** Empty where there is nothing to tell. */
export function newsWords({ count, matter, latest }: News): string {
  const many = (number: number) => (number >= NEWS_TO ? `${NEWS_TO} or more` : String(number));
  if (matter === 1) return latest;
  if (matter) return `${many(matter)} things need you since your last visit. The newest: ${latest}`;
  return count ? `${many(count)} new ${count === 1 ? 'entry' : 'entries'} in Activity since your last visit` : '';
}

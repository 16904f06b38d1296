/** The settings that need no form of their own: what each is called, what it may be, and what it does to an invoice. */
import type { Settings } from '@/api/types';
import type { Option } from '@/kit/kinds';

/** `name` is the API's, with a dot before a part of it; `when`: only then it means anything. */
export interface Setting {
  name: string;
  kind: 'choice' | 'switch' | 'number' | 'text' | 'date';
  label: string;
  hint: string;
  options?: Option[];
  min?: number;
  max?: number;
  when?: (settings: Settings) => boolean;
}

export interface Group { title: string; text: string; settings: Setting[]; part?: 'prices' | 'due' | 'yearly' | 'fee' | 'arrears' | 'above' }

type Words = readonly (readonly [value: string, label: string])[];
type When = (settings: Settings) => boolean;
export const optionsOf = (words: Words): Option[] => words.map(([value, label]) => ({ value, label }));
const choice = (name: string, label: string, hint: string, words: Words): Setting =>
  ({ name, kind: 'choice', label, hint, options: optionsOf(words) });
const on = (name: string, label: string, hint: string, when?: When): Setting => ({ name, kind: 'switch', label, hint, when });
const number = (name: string, label: string, hint: string, min: number, max: number, when?: When): Setting =>
  ({ name, kind: 'number', label, hint, min, max, when });
const text = (name: string, label: string, hint: string): Setting => ({ name, kind: 'text', label, hint });

export const REDUCTIONS: Words = [
  ['refunds', 'Give back the unused days'], ['quantity_changes_only', 'Bill less from the next period'], ['ask', 'Ask each time'], ['within_days', 'Give back within some days'],
];
export const CANCELLATIONS: Words = [
  ['ask', 'Ask each time'], ['credit_unused_part', 'Give back the unused days'], ['no_credit', 'Give nothing back'], ['within_days', 'Give back within some days'],
];

const FILLED = '{po}, {request id}, {asset} and {customer} are filled in.';

export const GROUPS: Group[] = [
  {
    title: 'Prices in detail', text: 'What is done to a price before it stands on an invoice.', part: 'prices',
    settings: [
      text('price_column', 'Column of price lists', 'Empty: st0p where the customer is billed, st1p for tier 1. The unit price comes from here.'),
      on('cost_column_confirmed', 'Sell at the provider’s cost', 'The column “price” is what items cost you: invoices then carry your cost.', ({ price_column }) => price_column === 'price'),
      text('price_parameter', 'Parameter with the price', 'Id of an asset’s parameter, such as unit_price: its value becomes the unit price.'),
    ],
  },
  {
    title: 'Invoices', text: 'Which invoice an order goes to, how it is made, and what dates it bears.', part: 'due',
    settings: [
      choice('invoice_target', 'An order’s charges go to', 'Decides how many invoices a customer gets.', [
        ['one_per_order', 'An invoice of its own'], ['one_per_customer_and_month', 'One invoice per customer and month'], ['latest_fitting_draft', 'The latest draft that fits'],
      ]),
      number('closing_day', 'Closing day', 'When this day of the month is over, monthly invoices get no more lines.', 1, 31, ({ invoice_target }) => invoice_target === 'one_per_customer_and_month'),
      choice('sent_as', 'Made as', 'The status of the invoice in Xero.', [['DRAFT', 'Draft'], ['SUBMITTED', 'Awaiting approval'], ['AUTHORISED', 'Approved']]),
      on('email_invoices', 'E-mail approved invoices', 'Xero sends each to its contact, once ten approved ones were sent by a person.', ({ sent_as }) => sent_as === 'AUTHORISED'),
      choice('document_date', 'Date of the invoice', 'Never in the future, and never in a locked period.', [['day_of_sending', 'The day it is sent'], ['service_start', 'The first day of service']]),
      choice('locked_period', 'When its date is locked', 'What becomes of an invoice dated in a period that Xero has closed.', [['first_open_day', 'Date it on the first open day'], ['park', 'Let it wait for you']]),
      choice('line_amounts', 'Amounts of lines', 'Whether unit prices on the invoice have the tax in them.', [['Exclusive', 'Without tax'], ['Inclusive', 'With tax'], ['NoTax', 'No tax']]),
      { name: 'start_date', kind: 'date', label: 'Start date', hint: 'Orders approved before it make no invoice by themselves. Empty: the day of the first connection.' },
    ],
  },
  {
    title: 'Numbers and words', text: 'What stands in the number and in the text of a line.',
    settings: [
      text('number_template', 'Number of an invoice', `Where the order gives it. ${FILLED}`),
      text('credit_number_template', 'Number of a credit note', `Where the order gives it. ${FILLED}`),
      choice('description_from', 'Item names come from', 'The words that begin the description of a line.', [['marketplace', 'The marketplace'], ['xero', 'The Xero item']]),
      choice('proration_display', 'Part of a period', 'The total is the same either way.', [['folded', 'In the unit price'], ['separate_line', 'As a line that adjusts the full price']]),
      on('trim_description', 'Only the product’s name', 'The description is cut to it; dates of another month stay.'),
    ],
  },
  {
    title: 'Reductions and cancellations', text: 'What the books give back, and where it stands.', part: 'fee',
    settings: [
      choice('reductions', 'Fewer seats', 'Whether a smaller quantity gives money back for the days already billed.', REDUCTIONS),
      number('reduction_days', 'Days for reductions', 'From the start of the period; later, only the quantity changes.', 0, 366, ({ reductions, reductions_by_product }) => [reductions, ...Object.values(reductions_by_product ?? {})].includes('within_days')),
      choice('cancellation', 'Cancellation', 'Whether the days after it are given back.', CANCELLATIONS),
      number('cancellation_days', 'Days for cancellations', 'From the start of the period; later, nothing is given back.', 0, 366, ({ cancellation, cancellations_by_product }) => [cancellation, ...Object.values(cancellations_by_product ?? {})].includes('within_days')),
      choice('refund_lines', 'Refunds beside charges', 'Where a refund stands that comes with charges of the same order.', [['credit_note', 'On a credit note'], ['negative_line', 'As a line below zero on its invoice']]),
    ],
  },
  {
    title: 'Recurring charges', text: 'When a period is billed.', part: 'arrears',
    settings: [
      choice('recurring_source', 'A period begins', 'What makes the invoice of the next period.', [
        ['calendar', 'By the calendar'], ['provider_billing_requests', 'With your billing requests'], ['vendor_billing_requests', 'With the vendor’s billing requests'],
      ]),
    ],
  },
  { title: 'Accounts by period', text: 'For items charged for a year or longer; where none is chosen, as above.', part: 'yearly', settings: [] },
  {
    title: 'What a contact has in Xero', text: 'Whether a contact’s own defaults are used on its invoices, or ignored.',
    settings: [
      on('contact_defaults.terms', 'Payment terms', 'Set the due date, where none is chosen here.'),
      on('contact_defaults.theme', 'Branding theme', 'Prints the invoice.'),
      on('contact_defaults.account', 'Sales account', 'Each line is booked to it.'),
      on('contact_defaults.tracking', 'Tracking', 'Each line bears it.'),
      on('contact_defaults.discount', 'Discount', 'Comes off each unit price.'),
      on('contact_defaults.tax_type', 'Tax rate', 'Each line has it.'),
    ],
  },
  {
    title: 'Contacts and items', text: 'What an invoice may bring to Xero, and what its lines may share.',
    settings: [
      choice('changed_contacts', 'When a customer changes its details', 'Name, address, tax number, e-mail and phone of its contact; only what differs, and nothing is emptied.', [
        ['propose', 'Show me what would change'], ['follow', 'Change the contact by itself'], ['tell', 'Only tell me'],
      ]),
      number('new_contacts_seen', 'Contacts seen first', 'So many contacts must have come from your own syncs, before invoices sent by themselves may bring new ones.', 0, 1000),
      on('several_products_per_item', 'Several products per Xero item', 'Lines of different products may then bear the same item.'),
    ],
  },
  {
    title: 'What waits for you', text: 'Auto-sync prepares these invoices, and sends none of them before you press Sync.', part: 'above',
    settings: [
      on('holds.credits', 'Whatever gives money back', 'Credit notes and reductions.'),
      on('holds.unusually_large', 'Unusually large invoices', 'More than three times the customer’s last.'),
      on('holds.first_of_customer', 'A customer’s first invoice', 'Nothing was invoiced to them before.'),
      on('holds.price_changes', 'Changed prices', 'More than 20 % above or below the customer’s last price for the item.'),
      on('holds.low_margins', 'Low margins', 'A price that is not above what the item costs you.'),
      number('holds.first_documents', 'The first invoices of all', 'So many wait before any is sent by itself; 0 for none.', 0, 1000),
    ],
  },
  {
    title: 'Notices', text: 'Nothing on the invoice: everything is kept in Activity either way.',
    settings: [choice('notify', 'Tell of', 'What Activity shows first, and pop-ups speak of.', [['errors_and_actions', 'Errors and actions required'], ['all_tasks', 'Everything']])],
  },
];

/** Those that a part of a group edits. */
export const IN_PARTS: readonly string[] = [
  'price_parameters', 'prices_with_tax', 'markup', 'currency_rates', 'due', 'yearly_accounts', 'cancellation_fee', 'reductions_by_product', 'cancellations_by_product', 'in_arrears', 'holds.above',
];

type Values = Record<string, unknown>;

export function valueOf(settings: Settings, name: string): unknown {
  const [first = '', part] = name.split('.');
  const value = (settings as unknown as Values)[first];
  return part ? (value as Values)[part] : value;
}

export function setValue(settings: Settings, name: string, value: unknown): void {
  const [first = '', part] = name.split('.');
  const whole = settings as unknown as Values;
  if (part) (whole[first] as Values)[part] = value;
  else whole[first] = value;
}

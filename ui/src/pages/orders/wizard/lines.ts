/** The lines of one order as a form, and as the extension keeps them: only what differs from the order is kept. */
import type { Edit, Edits, OrderFee } from '@/api/types';
import { formatMoney } from '@/kit/money';
import { sourceName } from '../prices';

export const OWN = 'own';
/** As the settings ask the sources. */
export const FIRST = '';

export interface Line { number: number; description: string; quantity: string; source: string; price: string; currency: string; discount: string }

export function linesOf(fees: readonly OrderFee[], { lines }: Edits): Line[] {
  return fees.map((fee) => {
    const edit: Edit | undefined = lines[fee.number];
    const first = fee.prices.find((quote) => quote.price)?.price;
    return {
      number: fee.number,
      description: edit?.description ?? '',
      quantity: text(edit?.quantity) || fee.quantity,
      source: edit?.price ? OWN : (edit?.source ?? FIRST),
      price: text(edit?.price?.amount) || (first?.value ?? ''),
      currency: edit?.price?.currency ?? first?.currency ?? '',
      discount: Number(text(edit?.discount)) ? text(edit?.discount) : '',
    };
  });
}

/** Numbers come as numbers or as texts, and are texts here. */
const text = (value: unknown): string => (value === null || value === undefined ? '' : String(value));

/** An edit as it is sent: numbers as exact texts. */
export interface Sent { description?: string; quantity?: string; price?: { amount: string; currency: string }; source?: string; discount?: string }

const NUMBER = /^\d{1,11}(\.\d{1,4})?$/;
const same = (one: string, other: string): boolean => one === other || (NUMBER.test(one) && NUMBER.test(other) && Number(one) === Number(other));

export type Errors = Record<string, string>;

/** The body of the call, or what is wrong, by line and field, such as "1.price". */
export function editsOf(fees: readonly OrderFee[], lines: readonly Line[]): { lines: Record<number, Sent> } | { errors: Errors } {
  const errors: Errors = {};
  const found: Record<number, Sent> = {};
  for (const line of lines) {
    const fee = fees.find((one) => one.number === line.number);
    const edit: Sent = {};
    const [quantity, price, discount] = [line.quantity, line.price, line.discount].map((one) => one.trim().replaceAll(',', '')) as [string, string, string];
    const changed = !same(quantity, fee?.quantity ?? '');
    if (changed && !NUMBER.test(quantity)) errors[`${line.number}.quantity`] = 'A number such as 10.';
    if (line.source === OWN && !NUMBER.test(price)) errors[`${line.number}.price`] = 'A price such as 12.50.';
    if (line.source === OWN && !/^[A-Z]{3}$/.test(line.currency.trim().toUpperCase())) errors[`${line.number}.currency`] = 'Such as AUD.';
    if (discount && !(NUMBER.test(discount) && Number(discount) <= 100)) errors[`${line.number}.discount`] = 'From 0 to 100.';
    if (line.description.trim()) edit.description = line.description.trim();
    if (changed) edit.quantity = quantity;
    if (line.source === OWN) edit.price = { amount: price, currency: line.currency.trim().toUpperCase() };
    else if (line.source) edit.source = line.source;
    if (discount && Number(discount)) edit.discount = discount;
    if (Object.keys(edit).length) found[line.number] = edit;
  }
  return Object.keys(errors).length ? { errors } : { lines: found };
}

/** Where a price may come from, each with what it says. */
export function sourcesOf(fee: OrderFee): { value: string; label: string; disabled?: boolean }[] {
  const priced = fee.prices.filter((quote) => quote.price);
  const first = priced[0];
  return [
    { value: FIRST, label: first?.price ? `As in Settings: ${sourceName(first.source)} · ${formatMoney(first.price)}` : 'As in Settings: no price' },
    ...fee.prices.flatMap((quote) => (quote.source ? [{ value: quote.source, label: `${sourceName(quote.source)} · ${quote.price ? formatMoney(quote.price) : 'no price'}`, disabled: !quote.price }] : [])),
    { value: OWN, label: 'A price for this order only' },
  ];
}

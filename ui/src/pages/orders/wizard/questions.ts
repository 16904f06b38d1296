/** What the wizard has to ask before orders can be sent: what is settled already is not asked again. */
import type { Cause, OrderFee, FittingDraft, Named, Preview } from '@/api/types';

export type Step = 'customer' | 'product' | 'invoice' | 'lines' | 'preview';
export const STEPS: Record<Step, string> = { customer: 'Customer', product: 'Product', invoice: 'Invoice', lines: 'Lines', preview: 'Preview' };

/** As many as one look takes. */
export const AT_ONCE = 50;

export interface Unmapped { product: Named; fee: OrderFee }
export interface Placeable { id: number; preview: Preview; drafts: FittingDraft[] }

const entries = (previews: Record<string, Preview>): [number, Preview][] => Object.entries(previews).map(([id, preview]) => [Number(id), preview]);

/** What is not billed at all asks for nothing. */
const bills = (preview: Preview): boolean => preview.nothing === null;

/** Who is billed and linked to no contact in Xero, each once. */
export function unlinked(previews: Record<string, Preview>): Named[] {
  const found = new Map<string, Named>();
  for (const [, preview] of entries(previews)) if (bills(preview) && preview.party && !preview.has_contact) found.set(preview.party.id, preview.party);
  return [...found.values()];
}

/** What is sold of which nobody has said which item of Xero it is, each once. */
export function unmapped(previews: Record<string, Preview>): Unmapped[] {
  const found = new Map<string, Unmapped>();
  for (const [, preview] of entries(previews)) {
    if (!bills(preview) || !preview.product) continue;
    for (const fee of preview.fees) if (!fee.mapped) found.set(fee.product_item, { product: preview.product, fee });
  }
  return [...found.values()];
}

/** Orders whose charges could stand on a draft. */
export const placeable = (previews: Record<string, Preview>): Placeable[] =>
  entries(previews).flatMap(([id, preview]) => (preview.drafts.length ? [{ id, preview, drafts: preview.drafts }] : []));

export const NEW = 'new';

/** What was chosen; else where the settings lead; else the only draft that fits; else an invoice of its own. */
export function preselected({ preview, drafts }: Placeable): string {
  if (preview.target) return drafts.some((draft) => draft.xero_id === preview.target) ? preview.target : NEW;
  const added = drafts.find((draft) => preview.changes.some((change) => change.does === 'extended' && change.number === draft.number));
  return added?.xero_id ?? (drafts.length === 1 ? drafts[0]!.xero_id : NEW);
}

/** Lines can be edited one order at a time. */
export function stepsOf(previews: Record<string, Preview>): Step[] {
  const all = Object.values(previews);
  return [
    ...(unlinked(previews).length ? (['customer'] as const) : []),
    ...(unmapped(previews).length ? (['product'] as const) : []),
    ...(placeable(previews).length ? (['invoice'] as const) : []),
    ...(all.length === 1 && bills(all[0]!) && all[0]!.fees.length ? (['lines'] as const) : []),
    'preview',
  ];
}

/** Orders that can be sent as they were shown, with what was shown of each. */
export function sendable(previews: Record<string, Preview>): Record<number, string> {
  return Object.fromEntries(entries(previews).flatMap(([id, preview]) => (preview.digest && !preview.problems.length ? [[id, preview.digest]] : [])));
}

/** Other orders that wait for something that these orders wait for, too: the answers to it are theirs as well. */
export function alike(ids: readonly number[], causes: readonly Cause[]): number[] {
  const shared = causes.filter((cause) => ['customers', 'mapping', 'settings', 'prices'].includes(cause.problem.screen) && cause.tasks.some((id) => ids.includes(id)));
  return [...new Set(shared.flatMap((cause) => cause.tasks))].filter((id) => !ids.includes(id));
}

import { describe, expect, it } from 'vitest';
import type { Cause, OrderFee, FittingDraft, Preview } from '@/api/types';
import { alike, placeable, preselected, sendable, stepsOf, unlinked, unmapped } from './questions';

const aFee = (changed: Partial<OrderFee> = {}): OrderFee => ({ number: 1, product_item: 'PRD-1-0001', mpn: 'M-1', name: 'Seat', quantity: '5', mapped: true, prices: [], ...changed });
const aDraft = (number: string): FittingDraft => ({ xero_id: `id-${number}`, number, date: '2026-11-01', reference: '', subtotal: { value: '10.00', currency: 'AUD' }, lines: 1 });
const aPreview = (changed: Partial<Preview> = {}): Preview => ({
  order: 'PR-1', product: { id: 'PRD-1', name: 'Mail' }, party: { id: 'TA-1', name: 'Blue Lake' }, has_contact: true, problems: [], nothing: null, remarks: [],
  xero: null, credit_notes: [], changes: [], set_offs: [], new_contact: false, new_items: [], digest: 'd', fees: [aFee()], drafts: [], target: null, ...changed,
});

describe('the steps of the wizard', () => {
  it('leave out what is settled', () => {
    expect(stepsOf({ 1: aPreview() })).toEqual(['lines', 'preview']);
    expect(stepsOf({ 1: aPreview({ has_contact: false, fees: [aFee({ mapped: false })], drafts: [aDraft('INV-1')] }) })).toEqual(['customer', 'product', 'invoice', 'lines', 'preview']);
  });
  it('ask nothing of what makes no document, and edit no lines of several orders', () => {
    expect(stepsOf({ 1: aPreview({ nothing: 'It costs nothing.', has_contact: false }) })).toEqual(['preview']);
    expect(stepsOf({ 1: aPreview(), 2: aPreview() })).toEqual(['preview']);
  });
});

it('a question is asked once, however many orders ask it', () => {
  const asking = aPreview({ has_contact: false, fees: [aFee({ mapped: false })] });
  expect([unlinked({ 1: asking, 2: asking }).length, unmapped({ 1: asking, 2: asking }).length]).toEqual([1, 1]);
});

describe('the invoice', () => {
  const of = (changed: Partial<Preview>) => preselected(placeable({ 1: aPreview(changed) })[0]!);
  it('is the only one that fits, and none of several', () => {
    expect([of({ drafts: [aDraft('INV-1')] }), of({ drafts: [aDraft('INV-1'), aDraft('INV-2')] })]).toEqual(['id-INV-1', 'new']);
  });
  it('is the one that somebody chose, as long as it fits', () => {
    expect([of({ drafts: [aDraft('INV-1')], target: 'new' }), of({ drafts: [aDraft('INV-1')], target: 'gone' })]).toEqual(['new', 'new']);
  });
  it('is where the settings lead', () => {
    const change = { number: 'INV-2', currency: 'AUD', does: 'extended' as const, difference: '1.00', lines: [] };
    expect(of({ drafts: [aDraft('INV-1'), aDraft('INV-2')], changes: [change] })).toBe('id-INV-2');
  });
});

it('only what was shown without a problem can be sent', () => {
  const problem = { code: 'XI-101', sentence: '', advice: '', screen: 'prices' };
  expect(sendable({ 1: aPreview(), 2: aPreview({ problems: [problem] }), 3: aPreview({ digest: null }) })).toEqual({ 1: 'd' });
});

it('orders that wait for the same answers are found', () => {
  const cause = (screen: string, tasks: number[]) => ({ tasks, problem: { screen } }) as Cause;
  expect(alike([1], [cause('customers', [1, 2, 3]), cause('mapping', [3, 1]), cause('orders', [1, 9]), cause('settings', [7])])).toEqual([2, 3]);
});

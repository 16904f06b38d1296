import { expect, it } from 'vitest';
import type { DraftChange, XeroDocument } from '@/api/types';
import { changeSentence, formerLines, withLines } from './documents';
import { hasAny } from './story';
import { documentStatus } from './words';

const line = {
  description: 'A seat', quantity: '1', unit_amount: '25.00', line_amount: '25.00', account_code: '200', tax_type: 'OUTPUT', explanation: '',
};
const aDocument = (changed: Partial<XeroDocument> = {}): XeroDocument => ({
  state: 'in_xero', contact: 'Blue Lake', number: 'INV-1', reference: '', status: 'DRAFT', made_as: null, date: null, due_date: null,
  currency: 'AUD', subtotal: '25.00', tax: '2.50', total: '27.50', lines: [line], ...changed,
});
const aChange = (changed: Partial<DraftChange> = {}): DraftChange => ({
  number: 'INV-1', currency: 'AUD', does: 'reduced', difference: '-1250.00', lines: [], ...changed,
});

it('an order that only gives back has documents, too', () => {
  expect(hasAny({ xero: null, credit_notes: [aDocument()], changes: [] })).toBe(true);
  expect(hasAny({ xero: null, credit_notes: [], changes: [aChange()] })).toBe(true);
  expect(hasAny({ xero: null, credit_notes: [], changes: [] })).toBe(false);
});

it('lines stand under the document that has them, the invoice first, and none where nothing is kept', () => {
  const notes = [aDocument({ number: 'CN-1' }), aDocument({ number: 'CN-2' }), aDocument({ number: 'CN-3', lines: [] }), aDocument({ number: null })];
  expect(withLines({ xero: aDocument(), credit_notes: notes, changes: [] }).map(({ title }) => title)).toEqual([
    'Invoice lines', 'Lines of credit note CN-1', 'Lines of credit note CN-2', 'Credit note lines',
  ]);
});

it('what stood once keeps its lines, under a name that says so', () => {
  const former = [aDocument({ number: 'INV-7' }), aDocument({ number: null }), aDocument({ lines: [] })];
  expect(formerLines(former).map(({ title }) => title)).toEqual([
    'Lines of INV-7, which stands no longer', 'Lines of a document, which stands no longer',
  ]);
});

it('what becomes of a draft is a sentence, before and after', () => {
  expect(changeSentence(aChange(), false)).toBe('Draft INV-1 will be reduced by AUD\u00a01,250.00 before tax.');
  expect(changeSentence(aChange(), true)).toBe('Draft INV-1 was reduced by AUD\u00a01,250.00 before tax.');
  expect(changeSentence(aChange({ does: 'extended', difference: '5.00' }), true)).toBe('Draft INV-1 was extended by AUD\u00a05.00 before tax.');
  expect(changeSentence(aChange({ does: 'deleted', number: null }), false)).toBe('A draft will be deleted: nothing would be left on it.');
});

it('a status says what it means for an invoice, and what for a credit note', () => {
  expect(documentStatus(aDocument({ status: 'AUTHORISED' }), false)).toBe('Approved, waiting for payment');
  expect(documentStatus(aDocument({ status: 'AUTHORISED' }), true)).toBe('Approved');
  expect(documentStatus(aDocument({ status: 'PAID' }), true)).toBe('Used up');
});

it('what is not sent yet says as what it will be made', () => {
  const proposed = (made_as: string) => documentStatus(aDocument({ state: 'proposed', status: null, made_as }), false);
  expect(['DRAFT', 'SUBMITTED', 'AUTHORISED'].map(proposed)).toEqual([
    'Draft, not sent yet', 'Waiting for approval, not sent yet', 'Approved, not sent yet',
  ]);
});

/** Orders for tests: an ordinary one, changed in what a test is about. */
import type { Task } from '@/api/types';

export const aTask = (changed: Partial<Task> = {}): Task => ({
  id: 1,
  order: 'PR-1895-0864-1238-001',
  order_type: 'Sales',
  status: 'pending',
  reason: '',
  problems: [],
  asset: 'AS-1895-0864-1238',
  customer: { id: 'TA-1', name: 'Blue Lake Pty Ltd' },
  product: { id: 'PRD-1', name: 'Harbour Mail' },
  amount: { value: '375.00', currency: 'AUD' },
  estimated: true,
  ignored: null,
  document: null,
  connect_url: null,
  due_at: null,
  created_at: '2026-11-21T03:00:00Z',
  updated_at: '2026-11-21T03:00:00Z',
  ...changed,
});

export const inXero = (changed: Partial<Task> = {}): Task =>
  aTask({ status: 'synced', reason: 'Draft invoice INV-1 created in Harbour Cloud Ltd.', document: { kind: 'invoice', number: 'INV-1', xero_id: 'x1', url: 'https://go.xero.com/1' }, ...changed });

/** From `newest` down to `oldest`, both included. */
export const fromTo = (newest: number, oldest: number): Task[] =>
  Array.from({ length: newest - oldest + 1 }, (_, index) => aTask({ id: newest - index }));

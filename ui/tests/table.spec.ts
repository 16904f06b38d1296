import axe from 'axe-core';
import { mount } from '@vue/test-utils';
import { afterEach, describe, expect, it } from 'vitest';
import DataTable from '@/kit/DataTable.vue';
import type { Row } from '@/kit/kinds';

const columns = [
  { key: 'order', label: 'Order', heading: true },
  { key: 'amount', label: 'Amount', align: 'end' as const },
  { key: 'actions', label: 'Actions', quiet: true },
];
const rows = [
  { id: 1, order: 'PR-1', amount: 'AUD 1.00' },
  { id: 2, order: 'PR-2', amount: 'AUD 2.00' },
];

function table(props: Record<string, unknown> = {}, slots: Record<string, string> = {}) {
  return mount(DataTable, {
    attachTo: document.body,
    props: { caption: 'Orders', columns, rows, rowName: (row: Row) => `PR-${row.id}`, ...props },
    slots,
  });
}

describe('a table', () => {
  afterEach(() => { document.body.innerHTML = ''; });

  it('has a name, column headers and a header for each row', () => {
    const found = table();
    expect(found.get('caption').text()).toBe('Orders');
    expect(found.findAll('thead th').map((each) => each.text())).toEqual(['Order', 'Amount', 'Actions']);
    expect(found.findAll('tbody th[scope=row]').map((each) => each.text())).toEqual(['PR-1', 'PR-2']);
  });

  it('can be scrolled by keyboard', () => {
    expect(table().get('[role=region]').attributes()).toMatchObject({ tabindex: '0', 'aria-label': 'Orders' });
  });

  it('opens a row by its button and by a click beside it, once each', async () => {
    const found = table({ openable: true });
    await found.findAll('.opener')[1]?.trigger('click');
    await found.findAll('tbody td')[0]?.trigger('click');
    expect(found.emitted('open')).toEqual([[rows[1]], [rows[0]]]);
  });

  it('does not open a row whose own control was pressed', async () => {
    const found = table({ openable: true }, { 'cell-actions': '<button class="retry">Retry</button>' });
    await found.get('.retry').trigger('click');
    expect(found.emitted('open')).toBeUndefined();
  });

  it('chooses rows one by one and all together', async () => {
    const found = table({ selectable: true, selected: [] });
    const [all, first] = found.findAll<HTMLInputElement>('input');
    expect(first?.element.labels?.[0]?.textContent?.trim()).toBe('Select PR-1');
    await first?.setValue(true);
    expect(found.emitted('update:selected')?.at(-1)).toEqual([[1]]);
    await all?.setValue(true);
    expect(found.emitted('update:selected')?.at(-1)).toEqual([[1, 2]]);
  });

  it('leaves out of "all" what cannot be chosen', async () => {
    const found = table({ selectable: true, selected: [], canSelect: (row: Row) => row.id === 2 });
    await found.find('input').setValue(true);
    expect(found.emitted('update:selected')?.at(-1)).toEqual([[2]]);
  });

  it('reserves room while it waits, and says so', () => {
    const found = table({ rows: [], loading: true, skeleton: 4 });
    expect(found.findAll('.reserved')).toHaveLength(4);
    expect(found.get('table').attributes('aria-busy')).toBe('true');
    expect(found.get('[role=status]').text()).toBe('Loading: Orders');
  });

  it('says why it is empty, or that something failed', () => {
    expect(table({ rows: [] }, { empty: 'No orders yet' }).get('.state').text()).toBe('No orders yet');
    expect(table({ rows: [], loading: true }, { error: 'Unreachable' }).get('.state').text()).toBe('Unreachable');
  });

  it('has no fault that axe can find', async () => {
    const found = table({ openable: true, selectable: true, selected: [1] });
    const { violations } = await axe.run(found.element, { rules: { 'color-contrast': { enabled: false } } });
    expect(violations.map((each) => each.id)).toEqual([]);
  });
});

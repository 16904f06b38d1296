import { effectScope, nextTick } from 'vue';
import { afterEach, describe, expect, it } from 'vitest';
import { filtersOf, hashOf, inPanel, isPlain, NONE, queryOf, useFilters } from './filters';

describe('filters in the address', () => {
  afterEach(() => window.history.replaceState(null, '', '/'));

  it('are read as they are written', () => {
    const chosen = { ...NONE, view: 'needs_you', q: 'harbour mail', problem: 'XI-201', customer: 'TA-1-2', sort: 'oldest', status: 'held' } as const;
    expect(filtersOf(hashOf(chosen))).toEqual(chosen);
    expect(hashOf(NONE)).toBe('');
  });

  it('mean nothing where nobody understands them', () => {
    expect(filtersOf('#view=x&status=y&sort=z&problem=<b>&customer=a b&currency=aud')).toEqual(NONE);
  });

  it('are told to the extension by its own names', () => {
    expect(queryOf({ ...NONE, type: 'Sales', q: ' lake ' })).toMatchObject({ order_type: 'Sales', q: 'lake', sort: '' });
  });

  it('are counted without the view and the search', () => {
    expect([inPanel({ ...NONE, view: 'ignored', q: 'x', customer: 'TA-1' }), isPlain({ ...NONE, q: ' ' }), isPlain({ ...NONE, q: 'x' })]).toEqual([1, true, false]);
  });

  it('lead the address and follow it', async () => {
    const scope = effectScope();
    const filters = scope.run(() => useFilters())!;
    filters.view = 'waiting';
    await nextTick();
    expect(window.location.hash).toBe('#view=waiting');
    window.location.hash = '#view=ignored&q=a';
    window.dispatchEvent(new HashChangeEvent('hashchange'));
    expect([filters.view, filters.q]).toEqual(['ignored', 'a']);
    scope.stop();
  });
});

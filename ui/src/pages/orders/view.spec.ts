import { effectScope, nextTick } from 'vue';
import { afterEach, describe, expect, it } from 'vitest';
import { hashOf, useView, viewOf } from './view';

describe('the view in the address', () => {
  afterEach(() => history.replaceState(null, '', location.pathname));

  it('is read from the hash, and is all where the hash says nothing known', () => {
    expect(['#view=needs_you', '', '#view=', '#view=toString', '#else'].map(viewOf)).toEqual(['needs_you', 'all', 'all', 'all', 'all']);
  });

  it('comes back out of its own hash', () => {
    expect((['all', 'needs_you', 'waiting', 'in_xero', 'ignored'] as const).map((view) => viewOf(hashOf(view)))).toEqual([
      'all', 'needs_you', 'waiting', 'in_xero', 'ignored',
    ]);
  });

  it('follows a link to another view, and writes a chosen one without a step in the history', async () => {
    const scope = effectScope();
    const view = scope.run(() => useView())!;
    history.replaceState(null, '', '#view=ignored');
    window.dispatchEvent(new Event('hashchange'));
    expect(view.value).toBe('ignored');
    const steps = history.length;
    view.value = 'in_xero';
    await nextTick();
    expect([location.hash, history.length]).toEqual(['#view=in_xero', steps]);
    scope.stop();
  });
});

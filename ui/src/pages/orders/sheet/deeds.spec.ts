import { expect, it } from 'vitest';
import { aTask, inXero } from '../sample';
import { deedsOf } from './deeds';

const acts = (...of: Parameters<typeof deedsOf>) => deedsOf(...of).map(({ act }) => act);

it('an open order can be held, ended by hand or ignored', () => {
  expect(acts(aTask(), true)).toEqual(['hold', 'already_in_xero', 'billed_elsewhere', 'never_send', 'ignore']);
});
it('without Xero only what needs nothing of it', () => {
  expect(acts(aTask({ status: 'attention' }), false)).toEqual(['hold', 'ignore']);
});
it('what is held can be released, what is ignored taken back, what is in Xero undone', () => {
  expect([acts(aTask({ status: 'held' }), false), acts(aTask({ status: 'ignored' }), true), acts(inXero(), true)]).toEqual([
    ['release', 'ignore'], ['unignore'], ['undo'],
  ]);
});
it('a credit that stands of what is not billed any more can be undone', () => {
  const problem = { code: 'XI-815', sentence: 'It stands.', advice: 'Undo it.', screen: 'orders' };
  expect(acts(inXero({ status: 'attention', problems: [problem] }), true)).toContain('undo');
  expect(acts(inXero({ status: 'attention' }), true)).not.toContain('undo');
});
it('what is on its way has none', () => {
  expect(acts(aTask({ status: 'running' }), true)).toEqual([]);
});

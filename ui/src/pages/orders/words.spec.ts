import { describe, expect, it } from 'vitest';
import { canSync, cause, standing, upTo, VIEWS } from './words';
import { aTask, inXero } from './sample';

const problem = (sentence: string) => ({ code: 'XI-101', sentence, advice: 'Do it.', screen: 'settings' });

describe('the words of a state', () => {
  it.each([
    ['pending', 'Ready'], ['waiting', 'Waiting'], ['running', 'Syncing…'], ['attention', 'Needs you'], ['held', 'Held for you'],
    ['uncertain', 'Checking with Xero'], ['ignored', 'Ignored'], ['failed', 'Gave up'],
  ] as const)('%s is “%s”', (status, words) => {
    expect(standing(aTask({ status })).words).toBe(words);
  });

  it('says that a ready order was asked for, and that it is tried again', () => {
    const due_at = '2026-11-21T03:05:00Z';
    expect(standing(aTask({ due_at })).words).toBe('Queued');
    expect(standing(aTask({ due_at, reason: 'Xero answered 503.' })).words).toBe('Trying again');
  });

  it('says no more of an invoice that is as it was sent', () => {
    const task = inXero();
    expect([standing(task).words, cause(task)]).toEqual(['In Xero', '']);
  });

  it('asks for a look at an invoice that Xero has changed or warned of', () => {
    const task = inXero({ problems: [problem('Xero holds other amounts.')] });
    expect([standing(task), cause(task)]).toEqual([{ words: 'In Xero, look again', tone: 'warn' }, 'Xero holds other amounts.']);
  });

  it('knows that a draft was changed or deleted although no document of its own is in Xero', () => {
    const task = aTask({ status: 'synced', reason: 'Invoice INV-1 deleted.', amount: { value: '-25.00', currency: 'AUD' } });
    expect([standing(task).words, cause(task)]).toEqual(['In Xero', 'Invoice INV-1 deleted.']);
  });

  it('does not claim an invoice that was not needed', () => {
    const task = aTask({ status: 'synced', amount: null, reason: 'Nothing to invoice: all is free.' });
    expect([standing(task).words, cause(task)]).toEqual(['No invoice needed', 'Nothing to invoice: all is free.']);
  });
});

describe('what is held', () => {
  it('stands among what needs a person, and nowhere else but in all', () => {
    const views = Object.entries(VIEWS).filter(([, view]) => view.statuses.includes('held'));
    expect(views.map(([name]) => name)).toEqual(['all', 'needs_you']);
  });
});

describe('the cause', () => {
  it('is the first problem and how many more there are', () => {
    const task = aTask({ status: 'attention', reason: 'All of them.', problems: [problem('No price.'), problem('No account.')] });
    expect(cause(task)).toBe('No price. And 1 more.');
  });

  it('is the reason where there is no problem', () => {
    expect(cause(aTask({ status: 'held', reason: 'Held by a person.' }))).toBe('Held by a person.');
  });
});

describe('what can be synced', () => {
  it.each(['pending', 'attention', 'failed', 'held'] as const)('%s can', (status) => expect(canSync(aTask({ status }))).toBe(true));
  it.each(['running', 'uncertain', 'synced', 'ignored', 'waiting'] as const)('%s cannot', (status) => expect(canSync(aTask({ status }))).toBe(false));
  it('is what waits for its next try, too', () => {
    expect(canSync(aTask({ status: 'waiting', due_at: '2026-11-21T03:05:00Z' }))).toBe(true);
  });
  it('is not what is queued already', () => {
    expect(canSync(aTask({ due_at: '2026-11-21T03:05:00Z' }))).toBe(false);
  });
});

describe('a count', () => {
  it('is exact as far as the extension counts', () => expect([0, 999, 1000].map(upTo)).toEqual([0, 999, '1000+']));
});

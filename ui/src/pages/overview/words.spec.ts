import { describe, expect, it } from 'vitest';
import type { Need, News, Overview, Week } from '@/api/types';
import { newsWords, orders, ordersOf, placeOf, summary, tellWeek, todo, upTo } from './words';

const WEEK: Week = { starts_on: '2026-11-16', in_xero: '1250.00', waiting: '0.00', needs_you: '-12.50', orders: 11 };
const aNeed = (changed: Partial<Need> = {}): Need => ({
  id: 'XI-201', title: 'No account', problem: null, status: 'attention', orders: 6, values: [], since: '2026-11-16T10:00:00Z', ...changed,
});
const news = (changed: Partial<News>): News => ({ count: 0, matter: 0, latest: '', is_first: false, newest: 9, ...changed });

describe('figures', () => {
  it('end at what the extension counts to', () => {
    expect([upTo(999), upTo(1000)]).toEqual(['999', '1,000+']);
  });
  it('are of one order or of several', () => {
    expect([orders(1), orders(6)]).toEqual(['1 order', '6 orders']);
  });
});

describe('a week', () => {
  it('is told with its Monday and each amount with its currency', () => {
    expect(tellWeek(WEEK, 'AUD')).toBe('Week of 16 Nov: In Xero AUD\u00a01,250.00, Waiting AUD\u00a00.00, Needs you AUD\u00a0−12.50');
  });
  it('that is the last one stands for the chart', () => {
    expect(summary({ currency: 'AUD', weeks: [WEEK] })).toContain('Order value by week in AUD. Week of 16 Nov');
  });
});

describe('a cause', () => {
  const problem = { code: 'XI-201', sentence: 'No account.', advice: 'Choose one.', screen: 'settings' };

  it('leads to where it is put right', () => {
    expect(placeOf(aNeed({ problem }))).toEqual({ label: 'Open Settings', href: '/static/settings.html' });
    expect(placeOf(aNeed({ problem: { ...problem, screen: 'customers' } })).href).toBe('/static/mapping.html#tab=customers');
  });
  it('leads to its orders', () => {
    expect(ordersOf(aNeed({ problem }))).toBe('/static/orders.html#view=needs_you&problem=XI-201');
  });
  it('that has no place of its own is put right at its orders', () => {
    expect(placeOf(aNeed())).toEqual({ label: 'Review', href: '/static/orders.html#view=needs_you' });
  });
});

describe('the step of mapping', () => {
  const found = (waits_for_mapping: number) => ({ waits_for_mapping }) as Overview;

  it('names the orders that wait for it', () => {
    expect(todo('mapping', found(1))).toBe('1 order waits for a mapping.');
    expect(todo('mapping', found(6))).toBe('6 orders wait for a mapping.');
    expect(todo('mapping', found(0))).toContain('Say which contact');
  });
});

describe('news', () => {
  it('of one thing are that thing itself', () => {
    expect(newsWords(news({ count: 3, matter: 1, latest: 'No price.' }))).toBe('No price.');
  });
  it('of many are counted, with the newest', () => {
    expect(newsWords(news({ count: 100, matter: 100, latest: 'No price.' }))).toBe('100 or more things need you since your last visit. The newest: No price.');
  });
  it('that need nobody are only counted', () => {
    expect(newsWords(news({ count: 1 }))).toBe('1 new entry in Activity since your last visit');
  });
  it('are not told where there are none', () => {
    expect(newsWords(news({}))).toBe('');
  });
});

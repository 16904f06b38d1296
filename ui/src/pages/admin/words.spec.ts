import { describe, expect, it } from 'vitest';
import type { Health } from '@/api/types';
import { isStuck, upTo } from './words';

const NOW = Date.parse('2026-11-21T12:00:00Z');
const waits = (connection: Health['connection'], oldest_waiting: string | null) => ({ connection, oldest_waiting }) as Health;

describe('a queue', () => {
  it('is stuck when its first order could have been sent half an hour ago', () => {
    expect(isStuck(waits('connected', '2026-11-21T11:29:59Z'), NOW)).toBe(true);
    expect(isStuck(waits('connected', '2026-11-21T11:30:00Z'), NOW)).toBe(false);
  });
  it('is not stuck while nothing can be sent, or nothing waits', () => {
    expect(isStuck(waits('paused', '2026-11-21T01:00:00Z'), NOW)).toBe(false);
    expect(isStuck(waits('connected', null), NOW)).toBe(false);
  });
  it('is counted up to a thousand', () => {
    expect([upTo(0), upTo(1000)]).toEqual(['0', '1,000+']);
  });
});

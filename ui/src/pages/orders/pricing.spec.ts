import { effectScope, nextTick, ref } from 'vue';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { unpriced, usePricing } from './pricing';
import { aTask } from './sample';

describe('orders without a price', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  function watching(...first: number[]) {
    const open = ref(first);
    const soon = effectScope().run(() => usePricing(() => open.value))!;
    return { open, soon, see: async (...now: number[]) => { open.value = now; await nextTick(); } };
  }

  it('are those that are ready and have no amount', () => {
    const rows = [aTask({ id: 3, estimated: false }), aTask({ id: 2, amount: null }), aTask({ id: 1, estimated: false, status: 'waiting' })];
    expect(unpriced(rows)).toEqual([3]);
  });

  it('are looked for often only for some seconds', () => {
    const { soon } = watching(1);
    expect(soon.value).toBe(true);
    vi.advanceTimersByTime(12_000);
    expect(soon.value).toBe(false);
  });

  it('are looked for again when another one has appeared, and not because one is still there', async () => {
    const { soon, see } = watching(1);
    vi.advanceTimersByTime(12_000);
    await see(1);
    expect(soon.value).toBe(false);
    await see(2, 1);
    expect(soon.value).toBe(true);
  });

  it('are looked for no longer once each has its price', async () => {
    const { soon, see } = watching(1);
    await see();
    expect(soon.value).toBe(false);
  });
});

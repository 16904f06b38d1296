import { effectScope, nextTick, shallowRef } from 'vue';
import { describe, expect, it } from 'vitest';
import { asked, found } from './asking';
import { useProgress, type Seen } from './progress';

const seen = (working: number, in_xero: number, needs_you = 0): Seen => ({
  working,
  counts: { all: 20, needs_you, waiting: 0, in_xero, ignored: 0 },
});

async function said(...looks: Seen[]): Promise<string[]> {
  const page = shallowRef<Seen | null>(null);
  const scope = effectScope();
  const { ended } = scope.run(() => useProgress(page))!;
  const heard: string[] = [];
  for (const look of looks) {
    page.value = look;
    await nextTick();
    heard.push(ended.value);
  }
  scope.stop();
  return heard;
}

describe('the end of a sync', () => {
  it('is told once, with what has changed since before it began', async () => {
    expect(await said(seen(0, 5), seen(3, 5), seen(1, 7), seen(0, 7, 1))).toEqual(['', '', '', 'Sync finished: 2 more in Xero, 1 more needs you.']);
  });
  it('is not told when nothing was moving', async () => {
    expect(await said(seen(0, 5), seen(0, 6))).toEqual(['', '']);
  });
  it('is forgotten when the next one begins', async () => {
    expect((await said(seen(1, 5), seen(0, 6), seen(2, 6))).at(-1)).toBe('');
  });
  it('names no numbers that cannot be counted', async () => {
    expect((await said(seen(5, 1000), seen(0, 1000))).at(-1)).toBe('Sync finished.');
  });
});

describe('what an action came to', () => {
  const checked_at = '2026-11-21T03:00:00Z';
  it('is said in words after Check Changes', () => {
    const checked = (all: number, fresh: number) => found({ found: all, new: fresh, checked_at, sources: [], tasks: [] });
    expect([checked(3, 1), checked(1, 0), checked(0, 0)]).toEqual([
      '1 new order found', 'Nothing new in Connect', 'Nothing new in Connect',
    ]);
  });
  it('is said in words after Sync', () => {
    expect([asked(7), asked(1), asked(0)]).toEqual(['7 orders are being synced', '1 order is being synced', 'There is nothing to sync right now']);
  });
});

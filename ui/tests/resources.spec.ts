import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { effectScope, nextTick, ref } from 'vue';
import { sessionEnded, type Answer } from '@/api/client';
import { usePoll, useResource } from '@/api/resources';

const good = <T>(value: T): Answer<T> => ({ ok: true, status: 200, value });
const bad: Answer<never> = { ok: false, why: 'unreachable', status: 0, code: '', detail: 'No.', errors: [] };

describe('a resource', () => {
  it('loads at once and keeps what it has when a later load fails', async () => {
    const answers: Answer<string>[] = [good('first'), bad];
    const resource = useResource(() => Promise.resolve(answers.shift() ?? bad));
    expect(resource.loading.value).toBe(true);
    await nextTick();
    expect([resource.data.value, resource.loading.value]).toEqual(['first', false]);
    await resource.reload();
    expect([resource.data.value, resource.error.value?.why]).toEqual(['first', 'unreachable']);
  });

  it('shows the answer to the last question, whichever comes first', async () => {
    const waiting: ((answer: Answer<string>) => void)[] = [];
    const resource = useResource(() => new Promise<Answer<string>>((resolve) => waiting.push(resolve)));
    const second = resource.reload();
    waiting[1]?.(good('second'));
    waiting[0]?.(good('first'));
    await second;
    expect(resource.data.value).toBe('second');
  });
});

describe('polling', () => {
  let hidden = false;
  const see = (seen: boolean) => {
    hidden = !seen;
    document.dispatchEvent(new Event('visibilitychange'));
  };

  beforeEach(() => {
    vi.useFakeTimers();
    vi.spyOn(document, 'hidden', 'get').mockImplementation(() => hidden);
  });
  afterEach(() => {
    hidden = false;
    sessionEnded.value = false;
    vi.useRealTimers();
  });

  it('looks while something moves, and stops with it', async () => {
    const moving = ref(false);
    const look = vi.fn(() => Promise.resolve());
    const scope = effectScope();
    scope.run(() => usePoll(look, { while: () => moving.value }));
    await vi.advanceTimersByTimeAsync(10_000);
    expect(look).not.toHaveBeenCalled();
    moving.value = true;
    await vi.advanceTimersByTimeAsync(4_100);
    expect(look).toHaveBeenCalledTimes(2);
    moving.value = false;
    await vi.advanceTimersByTimeAsync(10_000);
    expect(look).toHaveBeenCalledTimes(2);
    scope.stop();
  });

  it('does not look in a hidden tab, and looks at once when it is seen again', async () => {
    const look = vi.fn(() => Promise.resolve());
    const scope = effectScope();
    scope.run(() => usePoll(look, { while: () => true }));
    see(false);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(look).not.toHaveBeenCalled();
    see(true);
    expect(look).toHaveBeenCalledTimes(1);
    scope.stop();
  });

  it('ends with the session, since no call would work', async () => {
    const look = vi.fn(() => Promise.resolve());
    const scope = effectScope();
    scope.run(() => usePoll(look, { while: () => true }));
    sessionEnded.value = true;
    await vi.advanceTimersByTimeAsync(10_000);
    see(false);
    see(true);
    expect(look).not.toHaveBeenCalled();
    scope.stop();
  });

  it('ends with the page', async () => {
    const look = vi.fn(() => Promise.resolve());
    const scope = effectScope();
    scope.run(() => usePoll(look, { while: () => true, slow: 5000 }));
    scope.stop();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(look).not.toHaveBeenCalled();
  });
});

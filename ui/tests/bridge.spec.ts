import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createHost, type Host } from '@/host/bridge';

interface Said { $id: string; events: Record<string, unknown> }

/** The wire: what the page says to the window at the top, and what that window says to the page. */
function portal() {
  const said: Said[] = [];
  const top = { postMessage: (message: Said) => said.push(message) } as unknown as Window;
  const page = new Proxy(window, {
    get: (target, key) => {
      if (key === 'top') return top;
      const value: unknown = Reflect.get(target, key);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
  const tell = (events: Record<string, unknown>, from: unknown = top, id = said[0]?.$id) => {
    const event = new MessageEvent('message', { data: { $id: id, events } });
    Object.defineProperty(event, 'source', { value: from });
    window.dispatchEvent(event);
  };
  const names = () => said.flatMap((each) => Object.keys(each.events));
  return { page, said, tell, names };
}

describe('the host bridge', () => {
  let host: Host;
  let grow: (height: number) => void;

  beforeEach(() => {
    let notify = () => {};
    vi.stubGlobal('ResizeObserver', class {
      constructor(callback: () => void) { notify = callback; }
      observe() {}
      disconnect() { notify = () => {}; }
    });
    grow = (height) => {
      document.body.getBoundingClientRect = () => ({ height, width: 900 }) as DOMRect;
      notify();
    };
    document.documentElement.style.removeProperty('--container-height');
  });

  afterEach(() => {
    host.leave();
    vi.unstubAllGlobals();
  });

  it('says that it is there and mounted, under one id', () => {
    const { page, said, names } = portal();
    host = createHost(page);
    expect(names()).toEqual(['$created', '$mounted']);
    expect(new Set(said.map((each) => each.$id)).size).toBe(1);
  });

  it('takes the context of the portal', () => {
    const { page, tell } = portal();
    host = createHost(page);
    expect(host.present.value).toBe(false);
    tell({ $init: { isAdmin: true } });
    expect(host.present.value).toBe(true);
    expect(host.context.value).toEqual({ isAdmin: true });
  });

  it('ignores what another window says', () => {
    const { page, tell } = portal();
    host = createHost(page);
    tell({ $init: { isAdmin: true } }, window);
    tell({ $init: { isAdmin: true } }, null);
    expect(host.present.value).toBe(false);
  });

  it('ignores what is meant for another slot, and what is no message of the protocol', () => {
    const { page, tell } = portal();
    host = createHost(page);
    tell({ $init: {} }, page.top, 'slot_of_another');
    window.dispatchEvent(new MessageEvent('message', { data: 'hello' }));
    expect(host.present.value).toBe(false);
  });

  it('reports its height when it changes, and only then', () => {
    const { page, said } = portal();
    host = createHost(page);
    grow(480.2);
    grow(480.4);
    grow(600);
    expect(said.slice(2).map((each) => each.events.$size)).toEqual([
      { height: 481, width: 900 },
      { height: 600, width: 900 },
    ]);
  });

  it('is at least as high as its container, if that is a length in pixels', () => {
    const { page, tell } = portal();
    host = createHost(page);
    const least = () => document.documentElement.style.getPropertyValue('--container-height');
    tell({ containerSize: { height: '100vh' } });
    tell({ containerSize: { height: 640 } });
    expect(least()).toBe('');
    tell({ containerSize: { height: '640px' } });
    expect(least()).toBe('640px');
  });

  it('leaves toasts to the portal once the portal has answered', () => {
    const { page, said, tell } = portal();
    host = createHost(page);
    tell({ $init: {} });
    host.toast('Saved');
    host.error('Not saved');
    expect(said.slice(2).map((each) => each.events)).toEqual([
      { 'snackbar:message': 'Saved' },
      { 'snackbar:error': 'Not saved' },
    ]);
    expect(host.notices).toEqual([]);
  });

  it('shows toasts itself while no portal has answered, one at a time', () => {
    const { page, names } = portal();
    host = createHost(page);
    host.toast('Saved');
    host.error('Not saved');
    expect(host.notices.map((each) => [each.tone, each.text])).toEqual([['bad', 'Not saved']]);
    expect(names()).not.toContain('snackbar:error');
    host.dismiss(host.notices[0]?.id ?? 0);
    expect(host.notices).toEqual([]);
  });

  it('asks the portal to go to one of its pages', () => {
    const { page, said } = portal();
    host = createHost(page);
    host.navigateTo({ name: 'subscriptions.fulfillment.details', params: { id: 'PR-1' } });
    expect(said.at(-1)?.events).toEqual({
      'navigate-to': { name: 'subscriptions.fulfillment.details', params: { id: 'PR-1' } },
    });
  });

  it('is silent and works when it is not in a frame', () => {
    const post = vi.spyOn(window, 'postMessage');
    host = createHost(window);
    host.toast('Saved');
    expect(post).not.toHaveBeenCalled();
    expect(host.notices).toHaveLength(1);
  });
});

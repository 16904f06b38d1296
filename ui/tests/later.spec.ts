import { flushPromises, mount } from '@vue/test-utils';
import { afterEach, describe, expect, it } from 'vitest';
import { defineComponent, h, type Component } from 'vue';
import { useHost } from '@/host/bridge';
import { later } from '@/kit/later';

const Waiting = defineComponent({ render: () => h('p', 'one moment') });
const Part = defineComponent({
  props: { order: { type: String, required: true } },
  emits: ['opened'],
  setup: (props, { emit, slots }) => () => h('button', { onClick: () => emit('opened') }, [props.order, slots.default?.()]),
});

/** Comes when it is let go. */
function slowly() {
  const asked: { come: () => void; fail: () => void }[] = [];
  const load = () =>
    new Promise<{ default: typeof Part }>((come, fail) => {
      asked.push({ come: () => come({ default: Part }), fail: () => fail(new Error('gone')) });
    });
  return { asked, load };
}

describe('a part that is read later', () => {
  afterEach(() => void useHost().notices.splice(0));

  const shown = (part: Component) => mount(part, { props: { order: 'PR-1' }, slots: { default: () => '!' } });

  it('keeps its place until it has come, and then is the part itself', async () => {
    const { asked, load } = slowly();
    const page = shown(later(load, Waiting).part);
    expect(page.text()).toBe('one moment');
    asked[0]!.come();
    await flushPromises();
    expect(page.text()).toBe('PR-1!');
  });

  it('passes on what happens in it, once', async () => {
    let opened = 0;
    const { asked, load } = slowly();
    const page = mount(later(load).part as Component, { props: { order: 'PR-1', onOpened: () => { opened += 1; } } });
    asked[0]!.come();
    await flushPromises();
    await page.get('button').trigger('click');
    expect(opened).toBe(1);
  });

  it('is read once, ahead or when it is wanted', async () => {
    const { asked, load } = slowly();
    const { part, fetch } = later(load, Waiting);
    fetch();
    fetch();
    asked[0]!.come();
    await flushPromises();
    expect([shown(part).text(), asked.length]).toEqual(['PR-1!', 1]);
  });

  it('that cannot be read is told only to who waits for it, and is tried again', async () => {
    const { asked, load } = slowly();
    const { part, fetch } = later(load, Waiting);
    fetch();
    asked[0]!.fail();
    await flushPromises();
    expect(useHost().notices).toEqual([]);
    shown(part);
    asked[1]!.fail();
    await flushPromises();
    expect(useHost().notices.map((notice) => notice.tone)).toEqual(['bad']);
  });
});

import { flushPromises, mount } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { defineComponent, ref } from 'vue';
import ConfirmSheet from '@/kit/ConfirmSheet.vue';
import Sheet from '@/kit/Sheet.vue';

const Page = defineComponent({
  components: { Sheet },
  setup: () => ({ open: ref(false) }),
  template: '<button id="opener" @click="open = true">Open</button><Sheet v-model:open="open" title="PR-1"><p>Inside</p></Sheet>',
});

/** A frame of 3,000 pixels of which the portal shows 600, from 900 on. */
class ScrolledFrame {
  constructor(private readonly callback: IntersectionObserverCallback) {}
  observe(): void {
    const seen = { intersectionRect: { top: 900, height: 600 } } as IntersectionObserverEntry;
    this.callback([seen], this as unknown as IntersectionObserver);
  }
  disconnect(): void {}
}

describe('a sheet', () => {
  beforeEach(() => vi.stubGlobal('IntersectionObserver', ScrolledFrame));
  afterEach(() => {
    vi.unstubAllGlobals();
    document.body.innerHTML = '';
  });

  async function opened() {
    const page = mount(Page, { attachTo: document.body });
    const opener = page.get<HTMLButtonElement>('#opener');
    opener.element.focus();
    await opener.trigger('click');
    await flushPromises();
    return { page, opener: opener.element, dialog: page.get<HTMLDialogElement>('dialog').element };
  }

  it('is named by its title and shows its content only while it is open', async () => {
    const { page, dialog } = await opened();
    expect(dialog.open).toBe(true);
    const heading = document.getElementById(dialog.getAttribute('aria-labelledby') ?? '');
    expect(heading?.textContent).toBe('PR-1');
    await page.get('[aria-label=Close]').trigger('click');
    expect(dialog.open).toBe(false);
    expect(page.text()).not.toContain('Inside');
  });

  it('stands in the part of the frame that is really seen, below the portal’s bar', async () => {
    const { dialog } = await opened();
    expect(dialog.style.getPropertyValue('--sheet-top')).toBe('972px');
    expect(dialog.style.getPropertyValue('--sheet-height')).toBe('512px');
  });

  it('gives the focus back to where it came from', async () => {
    const { page, opener } = await opened();
    page.get<HTMLButtonElement>('[aria-label=Close]').element.focus();
    await page.get('[aria-label=Close]').trigger('click');
    await flushPromises();
    expect(document.activeElement).toBe(opener);
  });

  it('tells the page when the browser closed it, as Esc does', async () => {
    const { page, dialog } = await opened();
    dialog.close();
    await flushPromises();
    expect((page.vm as unknown as { open: boolean }).open).toBe(false);
  });

  it('can be open from the start', async () => {
    const page = mount(Sheet, { attachTo: document.body, props: { open: true, title: 'PR-2' } });
    await flushPromises();
    expect(page.get<HTMLDialogElement>('dialog').element.open).toBe(true);
  });
});

describe('a question before something serious', () => {
  beforeEach(() => vi.stubGlobal('IntersectionObserver', ScrolledFrame));
  afterEach(() => vi.unstubAllGlobals());

  it('is answered once, and not while the work is under way', async () => {
    const page = mount(ConfirmSheet, { attachTo: document.body, props: { open: true, title: 'Disconnect?', confirm: 'Disconnect' } });
    await flushPromises();
    const button = page.findAll('button').find((each) => each.text() === 'Disconnect');
    await button?.trigger('click');
    await page.setProps({ busy: true });
    await button?.trigger('click');
    expect(page.emitted('confirm')).toHaveLength(1);
    page.unmount();
  });
});

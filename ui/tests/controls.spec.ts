import { mount } from '@vue/test-utils';
import { afterEach, describe, expect, it } from 'vitest';
import { defineComponent, h, nextTick } from 'vue';
import Field from '@/kit/Field.vue';
import MenuButton from '@/kit/MenuButton.vue';
import RadioCards from '@/kit/RadioCards.vue';
import SaveBar from '@/kit/SaveBar.vue';
import Select from '@/kit/Select.vue';
import TextInput from '@/kit/TextInput.vue';

afterEach(() => { document.body.innerHTML = ''; });

describe('a field', () => {
  const described = (props: { hint?: string; error?: string }) => {
    const field = mount(Field, {
      attachTo: document.body,
      props: { label: 'Reference', ...props },
      slots: { default: defineComponent({ render: () => h(TextInput, { modelValue: 'x' }) }) },
    });
    const input = field.get('input');
    const ids = (input.attributes('aria-describedby') ?? '').split(' ').filter(Boolean);
    return { input, label: field.get('label'), words: ids.map((id) => document.getElementById(id)?.textContent) };
  };

  it('ties label, hint and error to its control', () => {
    const { input, label, words } = described({ hint: 'At most 200 characters', error: 'It is too long' });
    expect(label.attributes('for')).toBe(input.attributes('id'));
    expect(words).toEqual(['It is too long', 'At most 200 characters']);
    expect(input.attributes('aria-invalid')).toBe('true');
  });

  it('points at nothing that is not there', () => {
    const { input, words } = described({});
    expect(words).toEqual([]);
    expect(input.attributes('aria-invalid')).toBeUndefined();
  });
});

describe('a select', () => {
  const options = [{ group: 'Revenue', options: [{ value: '200', label: '200 · Sales' }] }];

  it('keeps showing a value that is no longer offered', () => {
    const select = mount(Select, { props: { modelValue: '999', options } });
    expect(select.get('select').element.selectedOptions[0]?.textContent).toBe('999 (no longer available)');
  });

  it.each([[null, null], ['', '']])('chooses nothing as %j when it began as that', async (given, emitted) => {
    const select = mount(Select, { props: { modelValue: given, options, none: 'Default' } });
    await select.get('select').setValue('200');
    await select.get('select').setValue('');
    expect(select.emitted('update:modelValue')).toEqual([['200'], [emitted]]);
  });
});

describe('radio cards', () => {
  it('are one group with a legend', async () => {
    const cards = mount(RadioCards, {
      props: { legend: 'Who is billed', modelValue: 'customer', options: [{ value: 'customer', label: 'The customer' }, { value: 'tier1', label: 'Tier 1' }] },
    });
    expect(cards.get('legend').text()).toBe('Who is billed');
    const inputs = cards.findAll<HTMLInputElement>('input');
    expect(new Set(inputs.map((each) => each.element.name)).size).toBe(1);
    await inputs[1]?.setValue(true);
    expect(cards.emitted('update:modelValue')).toEqual([['tier1']]);
  });
});

describe('the menu', () => {
  it('opens by keyboard, walks in a circle and gives the focus back', async () => {
    const items = [{ label: 'Settings', href: '/a' }, { label: 'Help', href: '/b' }];
    const menu = mount(MenuButton, { attachTo: document.body, props: { label: 'More', items } });
    const button = menu.get('button');
    await button.trigger('keydown', { key: 'ArrowDown' });
    await nextTick();
    const focused = () => document.activeElement?.textContent;
    expect(focused()).toBe('Settings');
    await menu.get('[role=menu]').trigger('keydown', { key: 'ArrowUp' });
    expect(focused()).toBe('Help');
    await menu.get('[role=menu]').trigger('keydown', { key: 'ArrowDown' });
    expect(focused()).toBe('Settings');
    await menu.get('[role=menu]').trigger('keydown', { key: 'Escape' });
    expect(document.activeElement).toBe(button.element);
    expect(button.attributes('aria-expanded')).toBe('false');
  });
});

describe('the save bar', () => {
  it('says that something is unsaved and offers both ways out', async () => {
    const bar = mount(SaveBar, { props: { dirty: true } });
    expect(bar.get('[role=status]').text()).toBe('Unsaved changes');
    const [discard, save] = bar.findAll('button');
    await discard?.trigger('click');
    await save?.trigger('click');
    expect(Object.keys(bar.emitted())).toEqual(expect.arrayContaining(['discard', 'save']));
    await bar.setProps({ dirty: false });
    expect(discard?.element.disabled).toBe(true);
  });
});

import { flushPromises } from '@vue/test-utils';
import { effectScope, nextTick } from 'vue';
import { expect, it } from 'vitest';
import type { Answer, Problem } from '@/api/client';
import type { VersionedSettings } from '@/api/types';
import { aStored } from './stored';
import { useSettings, type SettingsEditor } from './useSettings';

const SETTINGS = aStored({ reference: '{po}', accounts: { licence: '200' }, reductions: 'ask' });
const ok = (value: VersionedSettings): Answer<VersionedSettings> => ({ ok: true, status: 200, value });
const refused = (code: string, errors: Problem['errors'] = []): Problem => ({
  ok: false, why: 'refused', status: 409, code, detail: 'It was refused.', errors,
});

/** An API that holds one version and answers saves with what it is told. */
async function editing(answer?: Problem) {
  const held = { version: 3, settings: SETTINGS };
  const sent: VersionedSettings[] = [];
  const api = {
    load: () => Promise.resolve(ok({ ...held })),
    save: (given: VersionedSettings) => {
      sent.push(given);
      return Promise.resolve(answer ?? ok({ version: given.version + 1, settings: given.settings }));
    },
  };
  const editor = effectScope().run(() => useSettings(api)) as SettingsEditor;
  await flushPromises();
  return { editor, sent, held };
}

it('nothing is unsaved after loading', async () => {
  const { editor } = await editing();
  expect(editor.form.value?.reference).toBe('{po}');
  expect(editor.dirty.value).toBe(false);
});

it('a save sends the version that was seen, and the next one the version that came back', async () => {
  const { editor, sent } = await editing();
  editor.form.value!.reference = 'one';
  expect(editor.dirty.value).toBe(true);
  expect(await editor.save()).toBe('saved');
  await nextTick();
  expect(editor.dirty.value).toBe(false);
  editor.form.value!.reference = 'two';
  await editor.save();
  expect(sent.map((each) => [each.version, each.settings.reference])).toEqual([[3, 'one'], [4, 'two']]);
});

it('a save sends everything that was stored back, changed only in what the page shows', async () => {
  const { editor, sent } = await editing();
  editor.form.value!.reference = 'one';
  await editor.save();
  expect(sent[0]?.settings).toEqual({ ...SETTINGS, reference: 'one' });
});

it('discarding brings back what is stored', async () => {
  const { editor } = await editing();
  editor.form.value!.accounts.licence = '999';
  editor.discard();
  expect(editor.form.value!.accounts.licence).toBe('200');
  expect(editor.dirty.value).toBe(false);
});

it('what would be refused anyway is not sent', async () => {
  const { editor, sent } = await editing();
  editor.form.value!.countries.push({ key: 0, country: 'NZ', taxType: '' });
  expect(await editor.save()).toBe('mistakes');
  expect(sent).toEqual([]);
});

it('errors of the API are kept at their fields, and so is what was typed', async () => {
  const { editor } = await editing(refused('invalid_input', [{ field: 'settings.reference', message: 'too long' }]));
  editor.form.value!.reference = 'mine';
  expect(await editor.save()).toBe('mistakes');
  expect(editor.errors.value.at.reference).toBe('Too long.');
  expect(editor.form.value!.reference).toBe('mine');
});

it('a refusal without fields is a failure that says why', async () => {
  const { editor } = await editing(refused('offline'));
  editor.form.value!.reference = 'mine';
  expect(await editor.save()).toBe('failed');
  expect(editor.failure.value?.detail).toBe('It was refused.');
  expect(editor.dirty.value).toBe(true);
});

it('what somebody else saved is loaded over the changes made here, when a person asks for it', async () => {
  const { editor, held } = await editing(refused('changed_meanwhile'));
  editor.form.value!.reference = 'mine';
  expect(await editor.save()).toBe('conflict');
  expect(editor.conflict.value).toBe(true);
  expect(editor.form.value!.reference).toBe('mine');
  Object.assign(held, { version: 4, settings: { ...SETTINGS, reference: 'theirs' } });
  expect(await editor.loadTheirs()).toBe(true);
  await nextTick();
  expect(editor.form.value!.reference).toBe('theirs');
  expect(editor.conflict.value).toBe(false);
});

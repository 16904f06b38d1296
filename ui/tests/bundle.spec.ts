/** How pages are made small: the templates and Vue itself. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { without } from '../bundle/lean';
import { compile } from '../bundle/plain';
import { marks } from '../bundle/small';

const code = (template: string) => compile(template, { mode: 'module', hoistStatic: false }).code.replace(/^[^]*?return /, '').replaceAll(/\s+/g, ' ');
const SOURCES = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((name) => /\.(vue|ts)$/.test(name) && !name.endsWith('.spec.ts'));
const text = (name: string) => readFileSync(`src/${name}`, 'utf8');

it('a template becomes plain nodes: no blocks, no marks, and text as it is', () => {
  const made = code('<p :class="a"><b v-if="b">x</b> {{ c }}<i v-for="d in e" :key="d">{{ d }}</i></p>');
  expect(made).not.toMatch(/openBlock|createTextVNode|createCommentVNode|_: ?1|\/\*/);
  expect(made).toContain('(_ctx.b) ? _createElementVNode("b", null, "x") : null');
});

it('the one slot that most have is handed over bare, and several stay named', () => {
  expect(code('<Card>x</Card>')).toContain('_createVNode(_component_Card, null, () => "x")');
  expect(code('<Card><template #a>x</template><template #b>y</template></Card>')).toMatch(/a: \(\) => .*b: \(\) => /);
  expect(code('<component :is="a"><b /></component>')).toMatch(/\(\) => \[/);
});

it('of two that exclude each other each keeps a key, and one that stands alone needs none', () => {
  expect(code('<p v-if="a" /><p v-else />')).toMatch(/key: 0.*key: 1/);
  expect(code('<div><p v-if="a" :key="b" /></div>')).toContain('key: _ctx.b');
});

it('a directive ends the build, since Vue is served without', () => {
  expect(() => code('<p v-show="a" />')).toThrow('Directives');
});

it('what is always the same is said at once, and nothing is left out that nobody asked about', () => {
  const unused = { names: { gone: 'null' }, parts: { old: 'false' }, calls: { asks: '0' }, members: { all: 'two' }, shorter: 'f' };
  const asked = 'const all = { one: 1, two: 2 }; function f(a, gone) { return gone || a.old || asks(a); } f(1, 2); ({ old: 1 });';
  expect(without(asked, unused)).toBe('const all = { one: 1,  }; function f(a) { return null || false || 0; } f(1); ({  });');
  expect(() => without('f(1)', unused)).toThrow('names gone, parts old, calls asks, members all, shorter f');
});

it('pages take nothing from Vue that it is served without', () => {
  const served = `computed createApp effectScope getCurrentScope h inject nextTick onBeforeUnmount onMounted onScopeDispose provide
    reactive ref shallowRef useId useTemplateRef watch`.split(/\s+/);
  const taken = SOURCES.flatMap((name) => [...text(name).matchAll(/import \{([^}]*)\} from 'vue'/g)].flatMap(([, names]) => names!.split(',').map((one) => one.trim())));
  expect([...new Set(taken)].filter((one) => one && !one.startsWith('type ') && !served.includes(one))).toEqual([]);
});

it('nothing is watched that Vue is served without watching: a map, a set, or everything within', () => {
  expect(SOURCES.filter((name) => /(?:ref|reactive)(?:<[^(]*>)?\(new (?:Map|Set)|\bdeep: true|watch\([^]*?once: true \}\)|v-(?:once|memo)\b/.test(text(name).replaceAll(/addEventListener\(.*/g, '')))).toEqual([]);
});

it('each component has a short mark of its own, and no other file has any', () => {
  const mark = marks(`${process.cwd()}/src`);
  const all = SOURCES.filter((name) => name.endsWith('.vue')).map((name) => mark(`src/${name}`));
  expect(new Set(all).size).toBe(all.length);
  expect(() => mark('src/nothing.vue')).toThrow('nothing.vue');
});

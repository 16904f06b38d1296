/** Builds every page of ui/ into the folder that the extension serves as /static. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath, URL } from 'node:url';
import vue from '@vitejs/plugin-vue';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** What we ship of others is their work under their licence, and a minifier drops the comments that say so. */
const SHIPPED = [
  { name: 'Vue', licence: 'vue/LICENSE' },
  { name: 'Roboto (latin, 400 and 500)', licence: '@fontsource/roboto/LICENSE' },
];

function licences(): Plugin {
  return {
    name: 'licences',
    apply: 'build',
    generateBundle() {
      const texts = SHIPPED.map(({ name, licence }) => {
        const text = readFileSync(here(`./node_modules/${licence}`), 'utf8').replaceAll('\r\n', '\n');
        return `${name}\n${'='.repeat(name.length)}\n\n${text.trim()}\n`;
      });
      this.emitFile({ type: 'asset', fileName: 'licences.txt', source: texts.join('\n\n') });
    },
  };
}

/** Asks for the fonts together with the styles that name them, instead of a round trip later. */
function fontsFirst(): Plugin {
  return {
    name: 'fonts-first',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: (_, { bundle }) =>
        Object.keys(bundle ?? {})
          .filter((name) => name.endsWith('.woff2'))
          .map((name) => ({
            tag: 'link',
            attrs: { rel: 'preload', href: `/static/${name}`, as: 'font', type: 'font/woff2', crossorigin: '' },
            injectTo: 'head',
          })),
    },
  };
}

const pages = readdirSync(here('.')).filter((name) => name.endsWith('.html'));

interface Modules { getModuleInfo: (id: string) => { importers: readonly string[] } | null }

/** Which pages need a module at once. */
function wanting(id: string, modules: Modules): string[] {
  const reached = new Set([id]);
  for (const each of reached) modules.getModuleInfo(each)?.importers.forEach((importer) => reached.add(importer));
  return [...reached].filter((each) => each.endsWith('.html'));
}

type Shelf = 'shared' | 'lists' | 'forms';

/** Where what is nobody's own lies: what the settings share with a long list, what is left of either, and styles. What
 * is a page's own, or comes later, stays by itself; but a page that takes from every shelf has its styles there too,
 * which is a request less. */
function shelfOf(id: string, modules: Modules): Shelf | null {
  if (/\/src\/kit\/\w+\.ts$/.test(id)) return 'shared';
  const pages = wanting(id, modules).map((page) => page.replace(/^.*\//, ''));
  if (!pages.length) return null;
  const isOwn = pages.length < 2 && !/\/src\/(kit|xero)\//.test(id);
  const listed = pages.includes('orders.html') || pages.includes('mapping.html');
  const set = pages.includes('settings.html');
  if (/\.css$|type=style/.test(id)) return isOwn && (listed || set) ? null : 'shared';
  if (isOwn) return null;
  if (listed && set) return 'shared';
  return listed ? 'lists' : 'forms';
}

/** A shelf takes along what its modules import, unless a shelf before it has that. */
const shelves = (['shared', 'lists', 'forms'] as const).map((shelf, index) => ({
  name: (id: string, modules: Modules) => (shelfOf(id, modules) === shelf ? shelf : null),
  debugName: shelf,
  priority: 3 - index,
}));

export default defineConfig({
  base: '/static/',
  // What is hoisted out of a template is spelled twice, and bytes weigh more here than drawing.
  plugins: [vue({ template: { compilerOptions: { hoistStatic: false } } }), fontsFirst(), licences()],
  define: {
    // No component of ours is written in Vue's older style, and nobody debugs what is served.
    __VUE_OPTIONS_API__: 'false',
    __VUE_PROD_DEVTOOLS__: 'false',
    __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false',
  },
  resolve: { alias: { '@': here('./src') } },
  build: {
    outDir: here('../connect_ext/static'),
    emptyOutDir: true,
    sourcemap: false,
    // The pages' policy allows nothing but files of their own origin, so nothing may become a data: URL.
    assetsInlineLimit: 0,
    // What a later part imports is here already, but for its styles.
    modulePreload: { polyfill: false, resolveDependencies: (_, all) => all.filter((name) => name.endsWith('.css')) },
    rolldownOptions: {
      input: Object.fromEntries(pages.map((name) => [name.slice(0, -5), here(`./${name}`)])),
      checks: { pluginTimings: false },
      output: { codeSplitting: { groups: shelves } },
    },
  },
  test: { environment: 'happy-dom', include: ['{src,tests}/**/*.spec.ts'], restoreMocks: true },
});

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

/** What at least two pages need at once, and the kit's small words, is one file; a part that comes later has its own. */
function sharedOrOwn(id: string, modules: Modules): string | null {
  const pages = wanting(id, modules);
  if (pages.length < 2) return /\/src\/kit\/\w+\.ts$/.test(id) ? 'shared' : null;
  return ofLists(id, pages) ? null : 'shared';
}

/** What the settings, the heaviest page, do without; its styles stay with the others, which is one request less. */
const ofLists = (id: string, pages: readonly string[]): boolean =>
  !/\.css$|type=style|\/src\/kit\/\w+\.ts$/.test(id) && !pages.some((page) => page.endsWith('/settings.html'));

const lists = (id: string, modules: Modules): string | null => {
  const pages = wanting(id, modules);
  return pages.length > 1 && ofLists(id, pages) ? 'lists' : null;
};

export default defineConfig({
  base: '/static/',
  plugins: [vue(), fontsFirst(), licences()],
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
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: Object.fromEntries(pages.map((name) => [name.slice(0, -5), here(`./${name}`)])),
      checks: { pluginTimings: false },
      output: { codeSplitting: { groups: [
        { name: sharedOrOwn, debugName: 'shared', priority: 2 },
        { name: lists, debugName: 'lists', priority: 1 },
      ] } },
    },
  },
  test: { environment: 'happy-dom', include: ['{src,tests}/**/*.spec.ts'], restoreMocks: true },
});

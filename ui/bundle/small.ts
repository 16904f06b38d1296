/** Says of a component only what a page needs of it: neither its name, which is for those who debug, nor a long mark for
 * its styles. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Plugin } from 'vite';

/** The mark of each component's styles: as short as can be, and the same in each build. */
export function marks(folder: string): (path: string) => string {
  const all = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.vue')).sort();
  return (path) => {
    const place = all.indexOf(relative(folder, path.startsWith('/') ? path : join(folder, '..', path)));
    if (place < 0) throw new Error(`${path} is not below ${folder}`);
    return place.toString(36);
  };
}

export function small(mark: (path: string) => string): Plugin {
  return {
    name: 'small',
    apply: 'build',
    enforce: 'post',
    transform: {
      filter: { id: /\.vue($|\?vue&type=script)/ },
      handler(code, id) {
        const path = id.replace(/\?.*$/, '');
        const said = /<style[^>]* scoped/.test(readFileSync(path, 'utf8')) ? `__scopeId: "data-v-${mark(path)}"` : '';
        const text = code
          .replace(/__name: ?["'][^"']*["'],?/, said && `${said},`)
          .replace(/\/\*[@#]__PURE__\*\/ ?_defineComponent\(/, '(')
          .replace(/\/\*[@#]__PURE__\*\/ ?_export_sfc\((\w+), ?\[\[["']__scopeId["'], ?["'][^"']*["']\]\]\)/, '$1');
        return { code: text, map: null };
      },
    },
  };
}

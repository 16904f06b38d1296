/** Leaves out of Vue what no page has, so that no page loads it. What Vue's code would ask about such things is answered
 * here once and for all, and the minifier drops what can then never run. */
import type { Plugin } from 'vite';
import { babelParse, MagicString, walk } from 'vue/compiler-sfc';
import { INTERNAL, UNUSED, type Unused } from './unused.ts';

interface Node {
  type: string;
  start: number;
  end: number;
  name?: string;
  computed?: boolean;
  [part: string]: unknown;
}

type Table = Readonly<Record<string, string>>;

const nameOf = (node: unknown): string => ((node as Node | null)?.type === 'Identifier' ? ((node as Node).name ?? '') : '');
const partOf = (node: Node): string => (node.type === 'MemberExpression' && !node.computed ? nameOf(node.property) : '');
const find = (table: Table | undefined, name: string): string | null => (table && Object.hasOwn(table, name) ? table[name]! : null);

/** What an expression always is, or null. */
function answer(node: Node, { names, parts, calls, kinds }: Unused): string | null {
  if (node.type === 'MemberExpression') return find(parts, partOf(node));
  if (node.type === 'CallExpression') return find(calls, nameOf(node.callee));
  if (node.type === 'AssignmentExpression') {
    const to = node.left as Node;
    return find(names, nameOf(to)) ?? find(parts, partOf(to));
  }
  if (node.type !== 'BinaryExpression') return null;
  if (node.operator === 'in') return find(names, nameOf(node.left)) && 'false';
  if (node.operator !== '&') return null;
  const left = node.left as Node;
  const isKind = [nameOf(left), partOf(left)].includes('shapeFlag');
  return isKind && kinds?.includes((node.right as Node).value as number) ? '0' : null;
}

/** Whether an identifier stands for its value, and does not name something. */
function isRead(node: Node, parent: Node): boolean {
  switch (parent.type) {
    case 'MemberExpression': return parent.object === node || Boolean(parent.computed);
    case 'ObjectProperty': return parent.value === node && !parent.inPattern;
    case 'VariableDeclarator': return parent.init === node;
    case 'AssignmentPattern': return parent.right === node;
    case 'ArrowFunctionExpression': return parent.body === node;
    default: return !/Function|Method|Class|Pattern|Rest|port/.test(parent.type);
  }
}

/** The code without what is unused in it. Throws where it does not even ask about something. */
export function without(code: string, unused: Unused): string {
  const text = new MagicString(code);
  const asked = new Set<string>();
  const replace = ({ start, end }: Node, by: string) => text.overwrite(start, end, by);

  /** Those of the parts of an object, a class or a pattern that `gone` says so of. */
  function drop(all: Node[], gone: (part: Node) => boolean): void {
    all.forEach((part, index) => {
      if (!gone(part)) return;
      text.remove(part.start, all[index + 1]?.start ?? part.end);
      part.gone = true;
    });
  }
  function shorten(node: Node): void {
    const name = nameOf(node.id);
    const less = find(unused.members, name)?.split(/\s+/);
    if (!less) return;
    asked.add(name);
    walk(node as never, {
      enter(this: { skip: () => void }, inner: unknown) {
        const { type, properties, body } = inner as Node;
        if (type !== 'ObjectExpression' && type !== 'ClassBody') return;
        drop((properties ?? body) as Node[], (part) => less.includes(nameOf(part.key)));
        this.skip();
      },
    } as never);
  }

  /** By function, the places of the parameters that are not handed over. */
  const places = new Map<string, number[]>();
  function leaveOut(all: Node[], found: readonly number[]): void {
    for (const place of found) {
      const one = all[place];
      if (!one) continue;
      one.gone = true;
      text.remove(place ? all[place - 1]!.end : one.start, place ? one.end : (all[1]?.start ?? one.end));
    }
  }
  function measure(node: Node): void {
    const name = nameOf(node.id);
    if (!unused.shorter?.split(/\s+/).includes(name)) return;
    const { params } = (node.type === 'FunctionDeclaration' ? node : node.init) as { params?: Node[] };
    if (!params) return;
    const found = params.flatMap((one, place) => (find(unused.names, nameOf(one.left ?? one)) === null ? [] : [place]));
    places.set(name, found);
    leaveOut(params, found);
  }

  const tree = babelParse(code, { sourceType: 'module' }) as never;
  walk(tree, {
    enter(given: unknown) {
      const node = given as Node;
      if (node.type === 'FunctionDeclaration' || (node.type === 'VariableDeclarator' && node.init)) measure(node);
    },
  } as never);
  walk(tree, {
    enter(this: { skip: () => void }, given: unknown, from: unknown) {
      const node = given as Node;
      const parent = from as Node;
      if (node.gone) return this.skip();
      const always = answer(node, unused);
      if (always !== null) {
        replace(node, always);
        return this.skip();
      }
      if (/^(VariableDeclarator|Class|FunctionDecl)/.test(node.type)) shorten(node);
      if (node.type === 'CallExpression') leaveOut(node.arguments as Node[], places.get(nameOf(node.callee)) ?? []);
      if (node.type === 'ObjectExpression') drop(node.properties as Node[], (part) => !part.computed && find(unused.parts, nameOf(part.key)) !== null);
      if (node.type === 'ObjectPattern') {
        (node.properties as Node[]).forEach((part) => { part.inPattern = true; });
        drop(node.properties as Node[], (part) => find(unused.names, nameOf(part.value)) !== null);
      }
      const value = find(unused.names, nameOf(node));
      if (value !== null && isRead(node, parent)) replace(node, parent.shorthand ? `${node.name}: ${value}` : value);
    },
  } as never);
  const missing = Object.keys(unused.members ?? {}).filter((name) => !asked.has(name));
  if (missing.length) throw new Error(`Vue has no ${missing.join(', ')} any more`);
  return text.toString();
}

const LONG = new RegExp(`\\b(${INTERNAL.join('|')})\\b`, 'g');
const shortly = (code: string): string => code.replace(LONG, (name) => `$${INTERNAL.indexOf(name).toString(36)}`);

export function lean(): Plugin {
  return {
    name: 'lean',
    apply: 'build',
    transform: {
      filter: { id: /@vue\/[\w-]+\/dist\/[\w-]+\.esm-bundler\.js/ },
      handler(code, id) {
        const unused = UNUSED[id.replace(/^.*\/dist\/|\.esm-bundler\.js.*$/g, '')];
        return unused ? { code: shortly(without(code, unused)), map: null } : null;
      },
    },
  };
}

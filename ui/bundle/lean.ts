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

const none: Table = {};
const KINDS = ['names', 'parts', 'calls', 'members'] as const;

/** One file of Vue, while things are left out of it. */
class Leaving {
  readonly text: MagicString;
  private readonly met = new Set<string>();
  /** By function, the places of the parameters that are not handed over. */
  private readonly places = new Map<string, number[]>();
  private readonly shorter: string[];

  constructor(code: string, private readonly unused: Unused) {
    this.text = new MagicString(code);
    this.shorter = unused.shorter?.split(/\s+/) ?? [];
  }

  /** What the file no longer asks about. */
  get missing(): string[] {
    const known = KINDS.flatMap((kind) => Object.keys(this.unused[kind] ?? none).map((name) => `${kind} ${name}`));
    return [...known, ...this.shorter.map((name) => `shorter ${name}`)].filter((one) => !this.met.has(one));
  }

  private find(kind: (typeof KINDS)[number], name: string): string | null {
    const table = this.unused[kind] ?? none;
    if (!Object.hasOwn(table, name)) return null;
    this.met.add(`${kind} ${name}`);
    return table[name]!;
  }

  /** What an expression always is, or null. */
  private answer(node: Node): string | null {
    if (node.type === 'MemberExpression') return this.find('parts', partOf(node));
    if (node.type === 'CallExpression') return this.find('calls', nameOf(node.callee));
    if (node.type === 'AssignmentExpression') {
      const to = node.left as Node;
      return this.find('names', nameOf(to)) ?? this.find('parts', partOf(to));
    }
    if (node.type !== 'BinaryExpression') return null;
    if (node.operator === 'in') return this.find('names', nameOf(node.left)) && 'false';
    const left = node.left as Node;
    const isKind = node.operator === '&' && [nameOf(left), partOf(left)].includes('shapeFlag');
    return isKind && this.unused.kinds?.includes((node.right as Node).value as number) ? '0' : null;
  }

  /** Those of the parts of an object, a class or a pattern that `gone` says so of. */
  private drop(all: Node[], gone: (part: Node) => boolean): void {
    all.forEach((part, index) => {
      if (!gone(part)) return;
      this.text.remove(part.start, all[index + 1]?.start ?? part.end);
      part.gone = true;
    });
  }

  /** The first object or class in a declaration. */
  private shorten(node: Node): void {
    const less = this.find('members', nameOf(node.id))?.split(/\s+/);
    if (!less) return;
    const dropped = this.drop.bind(this);
    walk(node as never, {
      enter(this: { skip: () => void }, inner: unknown) {
        const { type, properties, body } = inner as Node;
        if (type !== 'ObjectExpression' && type !== 'ClassBody') return;
        dropped((properties ?? body) as Node[], (part) => less.includes(nameOf(part.key)));
        this.skip();
      },
    } as never);
  }

  private leaveOut(all: Node[], found: readonly number[]): void {
    for (const place of found) {
      const one = all[place];
      if (!one) continue;
      one.gone = true;
      this.text.remove(place ? all[place - 1]!.end : one.start, place ? one.end : (all[1]?.start ?? one.end));
    }
  }

  /** Comes before everything else: a function may be called above the place where it is written. */
  measure(node: Node): void {
    const name = nameOf(node.id);
    if (!this.shorter.includes(name)) return;
    const { params } = ((node.type === 'FunctionDeclaration' ? node : node.init) ?? {}) as { params?: Node[] };
    if (!params) return;
    this.met.add(`shorter ${name}`);
    const found = params.flatMap((one, place) => (this.find('names', nameOf(one.left ?? one)) === null ? [] : [place]));
    this.places.set(name, found);
    this.leaveOut(params, found);
  }

  /** Whether nothing within the node matters any more. */
  visit(node: Node, parent: Node): boolean {
    if (node.gone) return true;
    const always = this.answer(node);
    if (always !== null) {
      this.text.overwrite(node.start, node.end, always);
      return true;
    }
    const all = node.properties as Node[];
    if (/^(VariableDeclarator|Class|FunctionDecl)/.test(node.type)) this.shorten(node);
    else if (node.type === 'CallExpression') this.leaveOut(node.arguments as Node[], this.places.get(nameOf(node.callee)) ?? []);
    else if (node.type === 'ObjectExpression') this.drop(all, (part) => !part.computed && this.find('parts', nameOf(part.key)) !== null);
    else if (node.type === 'ObjectPattern') {
      all.forEach((part) => { part.inPattern = true; });
      this.drop(all, (part) => this.find('names', nameOf(part.value)) !== null);
    } else if (nameOf(node) && isRead(node, parent)) {
      const value = this.find('names', nameOf(node));
      if (value !== null) this.text.overwrite(node.start, node.end, parent.shorthand ? `${node.name}: ${value}` : value);
    }
    return false;
  }
}

/** The code without what is unused in it. Throws where it no longer asks about something. */
export function without(code: string, unused: Unused): string {
  const leaving = new Leaving(code, unused);
  const tree = babelParse(code, { sourceType: 'module' }) as never;
  walk(tree, { enter: (node: unknown) => leaving.measure(node as Node) } as never);
  walk(tree, {
    enter(this: { skip: () => void }, node: unknown, parent: unknown) {
      if (leaving.visit(node as Node, parent as Node)) this.skip();
    },
  } as never);
  if (leaving.missing.length) throw new Error(`Vue does not ask about it any more: ${leaving.missing.join(', ')}`);
  return leaving.text.toString();
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

/** Compiles templates into plain virtual nodes, as a person would write them with h(). Vue's own compiler also marks what
 * may change, which makes drawing faster and pages a tenth longer, and here bytes weigh more than drawing. */
import {
  baseParse, CREATE_COMMENT, CREATE_ELEMENT_VNODE, CREATE_VNODE, createSimpleExpression, DOMDirectiveTransforms,
  DOMNodeTransforms, generate, getBaseTransformPreset, NodeTypes, parserOptions, transform,
  type CodegenResult, type CompilerOptions, type RootNode,
} from '@vue/compiler-dom';

/** What a tree of code is made of. */
interface Node {
  type?: NodeTypes;
  [part: string]: unknown;
}

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null;
const isNothing = (node: unknown): boolean => isNode(node) && node.callee === CREATE_COMMENT;
const keyOf = (property: Node): unknown => (property.key as Node).content;

/** Without else there is nothing that the node could be taken for, so that it needs no key of its own. */
function keyless({ consequent, alternate }: Node): void {
  const props = (consequent as Node).props as Node | undefined;
  if (!isNothing(alternate) || props?.type !== NodeTypes.JS_OBJECT_EXPRESSION) return;
  const kept = (props.properties as Node[]).filter((one) => keyOf(one) !== 'key' || !/^\d+$/.test(String((one.value as Node).content)));
  props.properties = kept;
  if (!kept.length) (consequent as Node).props = undefined;
}

/** The one slot that most have is handed over as it is, and so is the one node in it. */
function bare(call: Node): void {
  const slots = call.children as Node | undefined;
  if (slots?.type !== NodeTypes.JS_OBJECT_EXPRESSION) return;
  slots.properties = (slots.properties as Node[]).filter((one) => keyOf(one) !== '_');
  const [only, ...others] = slots.properties as Node[];
  if (!only || others.length || keyOf(only) !== 'default') return;
  const slot = only.value as Node;
  // A component that may turn out to be an element takes a list.
  if (typeof call.tag === 'string' && Array.isArray(slot.returns) && slot.returns.length === 1) slot.returns = slot.returns[0];
  call.children = slot;
}

function strip(node: Node): void {
  switch (node.type) {
    case NodeTypes.IF:
      if ((node.codegenNode as Node).type === NodeTypes.JS_CONDITIONAL_EXPRESSION) keyless(node.codegenNode as Node);
      break;
    case NodeTypes.VNODE_CALL:
      if (node.directives) throw new Error('Directives are left out of Vue (see unused.ts): bind the attribute.');
      Object.assign(node, { isBlock: false, patchFlag: undefined, dynamicProps: undefined });
      bare(node);
      break;
    case NodeTypes.JS_FUNCTION_EXPRESSION:
      node.isSlot = false;
      break;
    case NodeTypes.JS_OBJECT_EXPRESSION:
      node.properties = (node.properties as Node[]).filter((one) => keyOf(one) !== '_');
      break;
    case NodeTypes.JS_CONDITIONAL_EXPRESSION:
      if (isNothing(node.alternate)) node.alternate = createSimpleExpression('null');
      break;
    case NodeTypes.TEXT_CALL:
      node.codegenNode = node.content;
      break;
  }
}

function walk(node: unknown, seen: Set<unknown>): void {
  if (!isNode(node) || node.type === NodeTypes.SIMPLE_EXPRESSION || seen.has(node)) return;
  seen.add(node);
  strip(node);
  const { loc: _, ...parts } = node;
  Object.values(node.codegenNode ? [node.codegenNode] : parts).forEach((part) => walk(part, seen));
}

export function parse(source: string, options: CompilerOptions): RootNode {
  return baseParse(source, { ...parserOptions, ...options });
}

export function compile(source: string | RootNode, options: CompilerOptions): CodegenResult {
  const all = { ...parserOptions, ...options, prefixIdentifiers: true };
  const root = typeof source === 'string' ? baseParse(source, all) : source;
  const [nodes, directives] = getBaseTransformPreset(true);
  transform(root, {
    ...all,
    nodeTransforms: [...nodes, ...DOMNodeTransforms, ...(options.nodeTransforms ?? [])],
    directiveTransforms: { ...directives, ...DOMDirectiveTransforms, ...options.directiveTransforms },
  });
  walk(root.codegenNode, new Set());
  root.helpers.add(CREATE_ELEMENT_VNODE).add(CREATE_VNODE);
  return generate(root, all);
}

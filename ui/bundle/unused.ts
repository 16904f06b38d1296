/** What Vue offers and no page has: see lean.ts. None of it is missed silently, since all pages are tested as built. */

export interface Unused {
  /** Parameters and variables that are always the same. */
  names?: Readonly<Record<string, string>>;
  /** Properties that are always the same, wherever they are looked up. */
  parts?: Readonly<Record<string, string>>;
  /** Functions of the file that always answer the same. */
  calls?: Readonly<Record<string, string>>;
  /** By an object or a class of the file, what it need not have. */
  members?: Readonly<Record<string, string>>;
  /** Functions whose parameters among `names` are not even handed over. */
  shorter?: string;
  /** Kinds of nodes that there are none of, as bits of `shapeFlag`. */
  kinds?: readonly number[];
}

const words = (text: string, answer: string): Record<string, string> =>
  Object.fromEntries(text.trim().split(/\s+/).map((word) => [word, answer]));

/** Nothing that is read-only (but computed values), and no maps and sets that would be watched. */
const REACTIVITY: Unused = {
  names: {
    ...words('once isReadonly2 isSSR', 'false'),
    ...words('mutableCollectionHandlers readonlyCollectionHandlers shallowCollectionHandlers', 'null'),
    ...words('deep', 'void 0'),
  },
  parts: { ...words('_isReadonly isSSR', 'false'), ...words('pause resume', 'null') },
  calls: words('isMap isSet', 'false'),
  members: {
    // What is left out here goes through the proxy item by item, and comes to the same.
    arrayInstrumentations: `concat entries every filter find findIndex findLast findLastIndex forEach join map reduce
      reduceRight some toReversed toSorted toSpliced values`,
    EffectScope: 'pause resume',
    ReactiveEffect: 'pause resume',
  },
};

/** Nodes are plain (see plain.ts). No Suspense, Teleport, KeepAlive, transition, hydration or server; no custom element, no
 * asynchronous component or setup, no v-memo, no static content, no directive, no hook on a node, no plugin. */
const CORE: Unused = {
  names: {
    ...words(`optimized isSSR isInSSRComponentSetup isAsyncWrapperVNode isAsyncSetup
      throwUnhandledErrorInProduction`, 'false'),
    ...words(`parentSuspense suspense slotScopeIds fragmentSlotScopeIds hydrate hydrateNode createHydrationFns errorHandler
      errorCapturedHooks onceHandler vnodeHook leavingNode dynamicChildren dynamicProps transition memo cacheIndex currentBlock dirs shouldInvokeDirs`, 'null'),
    ...words('patchFlag isBlockTreeEnabled slotFlag', '0'),
    // What templates ask of their component.
    PublicInstanceProxyHandlers: `({ get: ({ _: instance }, key) => key === "__v_skip" ||
      publicPropertiesMap[key]?.(instance, key === "$attrs" && track(instance.attrs, "get", "")) })`,
  },
  parts: {
    ...words('asyncResolved isDeactivated _isVueCE __ssrInlineRender _n _c _d f', 'false'),
    ...words(`dynamicChildren dynamicProps slotScopeIds transition suspense ssContent ssFallback target targetStart
      targetAnchor memo cacheIndex placeholder ce ec asyncDep sp da rtg rtc __cssModules ssrRender dirs onVnodeBeforeMount
      onVnodeMounted onVnodeUnmounted`, 'null'),
    ...words('patchFlag suspenseId staticCount', '0'),
  },
  calls: {
    ...words('isAsyncWrapper isKeepAlive isSuspense isTeleport isClassComponent needTransition looseEqual hasSetupBinding', 'false'),
    ...words(`locateUnresolvedAsyncRoot resolveAsyncComponentPlaceholder resolveAsset getModelModifiers
      getTransitionRoot`, 'null'),
    ...words(`setBlockTracking openBlock closeBlock setInSSRSetupState setTransitionHooks invokeDirectiveHook invokeVNodeHook
      mountStaticNode moveStaticNode removeStaticNode`, '0'),
    // One Vue to a page.
    registerGlobalSetter: '(v) => (currentInstance = v)',
    resolveChildrenNamespace: 'namespace',
  },
  members: {
    publicPropertiesMap: '$ $data $refs $parent $root $host $emit $options $forceUpdate $nextTick $watch',
    app: 'use mixin component directive onUnmount unmount provide runWithContext _uid _props _container _instance version config',
    createAppContext: 'mixins components directives optionsCache',
    instance: `components directives emitted exposed exposeProxy withProxy setupContext update effect job subTree
      accessCache bc c bm m bu u um bum`,
  },
  shorter: `patch processElement mountElement mountChildren patchElement processFragment processComponent mountComponent
    updateComponent setupRenderEffect updateComponentPreRender patchChildren patchKeyedChildren move unmount unmountComponent
    unmountChildren setRef setScopeId updateProps updateSlots initSlots assignSlots setupComponent initProps
    shouldUpdateComponent setupStatefulComponent finishComponentSetup handleSetupResult createComponentInstance
    createBaseVNode _createVNode`,
  kinds: [64, 128, 256, 512],
};

const DOM: Unused = {
  names: words('tt transitionClasses vShowOriginalDisplay', 'null'),
  parts: words('_isVueCE', 'false'),
  calls: {
    ...words('shouldPreserveTextareaResizeStyle', 'false'),
    ...words('resolveRootNamespace', 'void 0'),
    autoPrefix: 'camelize(name)',
    unsafeToTrustedHTML: 'value',
  },
  members: {
    nodeOps: 'querySelector insertStaticContent',
    modifierGuards: 'stop ctrl shift alt meta left middle right exact',
  },
};

/** Nobody shows a whole object as JSON. */
const SHARED: Unused = { names: words('replacer', 'null') };

/** What only Vue calls by its name, and so may call anything. */
export const INTERNAL = `activeLink appContext depsTail emitsOptions exposeProxy globalVersion isMounted isUnmounted
  nextDep nextSub prevActiveLink prevDep prevScope prevSub propsDefaults propsOptions renderCache scheduler scopeId setupContext
  setupState shapeFlag subTree __v_isReactive __v_isReadonly __v_isRef __v_isShallow __v_isVNode __v_raw __v_skip _rawValue
  _isShallow propsCache emitsCache accessCache cleanups`.split(/\s+/);

export const UNUSED: Readonly<Record<string, Unused>> = { shared: SHARED, reactivity: REACTIVITY, 'runtime-core': CORE, 'runtime-dom': DOM };

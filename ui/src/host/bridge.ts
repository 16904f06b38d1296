/**
 * The page's end of the portal's postMessage protocol.
 *
 * A page never waits for the portal: everything here works at once, inside a portal or outside. Until the portal has
 * answered with `$init`, toasts are shown by the page itself (`notices`), since nobody may be listening.
 */
import { reactive, ref, type Ref } from 'vue';
import { watchSize } from './size';

export type Context = Readonly<Record<string, unknown>>;
export type Route = string | { name: string; params?: Record<string, string> };
export type Tone = 'good' | 'bad';
export interface Notice { id: number; tone: Tone; text: string }

export interface Host {
  /** The portal has answered. */
  readonly present: Ref<boolean>;
  readonly context: Ref<Context>;
  /** What the page must show itself, because no portal does. */
  readonly notices: Notice[];
  /** One short sentence about something that worked. */
  toast(text: string): void;
  /** One short sentence about something that did not. */
  error(text: string): void;
  dismiss(id: number): void;
  /** Leads the portal to one of its own pages. */
  navigateTo(route: Route): void;
  /** Stops listening; for tests. */
  leave(): void;
}

interface Envelope { $id: string; events?: Record<string, unknown> }

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

function isEnvelope(value: unknown): value is Envelope {
  return isRecord(value) && typeof value.$id === 'string' && (value.events === undefined || isRecord(value.events));
}

/** Only a length in pixels may reach the style sheet. */
function pixels(size: unknown): string | null {
  const height = isRecord(size) ? size.height : null;
  return typeof height === 'string' && /^\d{1,5}(\.\d+)?px$/.test(height) ? height : null;
}

export function createHost(page: Window = window): Host {
  const top = page.top ?? page;
  const id = page.name || `slot_${crypto.randomUUID()}`;
  const present = ref(false);
  const context = ref<Context>({});
  const notices = reactive<Notice[]>([]);
  let lastNotice = 0;

  // The portal's origin differs from installation to installation, hence '*': nothing secret is ever sent this way.
  const emit = (name: string, value: unknown = true) => {
    if (top !== page) top.postMessage({ $id: id, events: { [name]: value } }, '*');
  };

  function say(tone: Tone, text: string): void {
    if (present.value) emit(tone === 'good' ? 'snackbar:message' : 'snackbar:error', text);
    else notices.splice(0, notices.length, { id: ++lastNotice, tone, text });
  }

  function receive(event: MessageEvent<unknown>): void {
    if (top === page || event.source !== top || !isEnvelope(event.data) || event.data.$id !== id) return;
    const { $init, containerSize } = event.data.events ?? {};
    if ($init !== undefined) {
      present.value = true;
      context.value = isRecord($init) ? $init : {};
    }
    const height = pixels(containerSize);
    if (height) page.document.documentElement.style.setProperty('--container-height', height);
  }

  page.addEventListener('message', receive);
  emit('$created');
  emit('$mounted');
  const unwatch = watchSize(page, (size) => emit('$size', size));

  return {
    present,
    context,
    notices,
    toast: (text) => say('good', text),
    error: (text) => say('bad', text),
    dismiss: (notice) => notices.splice(0, notices.length, ...notices.filter((each) => each.id !== notice)),
    navigateTo: (route) => emit('navigate-to', route),
    leave: () => {
      unwatch();
      page.removeEventListener('message', receive);
    },
  };
}

let host: Host | undefined;

/** The one host of this page. */
export const useHost = (): Host => (host ??= createHost());

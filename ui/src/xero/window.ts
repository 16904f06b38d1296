/** A window of its own for Xero's consent page, which refuses to be shown inside another page. */
import type { Opened } from './consent';

const FEATURES = 'popup,width=620,height=760';

/** Whether it shows a page of ours again: what a page of Xero's shows cannot be read from here. */
function isOurs(opened: Window): boolean {
  try {
    return opened.location.origin === window.location.origin;
  } catch {
    return false;
  }
}

/** The page that comes must not reach back into this one. */
export function openWindow(): Opened | null {
  const opened = window.open('', '_blank', FEATURES);
  if (!opened) return null;
  opened.document.title = 'Xero';
  opened.document.body.textContent = 'Taking you to Xero …';
  return {
    get closed() {
      return opened.closed;
    },
    get cameBack() {
      return isOurs(opened);
    },
    goTo: (url) => {
      opened.opener = null;
      opened.location.replace(url);
    },
    close: () => opened.close(),
  };
}

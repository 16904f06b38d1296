/**
 * Whose page this is: the account's installation that the first answer named. The session is a cookie of the browser,
 * so somebody may sign in to another account in another tab; what this page shows and does is not meant for that one.
 */
import { ref } from 'vue';

const HEADER = 'X-Installation';
const UNKNOWN = 'unknown';

/** The browser now calls for another account: no call will work until this page is reloaded. */
export const otherAccount = ref(false);

let installation = UNKNOWN;

export const isKnown = (): boolean => installation !== UNKNOWN;

/** Every call says so: a page of somebody else could not. */
export const whose = (): Record<string, string> => ({ [HEADER]: installation });

/** False for an answer to somebody else's call. */
export function isOurs(response: Response): boolean {
  const named = response.headers.get(HEADER) ?? installation;
  if (!isKnown()) installation = named;
  return named === installation;
}

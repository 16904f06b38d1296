/** Names of the columns of a price list, in place of Connect's codes for them. */
const COLUMNS: Record<string, string> = {
  st0p: 'the price for customers',
  st1p: 'the price for tier 1',
  st2p: 'the price for tier 2',
};

/** "column st0p" → "the price for customers (st0p)"; what nobody knows stays. */
export const namedColumns = (text: string): string =>
  text.replace(/\bcolumn (st[0-2]p)\b/g, (_, code: string) => `${COLUMNS[code]} (${code})`);

const SOURCES: Record<string, string> = { marketplace: 'Marketplace price list', own_table: 'Your own price table', xero: 'Xero item', asset_parameter: 'Subscription parameter', usage: 'Usage file' };

export const sourceName = (source: string | null): string =>
  source === null ? 'Price of the running term' : (SOURCES[source] ?? source.replaceAll('_', ' '));

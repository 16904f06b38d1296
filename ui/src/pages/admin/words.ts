/** How an installation fares, in the words of whoever keeps the extension running. */
import type { Health } from '@/api/types';
import type { Tone } from '@/kit/kinds';

export const CONNECTIONS: Record<Health['connection'], { words: string; tone: Tone }> = {
  not_connected: { words: 'Not connected', tone: 'neutral' },
  connected: { words: 'Connected', tone: 'good' },
  paused: { words: 'Paused', tone: 'warn' },
  broken: { words: 'Disconnected by Xero', tone: 'bad' },
};

/** The extension counts no further. */
export const upTo = (count: number): string => (count >= 1000 ? '1,000+' : String(count));

const LONG = 30 * 60_000;

/** Work that could have been done half an hour ago is work that nobody does. */
export const isStuck = ({ oldest_waiting: oldest, connection }: Health, now: number): boolean =>
  connection === 'connected' && oldest !== null && now - Date.parse(oldest) > LONG;

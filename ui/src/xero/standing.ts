/** How a connection stands, in the words of the card. */
import type { Connection } from '@/api/types';
import type { Tone } from '@/kit/kinds';

export type Standing = 'none' | 'pending' | 'active' | 'paused' | 'broken';

export function standing(connection: Connection, now: number): Standing {
  if (connection.status !== 'active') return connection.status;
  return connection.paused_until && Date.parse(connection.paused_until) > now ? 'paused' : 'active';
}

export const CHIPS: Record<Standing, { tone: Tone; words: string }> = {
  none: { tone: 'neutral', words: 'Not connected' },
  pending: { tone: 'info', words: 'Choose an organisation' },
  active: { tone: 'good', words: 'Connected' },
  paused: { tone: 'warn', words: 'Paused' },
  broken: { tone: 'bad', words: 'Disconnected by Xero' },
};

/** "the token was revoked" → "The token was revoked." */
export function sentence(clause: string): string {
  const text = clause.trim();
  if (!text) return '';
  return text.charAt(0).toUpperCase() + text.slice(1) + (/[.!?]$/.test(text) ? '' : '.');
}

/** Where the cause of a problem is put right, already narrowed to what it is about. */
import type { Cause } from '@/api/types';

export interface Fix {
  words: string;
  /** Without it the wizard asks what is missing. */
  href?: string;
}

type About = Record<string, string>;

/** Each page reads what follows the # by itself. */
const hash = (said: About): string => `#${new URLSearchParams(said)}`;

const CHOOSES = ['XI-811', 'XI-812'];

export function fixOf({ code, about, problem }: Pick<Cause, 'code' | 'about' | 'problem'>): Fix {
  switch (problem.screen) {
    case 'settings':
      return { words: 'Fix in Settings', href: '/static/settings.html' };
    case 'connection':
      return { words: 'Reconnect', href: '/static/settings.html' };
    case 'prices':
      return { words: 'Upload prices', href: '/static/mapping.html' };
    case 'mapping':
      return { words: 'Fix in Mapping', href: `/static/mapping.html${hash({ part: code === 'XI-211' ? 'tracking' : 'products', ...(about.item ? { search: about.item } : {}) })}` };
    case 'customers':
      return { words: 'Choose the contact' };
    default:
      return { words: code.startsWith('XI-8') && !CHOOSES.includes(code) ? 'Review and release' : 'Review' };
  }
}

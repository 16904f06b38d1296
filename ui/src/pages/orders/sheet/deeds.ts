/** What a person can do with one order besides syncing it, and whether it is possible as the order stands. */
import type { Task } from '@/api/types';
import type { MenuAct } from '@/kit/kinds';
import { fit } from '../acting';

export type Deed = 'hold' | 'release' | 'ignore' | 'unignore' | 'already_in_xero' | 'billed_elsewhere' | 'never_send' | 'undo';

export const TITLES: Record<Deed, string> = {
  hold: 'Hold this order',
  release: 'Release',
  ignore: 'Ignore this order',
  unignore: 'No longer ignore',
  already_in_xero: 'It is already in Xero',
  billed_elsewhere: 'It was billed elsewhere',
  never_send: 'Never send it',
  undo: 'Undo in Xero',
};

const ENDS: Deed[] = ['already_in_xero', 'billed_elsewhere', 'never_send'];

/** Undone in part, and a credit of what is not billed any more: an undo takes back the rest. */
const STANDS = ['XI-813', 'XI-815'];

function isInXero(task: Task): boolean {
  return task.status === 'synced' || (task.status === 'attention' && task.problems.some((one) => STANDS.includes(one.code)));
}

/** `canSend`: Xero can be asked, which ends and an undo need. */
export function deedsOf(task: Task, canSend: boolean): MenuAct[] {
  const open = fit('ignore', [task]).length > 0;
  const found: Deed[] = [
    ...(['release', 'hold'] as const).filter((act) => fit(act, [task]).length),
    ...(open && canSend ? ENDS : []),
    ...(['ignore', 'unignore'] as const).filter((act) => fit(act, [task]).length),
    ...(isInXero(task) && task.document && canSend ? (['undo'] as const) : []),
  ];
  return found.map((act) => ({ act, label: act === 'undo' ? 'Undo in Xero …' : ENDS.includes(act) ? `${TITLES[act]} …` : TITLES[act] }));
}

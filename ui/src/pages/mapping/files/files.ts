/** Mappings and the price table as files: downloaded, checked, uploaded, with every wrong cell named. */
import { ref } from 'vue';
import { download, get, over, upload, type Answer } from '@/api/client';
import type { CellProblem } from '@/api/types';
import { useHost } from '@/host/bridge';
import { count } from '../words';

export type FileKind = 'customers' | 'items' | 'fees' | 'prices';

interface MappingTaken { changed: number; saved: boolean; read_as: string }
interface PricesTaken { rows: number; saved: boolean; read_as: string; version: number }

export const TITLES: Record<FileKind, { title: string; noun: string; text: string; empty: string }> = {
  customers: {
    title: 'Customers as CSV', noun: 'customer',
    text: 'Download the file, change it in a spreadsheet, upload it again. Customers and columns that the file does not have stay as they are.',
    empty: 'An empty contact unlinks; on and off are the switches of auto-sync.',
  },
  items: {
    title: 'Products as CSV', noun: 'mapping',
    text: 'Download the file, change it in a spreadsheet, upload it again. Rows that the file does not have stay as they are.',
    empty: 'An empty Xero item unmaps; “(account only)” is a mapping without an item.',
  },
  fees: { title: 'Fees as CSV', noun: 'fee', text: 'Download the file, change it, upload it again.', empty: 'Kinds that the file does not have stay as they are.' },
  prices: {
    title: 'Own price table', noun: 'row',
    text: 'A CSV or XLSX file with your own prices. What you upload becomes the whole table, or nothing is changed.',
    empty: 'The template has every column; the XLSX one explains them.',
  },
};

const address = (kind: FileKind): string => (kind === 'prices' ? '/prices/file' : `/mapping/files/${kind}`);

/** Of problem details whose rows are cells. */
export function problemsOf(body: unknown): CellProblem[] {
  const rows = (body as { rows?: unknown } | null)?.rows;
  return Array.isArray(rows) ? (rows as CellProblem[]) : [];
}

export function takenWords(kind: FileKind, taken: MappingTaken | PricesTaken): string {
  if ('rows' in taken) return `${count(taken.rows, 'row')} ${taken.saved ? 'saved' : 'can be saved'}`;
  const { noun } = TITLES[kind];
  return taken.changed ? `${count(taken.changed, noun)} ${taken.saved ? 'changed' : 'would change'}` : 'The file says nothing new';
}

export function useFile(kind: FileKind, saved: () => void) {
  const host = useHost();
  const file = ref<File | null>(null);
  const busy = ref<'' | 'down' | 'check' | 'save'>('');
  const problems = ref<CellProblem[]>([]);
  const refused = ref('');
  /** What a check has found out about the chosen file. */
  const checked = ref('');

  function choose(chosen: File | null): void {
    file.value = chosen;
    problems.value = [];
    refused.value = checked.value = '';
  }

  async function fetchIt(query: Record<string, string> = {}): Promise<void> {
    busy.value = 'down';
    const refusal = await download(address(kind), query);
    if (refusal && !over.value) refused.value = refusal.detail;
    busy.value = '';
  }

  /** The price table is saved over the version that is in force when it is checked. */
  async function version(): Promise<number | undefined> {
    const now: Answer<{ version: number }> = await get<{ version: number }>('/prices');
    return now.ok ? now.value.version : undefined;
  }

  async function send(dry: boolean): Promise<void> {
    if (!file.value) return;
    busy.value = dry ? 'check' : 'save';
    problems.value = [];
    refused.value = checked.value = '';
    const query = kind === 'prices' ? { version: await version() } : {};
    const answer = await upload<MappingTaken | PricesTaken>(address(kind), file.value, { ...query, dry_run: String(dry) });
    busy.value = '';
    if (!answer.ok) {
      problems.value = problemsOf(answer.body);
      if (!over.value) refused.value = answer.detail;
    } else if (dry) checked.value = `${takenWords(kind, answer.value)}. Read as ${answer.value.read_as}.`;
    else {
      host.toast(takenWords(kind, answer.value));
      choose(null);
      saved();
    }
  }

  return { file, busy, problems, refused, checked, choose, fetch: fetchIt, send };
}

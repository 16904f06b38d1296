/** What orders would make in Xero, looked at anew after each answer; and the step at which the wizard is. */
import { onScopeDispose, ref, shallowRef } from 'vue';
import { post, type Problem } from '@/api/client';
import type { Amount, Preview, Previews } from '@/api/types';
import { AT_ONCE, stepsOf, type Step } from './questions';

/** The orders are looked at together, which may mean many lines. */
const PATIENCE = 60_000;

export function useLook(ids: readonly number[]) {
  const asked = shallowRef<readonly number[]>(ids);
  const previews = shallowRef<Record<string, Preview> | null>(null);
  const totals = shallowRef<Amount[]>([]);
  const problem = shallowRef<Problem | null>(null);
  const loading = ref(false);
  const steps = shallowRef<Step[]>(['preview']);
  const step = ref<Step>('preview');
  const life = new AbortController();

  /** The steps stay those of the first look: what was answered is done, and not gone. */
  async function again(wanted: readonly number[] = asked.value): Promise<void> {
    const first = previews.value === null;
    loading.value = true;
    asked.value = wanted;
    const answer = await post<Previews>('/tasks/previews', { tasks: wanted.slice(0, AT_ONCE) }, { signal: life.signal, timeout: PATIENCE });
    if (life.signal.aborted) return;
    loading.value = false;
    problem.value = answer.ok ? null : answer;
    if (!answer.ok) return;
    previews.value = answer.value.previews;
    totals.value = answer.value.totals;
    if (first) {
      steps.value = stepsOf(answer.value.previews);
      step.value = steps.value[0]!;
    }
  }

  onScopeDispose(() => life.abort());
  void again();
  return { asked, previews, totals, problem, loading, steps, step, again };
}

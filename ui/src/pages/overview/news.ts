/** What has happened since the last visit is told once, in one pop-up, wherever a person comes in. */
import { watch, type ShallowRef } from 'vue';
import { post } from '@/api/client';
import type { Overview } from '@/api/types';
import { useHost } from '@/host/bridge';
import { newsWords } from './words';

export function useNews(found: ShallowRef<Overview | null>): void {
  const host = useHost();
  let told = -1;
  watch(found, (now) => {
    if (!now || now.news.newest <= told) return;
    const first = told < 0;
    told = now.news.newest;
    const words = newsWords(now.news);
    if (words) (now.news.matter ? host.error : host.toast)(words);
    // Also where nothing was told: the first visit is where counting begins.
    if (first ? words || now.news.is_first : words) void post('/activity/visit', { told });
  });
}

/** Who is signed in, asked once and only by what shows people; then somebody's own deeds can be called theirs. */
import { ref, type Ref } from 'vue';
import { get } from '@/api/client';

const me = ref('');
let asked = false;

export function useMe(): Ref<string> {
  if (!asked) {
    asked = true;
    void get<{ user: string }>('/session').then((answer) => {
      if (answer.ok) me.value = answer.value.user;
      else asked = false;
    });
  }
  return me;
}

const ITSELF: Record<string, string> = { event: 'Connect', schedule: 'schedule', webhook: 'Xero' };

/** “you”, the person's id, or what did it by itself. */
export function who(actor: string, user: string, own: string): string {
  if (actor !== 'person') return ITSELF[actor] ?? 'the extension';
  return user ? (user === own ? 'you' : user) : 'a person';
}

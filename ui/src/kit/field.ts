/** How a field tells the control inside it its id, its hint and its error. */
import { computed, inject, provide, useId, type ComputedRef, type InjectionKey } from 'vue';

export interface FieldLink {
  id: string;
  describedBy: ComputedRef<string | undefined>;
  invalid: ComputedRef<true | undefined>;
}

const KEY: InjectionKey<FieldLink> = Symbol('field');

export function describe(props: { hint?: string | undefined; error?: string | null | undefined }): FieldLink {
  const id = useId();
  const describedBy = computed(() => {
    const ids = [props.error ? `${id}-error` : '', props.hint ? `${id}-hint` : ''].filter(Boolean);
    return ids.join(' ') || undefined;
  });
  return { id, describedBy, invalid: computed(() => (props.error ? true : undefined)) };
}

export function provideField(props: { hint?: string | undefined; error?: string | null | undefined }): FieldLink {
  const link = describe(props);
  provide(KEY, link);
  return link;
}

/** What the control binds; nothing when it stands alone and brings a label of its own. */
export function useField() {
  const link = inject(KEY, null);
  return computed(() =>
    link ? { id: link.id, 'aria-describedby': link.describedBy.value, 'aria-invalid': link.invalid.value } : {},
  );
}

/** How every page starts. */
import { createApp, type Component } from 'vue';
import '@/kit/theme.css';
import { useHost } from '@/host/bridge';

export function mount(page: Component): void {
  createApp(page).mount('#app');
  useHost();
}

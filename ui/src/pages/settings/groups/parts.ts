/** The rules by country stand far down, and most who bill at home have none. */
import { later } from '@/kit/later';
import Waiting from '@/xero/Waiting.vue';

export const { part: CountryRules } = later(() => import('./CountryRules.vue'), Waiting);

import { mount } from '@/mount';
import Page from './Page.vue';

mount(Page);

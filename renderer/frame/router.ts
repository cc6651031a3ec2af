// The views of the window; their order is that of the rail and of the keys Ctrl+1, Ctrl+2, …
import { createMemoryHistory, createRouter } from 'vue-router'

export const views = [
  { name: 'train', title: 'Train', icon: 'i-lucide-activity' },
  { name: 'runs', title: 'Runs', icon: 'i-lucide-rows-3' },
  { name: 'settings', title: 'Settings', icon: 'i-lucide-settings-2' },
] as const

export const router = createRouter({
  history: createMemoryHistory(), // the page's address never changes: there is no page to reload or to share
  routes: [
    { name: 'train', path: '/', component: () => import('../areas/training/TrainView.vue') },
    { name: 'runs', path: '/runs', component: () => import('../areas/runs/RunsView.vue') },
    { name: 'settings', path: '/settings', component: () => import('../areas/settings/SettingsView.vue') },
    { name: 'run', path: '/runs/:id', component: () => import('../areas/runs/RunView.vue'), props: true },
  ],
})

// The symbol, component and pages of each view, and the router of all views.
import { views, type ViewName } from '@contract/window/views'
import { createMemoryHistory, createRouter, type RouteComponent } from 'vue-router'
import TrainView from '../areas/training/TrainView.vue'

type Loader = () => Promise<RouteComponent>

interface Page {
  readonly name: string
  /** Path below that of its view; its parameters become props. */
  readonly path: string
  readonly component: Loader
}

interface ViewParts {
  readonly icon: string
  readonly component: Loader
  readonly pages?: readonly Page[]
}

export const viewParts: Readonly<Record<ViewName, ViewParts>> = {
  // The view that the window opens with is part of the page's program: loaded by itself it would come after everything else.
  train: { icon: 'i-lucide-activity', component: () => Promise.resolve(TrainView) },
  data: { icon: 'i-lucide-images', component: () => import('../areas/data/DataView.vue') },
  model: { icon: 'i-lucide-blocks', component: () => import('../areas/models/ModelView.vue') },
  runs: {
    icon: 'i-lucide-rows-3',
    component: () => import('../areas/runs/RunsView.vue'),
    pages: [
      { name: 'run', path: '/:id', component: () => import('../areas/runs/RunView.vue') },
      { name: 'sweeps', path: '/sweeps', component: () => import('../areas/sweeps/SweepsView.vue') },
      { name: 'new-sweep', path: '/sweeps/new', component: () => import('../areas/sweeps/NewSweepView.vue') },
      { name: 'sweep', path: '/sweeps/:id', component: () => import('../areas/sweeps/SweepView.vue') },
      { name: 'compare', path: '/compare', component: () => import('../areas/runs/compare/CompareView.vue') },
      { name: 'report', path: '/report', component: () => import('../areas/reports/ReportView.vue') },
    ],
  },
  experiments: {
    icon: 'i-lucide-flask-conical',
    component: () => import('../areas/experiments/ExperimentsView.vue'),
    pages: [
      { name: 'experiment', path: '/:name', component: () => import('../areas/experiments/ExperimentView.vue') },
      { name: 'experiment-report', path: '/report', component: () => import('../areas/reports/ReportView.vue') },
    ],
  },
  inspect: { icon: 'i-lucide-scan-eye', component: () => import('../areas/inspection/InspectView.vue') },
  settings: { icon: 'i-lucide-settings-2', component: () => import('../areas/settings/SettingsView.vue') },
}

const routes = views.flatMap(({ name, path }) => {
  const { component, pages = [] } = viewParts[name]
  const meta = { view: name }
  return [
    { name, path, component, meta },
    ...pages.map((page) => ({ ...page, path: `${path}${page.path}`, props: true, meta })),
  ]
})

export const router = createRouter({
  history: createMemoryHistory(), // the page's address never changes, as it is neither reloaded nor shared
  routes,
})

/** Loads the code of every view and page, one after another while the page has nothing else to do, so that nobody waits for it at the first visit. */
export async function loadViewsAhead(): Promise<void> {
  for (const { component, pages = [] } of Object.values(viewParts)) {
    for (const load of [component, ...pages.map((page) => page.component)]) {
      await new Promise((resolve) => requestIdleCallback(resolve))
      await load()
    }
  }
}

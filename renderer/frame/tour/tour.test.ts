// The tour ends where its controls are not in sight, and is not shown by itself again then.
import { createPinia } from 'pinia'
import { expect, it } from 'vitest'
import { createApp } from 'vue'
import { createMemoryHistory, createRouter } from 'vue-router'
import { views } from '@contract/window/views'
import { installLab } from '../../testing/lab-in-memory'
import { useTour } from './tour'
import { tourSteps } from './tour-steps'

async function started() {
  const told: string[] = []
  installLab({ endTour: () => { told.push('ended'); return null } })
  const router = createRouter({ history: createMemoryHistory(), routes: views.map(({ name, path }) => ({ name, path, component: {}, meta: { view: name } })) })
  const app = createApp({ render: () => null }).use(createPinia()).use(router)
  const tour = app.runWithContext(() => useTour())
  await tour.start()
  return { router, tour, told }
}

it('ends when another view is shown than that of its controls', async () => {
  const { router, tour, told } = await started()
  tour.next()
  await router.push({ name: 'runs' })
  expect(tour.step).toBeNull()
  expect(told).toEqual(['ended'])
})

it('keeps its last step in every view, as that points at the rail', async () => {
  const { router, tour, told } = await started()
  for (let step = 1; step < tourSteps.length; step++) tour.next()
  await router.push({ name: 'runs' })
  expect(tour.step?.name).toBe('results')
  expect(told).toEqual([])
})

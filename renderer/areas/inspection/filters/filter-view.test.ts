// Filters keep their places while the slider moves through the epochs, whose scale is one; what is drawn follows the choices.
import type { FilterHistory, LayerFilters } from '@contract/inspection/filters'
import { flushPromises, mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { h } from 'vue'
import { beforeEach, expect, it, vi } from 'vitest'
import { installLab } from '../../../testing/lab-in-memory'
import { useFilterView } from './filter-view'

const { state } = vi.hoisted(() => ({
  state: {
    network: { of: 'run', runId: 'a', checkpoint: 'last' },
    run: { id: 'a' },
    checkpoint: { label: 'Epoch 2, the last', checkpoint: { epoch: 2 } },
  },
}))
vi.mock('../inspection', async () => {
  const { reactive } = await import('vue')
  const store = reactive(state)
  return { useInspection: () => store }
})

/** Two filters of 1 by 2 weights: the second has the larger norm at the end, the first before training. */
const conv1: LayerFilters = { layer: 'conv1', shape: [2, 1, 1, 2], values: Float32Array.from([1, 0, 0, 2]) }
/** Three channels of 1 by 1 for each of two filters: no pictures as they are. */
const conv2: LayerFilters = { layer: 'conv2', shape: [2, 2, 1, 1], values: Float32Array.from([1, 2, 3, 4]) }
const history: FilterHistory = { layer: 'conv1', shape: conv1.shape, epochs: [0, 1, 2], values: Float32Array.from([4, 0, 0, 1, 2, 0, 0, 1, 1, 0, 0, 2]) }

async function openFilters() {
  installLab({
    filterLayers: () => [conv1, conv2].map(({ layer, shape }) => ({ layer, shape })),
    filters: (_network, layer) => (layer === 'conv1' ? conv1 : conv2),
    filterHistory: () => history,
  })
  let view: ReturnType<typeof useFilterView> | undefined
  mount({ setup() { view = useFilterView(() => 400); return () => h('p') } })
  await flushPromises()
  if (!view) throw new Error('not mounted')
  return view
}

beforeEach(() => {
  setActivePinia(createPinia())
})

it('the sequence is that of the checkpoint at every epoch', async () => {
  const { choices, drawn, place, shownPlace } = await openFilters()
  choices.order = 'norm'
  expect([drawn.value?.numbers, [...(drawn.value?.values ?? [])], shownPlace.value]).toEqual([[1, 0], [0, 2, 1, 0], 2])
  place.value = 0
  expect([drawn.value?.numbers, [...(drawn.value?.values ?? [])]]).toEqual([[1, 0], [0, 1, 4, 0]])
})

it('all epochs have one scale; the spectrum that of the epoch', async () => {
  const { choices, full, place } = await openFilters()
  place.value = 2
  expect(full.value).toBe(4)
  choices.values = 'magnitudes'
  expect(full.value).toBe(2)
})

it('of a layer whose filters are no pictures, the kernels of one filter or of one channel are drawn', async () => {
  const { choices, drawn, isWhole, number, ofEpochs } = await openFilters()
  choices.layer = 'conv2'
  await flushPromises()
  expect([isWhole.value, ofEpochs.value, [...(drawn.value?.values ?? [])]]).toEqual([false, null, [1, 2]])
  Object.assign(choices, { by: 'channel', number: 7 })
  expect([number.value, [...(drawn.value?.values ?? [])]]).toEqual([1, [2, 4]])
})

it('another checkpoint is shown by itself, not the epoch that the slider was at', async () => {
  const { place } = await openFilters()
  place.value = 0
  const { useInspection } = await import('../inspection')
  Object.assign(useInspection(), { network: { of: 'run', runId: 'a', checkpoint: 1 } })
  await flushPromises()
  expect(place.value).toBeNull()
})

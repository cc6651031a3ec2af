// All maps of a small network are read for each image; of a large one the first of each layer, and the others where they are wanted.
import type { LayerMapsWanted, MapsOfLayer } from '@contract/inspection/layer-maps'
import { flushPromises, mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { h } from 'vue'
import { beforeEach, expect, it, vi } from 'vitest'
import { installLab } from '../../../testing/lab-in-memory'
import { mapLayout } from './map-layout'
import { useMapsView } from './maps-view'

const { state } = vi.hoisted(() => ({ state: { network: { of: 'run', runId: 'a', checkpoint: 'last' }, image: { from: 'dataset', split: 'test', index: 0 }, unit: null as { layer: string; unit: number } | null } }))
vi.mock('../inspection', async () => {
  const { reactive } = await import('vue')
  const store = reactive(state)
  return { useInspection: () => store }
})

const layer = (name: string, channels: number, edge: number, most: number): MapsOfLayer => ({
  ...{ layer: name, kind: 'conv2d', channels, height: edge, width: edge, lowest: 0, highest: 1, zeroShare: 0 },
  maps: new Float32Array(Math.min(channels, most) * edge * edge),
})

/** A network of one convolution and one layer of single values. @param edge of the convolution's maps */
function openMaps(edge: number) {
  const answer = (wanted: LayerMapsWanted) => ({
    probabilities: [1],
    layers: [layer('conv', 64, edge, wanted.mostChannels), layer('fc', 100, 1, wanted.mostChannels)].filter(({ layer: name }) => wanted.layers?.includes(name) ?? true),
  })
  const lab = installLab({ layerMaps: (_network, _image, wanted) => answer(wanted) })
  let view: ReturnType<typeof useMapsView> | undefined
  mount({ setup() { view = useMapsView(); return () => h('p') } })
  if (!view) throw new Error('not mounted')
  const channels = (): readonly number[] => view?.layers.value.map(({ maps, height, width }) => maps.length / (height * width)) ?? []
  return { lab, view, channels }
}

beforeEach(() => {
  setActivePinia(createPinia())
  state.unit = null
})

it('of a small network', async () => {
  const { channels } = openMaps(10)
  await flushPromises()
  expect(channels()).toEqual([64, 100])
})

it('of a large network single values are read whole, maps where they are opened', async () => {
  const { view, channels, lab } = openMaps(300)
  await flushPromises()
  expect(channels()).toEqual([16, 100])
  view.open('conv')
  await flushPromises()
  expect(channels()).toEqual([64, 100])
  expect(lab.asked.mock.calls.map(([, , , wanted]) => (wanted as LayerMapsWanted).layers)).toEqual([null, ['fc'], ['conv', 'fc']])
})

it('maps fill the room in whole pixels, few of them larger; those with many pixels are made smaller', () => {
  expect(mapLayout(layer('conv', 60, 10, 60), 400)).toEqual({ zoom: 4, columns: 9, height: (7 * 11 + 1) * 4 })
  expect(mapLayout(layer('conv', 60, 128, 60), 400)).toMatchObject({ zoom: 48 / 128, columns: 8 })
  expect(mapLayout(layer('conv', 4, 10, 4), 400)).toMatchObject({ zoom: 11, columns: 2 })
  expect(mapLayout(layer('fc', 100, 1, 100), 400)).toEqual({ zoom: 15, columns: 25, height: 60 })
})

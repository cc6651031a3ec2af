// The training images that excite a unit most: looked for when asked for, and then known for every unit of the network.
import type { UnitActivity } from '@contract/inspection/unit-activity'
import { flushPromises, mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { shallowReactive } from 'vue'
import { installLab } from '../../testing/lab-in-memory'
import type ExcitingImagesPart from './ExcitingImages.vue'

const inspection = vi.hoisted(() => ({ shown: {} as Record<string, unknown> }))
vi.mock('./inspection', () => ({ useInspection: () => inspection.shown }))
// Parts of the component kit, and what is made of them.
vi.mock('@nuxt/ui/components/Button.vue', () => ({ default: { props: { label: String }, template: '<button>{{ label }}</button>' } }))
vi.mock('../../frame/ProblemNotice.vue', () => ({ default: { template: '<p role="alert" />' } }))
vi.mock('../../images/ImageCanvas.vue', () => ({ default: { template: '<canvas />' } }))

const sampleOf = (index: number) => ({ pixels: Uint8Array.of(index), channels: 1, height: 1, width: 1, label: index % 2 })
/** Two units; the second is dead. */
const activity: UnitActivity = {
  images: 500,
  within: 'train',
  layers: [
    {
      ...{ layer: 'relu_1', kind: 'relu', units: 2, largest: Float32Array.of(9, 0), mean: Float32Array.of(1, 0), activeShare: Float32Array.of(1, 0) },
      ...{ dead: [1], exciting: Uint32Array.of(7, 12, 0, 1), excitement: Float32Array.of(9, 8.125, 0, 0) },
    },
  ],
}
const showSample = vi.fn()

let ExcitingImages: typeof ExcitingImagesPart
beforeAll(async () => {
  // Tests of the page share their modules, and another file may have loaded `shown-weights.ts` with an inspection of its own.
  vi.resetModules()
  ExcitingImages = (await import('./ExcitingImages.vue')).default
})

beforeEach(() => {
  setActivePinia(createPinia())
  showSample.mockClear()
  inspection.shown = shallowReactive<Record<string, unknown>>({
    network: { of: 'run', runId: 'lenet-1', checkpoint: 'last' },
    checkpoint: { value: 'epoch-1' },
    dataset: { id: 'fashion-mnist', trainImages: 500, classes: ['Sneaker', 'Sandal'] },
    className: (label: number) => ['Sneaker', 'Sandal'][label] ?? '',
    showSample,
  })
})

it('looks when told to, and a click looks into an image', async () => {
  const lab = installLab({ unitActivity: () => activity, splitImages: (_dataset, _split, indices) => indices.map(sampleOf) })
  const part = mount(ExcitingImages, { props: { layer: 'relu_1', unit: 0, name: 'relu_1, unit 0' } })
  await flushPromises()
  expect(lab.asked).not.toHaveBeenCalled()
  await part.get('button').trigger('click')
  await flushPromises()
  expect(lab.asked).toHaveBeenCalledWith('unitActivity', { of: 'run', runId: 'lenet-1', checkpoint: 'last' }, { split: 'train', images: 500 })
  expect(part.findAll('li').map((item) => item.text())).toEqual([expect.stringContaining('Training image 7, Sandal, 9'), expect.stringContaining('Training image 12, Sneaker, 8.13')])
  await part.findAll('li button')[1]?.trigger('click')
  expect(showSample).toHaveBeenCalledExactlyOnceWith('train', 12, sampleOf(12))
})

it('says of a dead unit and of a layer that was not looked at why there are none', async () => {
  installLab({ unitActivity: () => activity, splitImages: (_dataset, _split, indices) => indices.map(sampleOf) })
  const part = mount(ExcitingImages, { props: { layer: 'relu_1', unit: 1, name: 'relu_1, unit 1' } })
  await part.get('button').trigger('click')
  await flushPromises()
  expect(part.text()).toContain('It is a dead unit.')
  await part.setProps({ isLogit: true })
  expect(part.text()).toContain('They are looked for in the layers before the logits.')
  await part.setProps({ layer: 'linear_1', isLogit: false })
  expect(part.text()).toContain('They are not looked for in this layer.')
  Object.assign(inspection.shown, { checkpoint: { value: 'epoch-2' } })
  await flushPromises()
  expect(part.find('button').text()).toBe('Look for them')
})

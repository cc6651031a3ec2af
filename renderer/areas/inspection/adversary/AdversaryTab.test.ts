// The tab Adversary asks once for an image and draws every step of the slider from that answer.
import { largestStep, type Adversary } from '@contract/inspection/adversary'
import type { PixelImage } from '@common/pictures/pixel-image'
import { flushPromises, shallowMount } from '@vue/test-utils'
import { beforeEach, expect, it, vi } from 'vitest'
import { shallowReactive } from 'vue'
import { installLab } from '../../../testing/lab-in-memory'
import AdversaryTab from './AdversaryTab.vue'
import StepSlider from './StepSlider.vue'

const inspection = vi.hoisted(() => ({ shown: {} as Record<string, unknown> }))
vi.mock('../inspection', () => ({ useInspection: () => inspection.shown }))
// Parts of the component kit, and what is made of them.
vi.mock('@nuxt/ui/components/Slider.vue', () => ({ default: { template: '<i />' } }))
vi.mock('../../../frame/ProblemNotice.vue', () => ({ default: { template: '<p role="alert" />' } }))
vi.mock('../pictures/SavablePicture.vue', () => ({ default: { name: 'SavablePicture', props: ['picture', 'caption'], template: '<figure>{{ caption }}</figure>' } }))

const names = ['Sneaker', 'Sandal']
const imageOf = (index: number) => ({ from: 'dataset', split: 'test', index })

beforeEach(() => {
  inspection.shown = shallowReactive<Record<string, unknown>>({
    network: { of: 'run', runId: 'lenet-1', checkpoint: 'last' },
    image: imageOf(4),
    pixels: { pixels: Uint8Array.of(0, 50, 100, 250), channels: 1, height: 2, width: 2 },
    label: 0,
    className: (label: number) => names[label] ?? '',
  })
})

/** The answer becomes a sandal at a step; null: it stays a sneaker. */
const adversary = (smallest: number | null): Adversary => ({
  class: 0,
  signs: Int8Array.of(1, -1, 1, 1),
  probabilities: Float32Array.from({ length: 2 * (largestStep + 1) }, (_, place) => ((Math.floor(place / 2) >= (smallest ?? Infinity)) === (place % 2 === 1) ? 0.75 : 0.25)),
  smallest,
})

async function opened(smallest: number | null) {
  const lab = installLab({ adversary: () => adversary(smallest) })
  const tab = shallowMount(AdversaryTab, { global: { stubs: { SavablePicture: false, ProbabilityBars: false } } })
  await flushPromises()
  const pixels = () => tab.findAllComponents({ name: 'SavablePicture' }).map((part) => [...(part.props('picture') as PixelImage).pixels])
  const bars = () => tab.findAll('li').map((row) => row.text().replaceAll('\u00a0', ' '))
  const go = async (step: number) => {
    tab.getComponent(StepSlider).vm.$emit('update:modelValue', step)
    await flushPromises()
  }
  return { lab, tab, pixels, bars, go }
}

it('begins at the smallest step that changes the answer', async () => {
  const { tab, pixels, bars } = await opened(8)
  expect(tab.getComponent(StepSlider).props()).toMatchObject({ modelValue: 8, smallest: 8 })
  expect(tab.get('[data-testid="smallest-step"]').text()).toContain('A step of 8/255')
  expect(pixels()).toEqual([[0, 50, 100, 250], [255, 1, 255, 207], [8, 42, 108, 255]])
  expect(bars()).toEqual(['Sneaker ✓, its class25.0 %', 'Sandal75.0 %'])
  expect(tab.text()).toContain('No longer Sneaker')
})

it('draws every step from the one answer', async () => {
  const { lab, tab, pixels, bars, go } = await opened(8)
  await go(1)
  expect(pixels()[2]).toEqual([1, 49, 101, 251])
  expect(bars()).toEqual(['Sneaker ✓, its class75.0 %', 'Sandal25.0 %'])
  expect(tab.text()).toContain('Still Sneaker')
  await go(0)
  expect(pixels()[2]).toEqual([0, 50, 100, 250])
  expect(lab.asked).toHaveBeenCalledTimes(1)
})

it('asks again for another image, and shows the largest step where none changes the answer', async () => {
  const { lab, tab } = await opened(null)
  inspection.shown.image = imageOf(5)
  await flushPromises()
  expect(lab.asked.mock.calls.map(([, , image]) => image)).toEqual([imageOf(4), imageOf(5)])
  expect(tab.getComponent(StepSlider).props()).toMatchObject({ modelValue: largestStep, smallest: null })
  expect(tab.get('[data-testid="smallest-step"]').text()).toContain('No step up to 64/255')
})

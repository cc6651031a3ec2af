// The tab Why asks for one map at a time, for random weights only when wanted, draws what was answered, and says how alike two maps are.
import type { Explanation, ExplanationWanted } from '@contract/inspection/explanation'
import { flushPromises, shallowMount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, expect, it, vi } from 'vitest'
import { shallowReactive } from 'vue'
import { installLab, Refusal } from '../../../testing/lab-in-memory'
import type { useWhyForm } from './why-form'
import ExplanationPictures from './ExplanationPictures.vue'
import WhyFields from './WhyFields.vue'
import WhyTab from './WhyTab.vue'

const inspection = vi.hoisted(() => ({ shown: {} as Record<string, unknown> }))
vi.mock('../inspection', () => ({ useInspection: () => inspection.shown }))
// Parts of the component kit, and what is made of them.
vi.mock('@nuxt/ui/components/Icon.vue', () => ({ default: { template: '<i />' } }))
vi.mock('../pictures/SavablePicture.vue', () => ({ default: { template: '<span />' } }))
vi.mock('../../../frame/ProblemNotice.vue', () => ({ default: { props: ['problem'], template: '<p role="alert" />' } }))
vi.mock('./MapControls.vue', () => ({ default: { template: '<span />' } }))
vi.mock('./WhyFields.vue', () => ({ default: { props: ['form', 'names', 'answer'], template: '<form />' } }))
vi.mock('./ExplanationPictures.vue', () => ({ default: { props: ['map', 'method', 'pixels', 'cover', 'weights', 'name'], template: '<span />' } }))

const names = ['Sneaker', 'Sandal', 'Boot']
const network = { of: 'run', runId: 'lenet-1', checkpoint: 'last' } as const

beforeEach(() => {
  setActivePinia(createPinia())
  inspection.shown = shallowReactive<Record<string, unknown>>({
    network,
    image: { from: 'dataset', split: 'test', index: 4 },
    pixels: { pixels: Uint8Array.of(0, 50, 100, 200), channels: 1, height: 2, width: 2 },
    dataset: { height: 2, width: 2, channels: 1, classes: names },
    predicted: 2,
    className: (label: number) => names[label] ?? '',
  })
})

/** With random weights, the sizes of the values are in the reverse order. */
const usual = ({ class: label, weights }: ExplanationWanted): Explanation => ({
  ...{ class: label ?? 2, probability: 0.75, logit: 4.125, channels: 1, height: 2, width: 2, notes: ['One thing to know.'] },
  values: weights === 'trained' ? Float32Array.of(1, -2, 3, 4) : Float32Array.of(4, 3, 2, 1),
})

async function opened(explain: (wanted: ExplanationWanted) => Explanation = usual) {
  const lab = installLab({
    filterLayers: () => [{ layer: 'conv_1', shape: [2, 1, 3, 3] }],
    explain: (_network, _image, wanted) => explain(wanted),
  })
  const tab = shallowMount(WhyTab, { global: { stubs: { WhyFields: false, ExplanationPictures: false, ProblemNotice: false } } })
  await flushPromises()
  const { form } = tab.findComponent(WhyFields).props() as { readonly form: ReturnType<typeof useWhyForm> }
  const asked = (): unknown[] => lab.asked.mock.calls.filter(([call]) => call === 'explain').map(([, , , wanted]) => wanted)
  const pictures = () => tab.findAllComponents(ExplanationPictures).map((part) => part.props() as { readonly map: { readonly values: Float64Array; readonly kind: string }; readonly weights: string; readonly name: string })
  return { tab, form, asked, pictures }
}

it('explains the answer by the gradient first, with its score and what else there is to know', async () => {
  const { tab, asked, pictures } = await opened()
  expect(asked()).toEqual([{ method: { method: 'gradient' }, class: null, weights: 'trained' }])
  expect(tab.get('h3').text().replaceAll('\u00a0', ' ')).toBe('Boot: logit 4.13, probability 75.0 %')
  expect(tab.text()).toContain('One thing to know.')
  expect(pictures().map(({ map, weights, name }) => [[...map.values], map.kind, weights, name])).toEqual([[[1, -2, 3, 4], 'signed', 'trained', 'Boot']])
})

it('asks again for another method or class, but not for another way to read the same values', async () => {
  const { form, asked, pictures } = await opened()
  form.method.value = 'grad-cam'
  await flushPromises()
  form.label.value = 1
  await flushPromises()
  expect(asked().slice(1)).toEqual([
    { method: { method: 'grad-cam', layer: 'conv_1' }, class: null, weights: 'trained' },
    { method: { method: 'grad-cam', layer: 'conv_1' }, class: 1, weights: 'trained' },
  ])
  form.reading.value = 'absolute'
  form.cover.value = 0.3
  await flushPromises()
  expect(asked()).toHaveLength(3)
  expect(pictures().map(({ map }) => [[...map.values], map.kind])).toEqual([[[1, 2, 3, 4], 'either']])
})

it('puts the map of random weights beside when wanted, and says how alike both are', async () => {
  const { tab, form, asked, pictures } = await opened()
  expect(tab.find('[data-testid="sanity-check"]').exists()).toBe(false)
  form.compares.value = true
  await flushPromises()
  expect(asked()[1]).toEqual({ method: { method: 'gradient' }, class: null, weights: 'randomised' })
  expect(pictures().map(({ weights }) => weights)).toEqual(['trained', 'randomised'])
  expect(tab.get('[data-testid="sanity-check"]').text()).toMatch(/^The maps differ.*\(Spearman\): −1;/)
  form.compares.value = false
  await flushPromises()
  expect(pictures()).toHaveLength(1)
})

it('says why there is no map', async () => {
  const { tab } = await opened(() => {
    throw new Refusal({ code: 'inspection/no-gradient', message: 'There is no gradient.', remedy: 'Choose occlusion.' })
  })
  expect(tab.find('[role="alert"]').exists()).toBe(true)
  expect(tab.find('h3').exists()).toBe(false)
})

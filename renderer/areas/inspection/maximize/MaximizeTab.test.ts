// The tab Maximise puts the question when told to, shows how far it is, can cancel it, and drops a picture of other weights.
import { usualMaximization } from '@common/inspection/usual-maximization'
import type { Maximization } from '@contract/inspection/maximization'
import { flushPromises, shallowMount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { shallowReactive } from 'vue'
import { installLab, Refusal } from '../../../testing/lab-in-memory'
import type MaximizeTabPart from './MaximizeTab.vue'

const inspection = vi.hoisted(() => ({ shown: {} as Record<string, unknown> }))
vi.mock('../inspection', () => ({ useInspection: () => inspection.shown }))
// Parts of the component kit, and what is made of them.
vi.mock('@nuxt/ui/components/Button.vue', () => ({ default: { props: { label: String, disabled: Boolean }, template: '<button :disabled="disabled">{{ label }}</button>' } }))
vi.mock('./MaximizeFields.vue', () => ({ default: { template: '<span><slot /></span>' } }))
vi.mock('../ExcitingImages.vue', () => ({ default: { props: ['layer', 'unit', 'name'], template: '<span>exciting: {{ name }}</span>' } }))
vi.mock('../../../frame/ProblemNotice.vue', () => ({ default: { props: ['problem'], template: '<p role="alert">{{ problem.message }}</p>' } }))
vi.mock('../pictures/SavablePicture.vue', () => ({ default: { props: ['caption'], template: '<figure>{{ caption }}</figure>' } }))

const network = (checkpoint: number) => ({ of: 'run', runId: 'lenet-1', checkpoint })
const none = { maps: new Float32Array(), lowest: 0, highest: 0, zeroShare: 0 }
const layers = [{ layer: 'conv_1', kind: 'conv2d', channels: 6, height: 28, width: 28, ...none }, { layer: 'linear_1', kind: 'linear', channels: 2, height: 1, width: 1, ...none }]
const made: Maximization = { channels: 1, height: 1, width: 2, values: Float32Array.of(0, 1), activations: [0.5, 2.5], probabilities: [0.1, 0.9] }

let MaximizeTab: typeof MaximizeTabPart
beforeAll(async () => {
  // Tests of the page share their modules, and another file may have loaded `shown-weights.ts` with an inspection of its own.
  vi.resetModules()
  MaximizeTab = (await import('./MaximizeTab.vue')).default
})

beforeEach(() => {
  setActivePinia(createPinia())
  inspection.shown = shallowReactive<Record<string, unknown>>({
    network: network(1),
    checkpoint: { value: 'epoch-1' },
    image: { from: 'dataset', split: 'test', index: 0 },
    dataset: { classes: ['Sneaker', 'Sandal'] },
    unit: null,
    className: (label: number) => ['Sneaker', 'Sandal'][label] ?? '',
  })
})

async function opened(maximize: () => Maximization | Promise<Maximization>) {
  const lab = installLab({ layerMaps: () => ({ probabilities: [], layers }), maximize, cancelInspection: () => true })
  const tab = shallowMount(MaximizeTab, { global: { stubs: { UButton: false, ExcitingImages: false, QuestionProgress: false, ProgressBar: false, ProbabilityBars: false, ProblemNotice: false, SavablePicture: false, MaximizeFields: false } } })
  await flushPromises()
  const button = (label: string) => tab.findAll('button').find((candidate) => candidate.text() === label)
  const start = async () => {
    await tab.get('form').trigger('submit')
    await flushPromises()
  }
  return { lab, tab, button, start }
}

it('asks for the chosen unit, and shows the image, the way there and what the network says', async () => {
  const { lab, tab, start } = await opened(() => made)
  expect(tab.text()).toContain('exciting: conv_1, unit 0')
  await start()
  expect(lab.asked).toHaveBeenLastCalledWith('maximize', network(1), { ...usualMaximization, layer: 'conv_1', unit: 0 })
  expect(tab.get('h3').text()).toBe('What conv_1, unit 0 likes')
  expect(tab.get('figure').text()).toContain('In 1 step the activation went from 0.5 to 2.5.')
  expect(tab.getComponent({ name: 'ActivationCurve' }).props()).toMatchObject({ activations: [0.5, 2.5] })
  expect(tab.text().replaceAll('\u00a0', ' ')).toContain('Sandal, with 90.0 %')
})

it('names a unit of the last layer by its class', async () => {
  inspection.shown.unit = { layer: 'linear_1', unit: 1 }
  const { tab, start } = await opened(() => made)
  await start()
  expect(tab.get('h3').text()).toBe('What the logit of Sandal likes')
  expect(tab.text()).toContain('✓')
})

it('tells how far it is, and ends without a complaint when it is cancelled', async () => {
  let refuse: (reason: Error) => void = () => undefined
  const { lab, tab, button, start } = await opened(() => new Promise<Maximization>((_resolve, reject) => {
    refuse = reject
  }))
  await start()
  expect(button('Start')).toBeUndefined()
  lab.tell({ type: 'inspection-progress', question: 'unitActivity', done: 5, total: 1000 })
  lab.tell({ type: 'inspection-progress', question: 'maximize', done: 32, total: 128 })
  await flushPromises()
  expect(tab.get('[role="progressbar"]').attributes()).toMatchObject({ 'aria-valuenow': '32', 'aria-valuemax': '128' })
  await button('Cancel')?.trigger('click')
  expect(lab.asked).toHaveBeenLastCalledWith('cancelInspection')
  refuse(new Refusal({ code: 'inspection/cancelled', message: 'The question was cancelled.', remedy: '' }))
  await flushPromises()
  expect(button('Start')).toBeDefined()
  expect(tab.find('[role="alert"]').exists()).toBe(false)
})

it('says why there is no image, and drops one of other weights', async () => {
  let isBroken = false
  const { tab, start } = await opened(() => {
    if (isBroken) throw new Refusal({ code: 'inspection/no-gradient', message: 'There is no gradient.', remedy: '' })
    return made
  })
  await start()
  expect(tab.find('figure').exists()).toBe(true)
  Object.assign(inspection.shown, { network: network(2), checkpoint: { value: 'epoch-2' } })
  await flushPromises()
  expect(tab.find('figure').exists()).toBe(false)
  isBroken = true
  await start()
  expect(tab.get('[role="alert"]').text()).toBe('There is no gradient.')
})

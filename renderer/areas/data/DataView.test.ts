// The view Data with a lab in memory: what is filtered and ordered is what is shown, and what is set here is what Train has.
import type { Catalogue } from '@contract/api/catalogue-api'
import type { DatasetInfo } from '@contract/data/datasets'
import type { NearDuplicates } from '@contract/data/near-duplicates'
import { flushPromises, mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { useCatalogue } from '../../frame/catalogue'
import { installLab, Refusal, type LabInMemory } from '../../testing/lab-in-memory'
import { useSetup } from '../training/setup-store'
import ClassBars from './classes/ClassBars.vue'
import { dataAddress, readDataAddress } from './data-address'
import { useDataView } from './data-view'
import { datasetWords, valueWords } from './dataset-words'
import NearDuplicatesPanel from './duplicates/NearDuplicatesPanel.vue'
import ClassCountsTable from './facts/ClassCountsTable.vue'
import DatasetFactsPanel from './facts/DatasetFactsPanel.vue'
import { inputPictures, inputWords } from './image/input-pictures'

vi.mock('@nuxt/ui/components/Button.vue', () => ({ default: { props: { label: String }, template: '<button>{{ label }}</button>' } }))
vi.mock('@nuxt/ui/components/Input.vue', () => ({ default: { template: '<input />' } }))
vi.mock('@nuxt/ui/components/Icon.vue', () => ({ default: { template: '<i />' } }))

const info = (id: string, changes: Partial<DatasetInfo> = {}): DatasetInfo => ({
  ...{ id, title: `The set ${id}`, description: '', licence: 'MIT', source: 'a test', trainImages: 6, validationImages: 0, testImages: 2 },
  ...{ height: 2, width: 2, channels: 1, classes: ['cat', 'dog', 'eel'], mean: [0.5], deviation: [0.25], colour: null },
  ...changes,
})
const pets = info('fashion-mnist')
const birds = info('birds-01234567', { classes: ['wren', 'owl'], validationImages: 1, testImages: 0, channels: 3, mean: [0.1, 0.2, 0.3], deviation: [1, 1, 1] })
const catalogue: Catalogue = { version: '1', models: [], datasets: [pets, birds], importedDatasets: [], formerDatasets: [], presets: [], home: '/home', isReadOnly: false }
const alike: NearDuplicates = {
  groups: [{ images: [{ split: 'test', image: 0 }, { split: 'train', image: 4 }], count: 2 }, { images: [{ split: 'train', image: 2 }, { split: 'train', image: 0 }], count: 2 }],
  ...{ groupCount: 2, imageCount: 4, likeTest: 1, repeated: 2, isComplete: true },
}
const sample = { pixels: new Uint8Array(4), channels: 1, height: 2, width: 2, label: 1 }

let lab: LabInMemory

beforeEach(async () => {
  localStorage.clear()
  setActivePinia(createPinia())
  let isBroken = true
  lab = installLab({
    catalogue: () => catalogue,
    datasetFacts: () => ({ fingerprint: 'f00', counts: { train: [3, 2, 1], validation: [], test: [1, 1, 0] }, imported: null }),
    splitLabels: (id, split) => {
      if (id === birds.id && split === 'train' && isBroken) {
        isBroken = false
        throw new Refusal({ code: 'dataset/unreadable', message: 'The disk is gone.', remedy: 'Bring it back.' })
      }
      return Uint8Array.of(...(split === 'train' ? [0, 1, 0, 2, 1, 0] : [1, 0]))
    },
    nearDuplicates: () => alike,
    splitImages: (_id, _split, indices) => indices.map(() => sample),
    runTable: () => ({ offset: 0, rows: [], total: 0, matching: 0, all: 0, differing: [] }),
  })
  await useCatalogue().load()
})

const shown = (): number[] => [...(useDataView().images ?? [])]

describe('the images', () => {
  it('are those of the set of Train, filtered by classes and ordered', async () => {
    const view = useDataView()
    await flushPromises()
    expect(view.dataset?.id).toBe('fashion-mnist')
    expect(shown()).toEqual([0, 1, 2, 3, 4, 5])
    view.toggleClass(0)
    view.toggleClass(2)
    expect(shown()).toEqual([0, 2, 3, 5])
    view.order = 'class'
    expect(shown()).toEqual([0, 2, 5, 3])
    view.toggleClass(0)
    expect(shown()).toEqual([3])
    view.split = 'test'
    await flushPromises()
    expect(shown()).toEqual([])
  })

  it('that look alike are searched for once, and shown group after group', async () => {
    const view = useDataView()
    view.order = 'alike'
    await flushPromises()
    expect(shown()).toEqual([4, 2, 0])
    view.order = 'index'
    view.order = 'alike'
    await flushPromises()
    expect(lab.asked.mock.calls.filter(([call]) => call === 'nearDuplicates')).toHaveLength(1)
  })

  it('by loss are looked for again when one comes back, until there are losses', async () => {
    const view = useDataView()
    view.order = 'loss'
    await flushPromises()
    expect(shown()).toEqual([0, 1, 2, 3, 4, 5])
    view.refreshLosses()
    await flushPromises()
    expect(lab.asked.mock.calls.filter(([call]) => call === 'runTable')).toHaveLength(2)
  })

  it('of another set begin anew; what cannot be read is told, and read again', async () => {
    const view = useDataView()
    await flushPromises()
    view.image = 5
    view.toggleClass(1)
    view.choose(birds.id)
    await flushPromises()
    expect([view.image, view.classes.size, view.splitsOfSet]).toEqual([0, 0, ['train', 'validation']])
    expect(view.problem?.message).toBe('The disk is gone.')
    expect(view.images).toBeNull()
    await view.load()
    expect(view.problem).toBeNull()
    expect(shown()).toHaveLength(6)
  })

  it('that an address names are shown, whatever was filtered', async () => {
    const view = useDataView()
    await flushPromises()
    view.toggleClass(2)
    const { query = {} } = dataAddress({ dataset: 'fashion-mnist', image: { split: 'test', index: 1 } }) as { query?: Record<string, string> }
    const { image } = readDataAddress(query)
    expect(image).toEqual({ split: 'test', index: 1 })
    if (image) view.showImage(image.split, image.index)
    await flushPromises()
    expect([view.split, view.image, shown()]).toEqual(['test', 1, [0, 1]])
    expect(readDataAddress({ dataset: '../x', split: 'all', index: '-1' })).toEqual({})
  })
})

describe('what is known of a set', () => {
  it('stands in its head in few words', () => {
    expect(datasetWords(birds)).toEqual(['6 train', '1 validation', '2×2 colour', '2 classes'])
    expect(valueWords(birds)).toBe('mean 0.100 0.200 0.300, deviation 1.000 1.000 1.000')
    expect(datasetWords(info('one', { classes: ['all'], channels: 2 })).slice(-2)).toEqual(['2×2 with 2 channels', '1 class'])
  })

  it('classes are told with their counts, and are pressed to filter', async () => {
    const bars = mount(ClassBars, { props: { names: pets.classes, counts: [3, 2, 1], chosen: new Set([1]), split: 'train' } })
    const [cat, dog] = bars.findAll('li button')
    expect([cat?.text(), dog?.attributes('aria-pressed')]).toEqual(['cat3 images', 'true'])
    await dog?.trigger('click')
    expect(bars.emitted('toggle')).toEqual([[1]])
  })

  it('its facts are counts, values and what its import has noted', () => {
    const imported = { source: { kind: 'folder', name: '/home/pets' }, decoder: null, originals: [{ width: 5, height: 4, images: 8 }], leftOut: { count: 2, first: [{ name: 'x.png', reason: 'it is cut short' }] }, importedAt: '2026-11-29T12:00:00.000Z' } as const
    const facts = mount(DatasetFactsPanel, { props: { dataset: birds, facts: { fingerprint: 'f00d', counts: { train: [4, 2], validation: [1, 0], test: [] }, imported: { ...imported, originals: [...imported.originals], leftOut: { count: 2, first: [...imported.leftOut.first] } } } } })
    const text = facts.text()
    for (const part of ['2.0 times the training images', 'Red', '0.1000', 'f00d', '/home/pets', '4×5', 'x.png it is cut short', 'Left out: 2 files', 'The first 1.']) expect(text).toContain(part)
  })

  it('its table of classes has a row for each, however many there are, and draws those in sight', () => {
    const tableOf = (classes: number) => {
      const counts = Array.from({ length: classes }, (_, label) => label)
      return mount(ClassCountsTable, { props: { names: counts.map((label) => `kind ${label}`), counts: { train: counts, validation: [], test: [] } } })
    }
    const [few, many] = [tableOf(60), tableOf(1000)]
    expect(few.findAll('tbody tr').map((row) => row.text()).slice(58)).toEqual(['kind 5858', 'kind 5959'])
    expect(few.find('input').exists()).toBe(false)
    expect([many.get('table').attributes('aria-rowcount'), many.find('input').exists()]).toEqual(['1001', true])
    expect(many.findAll('th[scope="row"]').length).toBeLessThan(100)
  })

  it('images that look alike stand side by side, and Train is told to leave them out', async () => {
    const panel = mount(NearDuplicatesPanel, { props: { dataset: pets } })
    await flushPromises()
    expect(panel.get('[data-testid="near-duplicates-words"]').text()).toBe('4 images in 2 groups look alike. 1 training image looks like a test image, and would be answered there from memory.')
    expect(panel.findAll('ul[aria-label^="Groups"] > li')).toHaveLength(1)
    expect(panel.text()).toContain('Test 0')
    const radio = panel.findAll('input[type="radio"]').find((input) => input.attributes('value') === 'unlike-test')
    await radio?.setValue(true)
    expect(useSetup().draft['dataset.duplicates']).toBe('unlike-test')
  })
})

it('inputs of a network are drawn from the least value to the greatest', () => {
  const answer = { values: Float32Array.of(-1, 0, 1, 3, -9, 9, 1, 1), shape: [2, 1, 2, 2] as [number, number, number, number], range: { least: -1, most: 3 } }
  expect(inputPictures(answer).map(({ pixels }) => [...pixels])).toEqual([[0, 64, 128, 255], [0, 255, 128, 128]])
  expect(inputWords(answer)).toBe('1×2×2; black is −1, white 3')
})

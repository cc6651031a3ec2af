// Sample images of any data set: in colour or grey, in their own proportions, labelled with their classes.
import { flushPromises, mount } from '@vue/test-utils'
import { noAugmentation } from '@contract/data/augmentation'
import type { DatasetInfo } from '@contract/data/datasets'
import { afterEach, expect, it, vi } from 'vitest'
import { installLab } from '../../../testing/lab-in-memory'
import SampleImages from './SampleImages.vue'

vi.mock('../../../frame/ProblemNotice.vue', () => ({ default: { name: 'ProblemNotice', props: ['problem', 'waysOut'], template: '<div />' } }))

const dataset: DatasetInfo = {
  ...{ id: 'made-up', title: 'Made-up set', description: '', licence: '', source: '' },
  ...{ trainImages: 2, validationImages: 0, testImages: 1, mean: [0.5, 0.5, 0.5], deviation: [0.3, 0.3, 0.3], colour: null, channels: 3, height: 40, width: 32 },
  classes: Array.from({ length: 137 }, (_, label) => `kind ${label}`),
}

const sample = (label: number) => ({ pixels: new Uint8Array(3 * 40 * 32).fill(label), channels: 3, height: 40, width: 32, label })

afterEach(() => {
  vi.restoreAllMocks()
})

it('shows images of 3x40x32 in 137 classes', async () => {
  const put = vi.fn<(data: ImageData) => void>()
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue({ putImageData: put } as unknown as RenderingContext)
  const lab = installLab({ samples: () => [sample(136), sample(5)] })
  const shown = mount(SampleImages, { props: { dataset, size: { height: 20, width: 16 }, augmentation: noAugmentation } })
  await flushPromises()
  expect(lab.asked).toHaveBeenCalledWith('samples', 'made-up', 12, noAugmentation)
  const canvases = shown.findAll('canvas')
  expect(canvases.map(({ element }) => [element.getAttribute('aria-label'), element.height, element.width])).toEqual([
    ['kind 136', 20, 16],
    ['kind 5', 20, 16],
  ])
  for (const { element } of canvases) expect(element.style.aspectRatio).toBe('16 / 20')
  expect(shown.findAll('li').slice(0, 2).map((item) => item.text())).toEqual(['kind 136', 'kind 5'])
  const [first] = put.mock.calls[0] ?? []
  expect([first?.height, first?.width]).toEqual([20, 16])
  expect([...(first?.data.subarray(0, 4) ?? [])]).toEqual([136, 136, 136, 255])
  shown.unmount()
})

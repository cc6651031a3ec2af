// The user's image becomes that of all tabs, in the data set's form; where it goes, the data set's image comes back; the newest of two pictures wins.
import type { Catalogue } from '@contract/api/catalogue-api'
import type { RgbaImage } from '@common/inspection/preprocessing/rgba-image'
import { LabError } from '@contract/problem'
import { defaultSpec } from '@contract/training/run-spec'
import { flushPromises } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, expect, it, vi } from 'vitest'
import { installLab } from '../../../testing/lab-in-memory'
import { useInspection } from '../inspection'
import { useTriedImage } from './tried-image'

const decodePicture = vi.hoisted(() => vi.fn<(file: Blob, name: string) => Promise<RgbaImage>>())
vi.mock('./picture-file', () => ({ decodePicture }))

/** Small images on black, whose garment fills the height. */
const size = 8
const garment = Uint8Array.from({ length: size * size }, (_, place) => (place % size > 2 && place % size < 5 ? 200 : 0))
const dataset = { id: 'fashion-mnist', title: 'Garments', trainImages: 40, testImages: 10, channels: 1, height: size, width: size, classes: ['coat', 'bag'] }

/** A white square on a ground of one grey. */
const square = (ground: number): RgbaImage => {
  const pixels = Uint8ClampedArray.from({ length: 4 * 400 }, (_, index) => {
    const [row, column] = [Math.floor(index / 4 / 20), Math.floor(index / 4) % 20]
    return index % 4 === 3 || (row > 5 && row < 15 && column > 5 && column < 15) ? 255 : ground
  })
  return { width: 20, height: 20, pixels }
}

async function opened() {
  const lab = installLab({
    catalogue: () => ({ datasets: [dataset], networks: [], presets: [] }) as unknown as Catalogue,
    splitImages: (_id, _split, indices) => indices.map((index) => ({ pixels: garment, channels: 1, height: size, width: size, label: index % 2 })),
    predict: () => ({ probabilities: Float32Array.of(0.2, 0.8), logits: Float32Array.of(0, 1) }),
  })
  const [inspection, tried] = [useInspection(), useTriedImage()]
  await inspection.openSpec(defaultSpec('lenet-relu'))
  await flushPromises()
  return { lab, inspection, tried }
}

beforeEach(() => {
  setActivePinia(createPinia())
  decodePicture.mockReset()
})

it('gives a drawing to all tabs in the form of the data set, and takes it back when it is rubbed out', async () => {
  const { inspection, tried } = await opened()
  await inspection.showImage('test', 3)
  expect(tried.form).toMatchObject({ ground: 'dark', drawing: 'fashion' })
  tried.show('drawing', { image: square(0), name: 'Your drawing' })
  expect(tried.options).toMatchObject({ recipe: 'fashion', invert: 'no' })
  expect([tried.isChosen, inspection.image?.from]).toEqual([true, 'pixels'])
  const { pixels } = inspection.pixels ?? { pixels: [] }
  expect([pixels.length, Math.max(...pixels)]).toEqual([size * size, 255])
  tried.show('drawing', null)
  await flushPromises()
  expect([tried.isChosen, inspection.image]).toEqual([false, { from: 'dataset', split: 'test', index: 3 }])
})

it('an image of the data set that is chosen meanwhile stays when the empty drawing is told, and gives way when the drawing is wanted again', async () => {
  const { inspection, tried } = await opened()
  tried.show('drawing', { image: square(0), name: 'Your drawing' })
  await inspection.showImage('test', 5)
  expect(tried.isChosen).toBe(false)
  tried.choose()
  expect(tried.isChosen).toBe(true)
  await inspection.showImage('test', 6)
  tried.show('drawing', null)
  await flushPromises()
  expect(inspection.image).toEqual({ from: 'dataset', split: 'test', index: 6 })
})

it('asks the network anew when options change, for this source alone', async () => {
  const { inspection, tried } = await opened()
  tried.show('drawing', { image: square(0), name: 'Your drawing' })
  const before = inspection.image
  tried.changeOptions({ invert: 'yes' })
  expect([inspection.image === before, tried.isChosen, tried.options?.invert]).toEqual([false, true, 'yes'])
  tried.changeSource('camera')
  expect(tried.options).toMatchObject({ fit: 'crop', invert: 'auto' })
})

it('tries the newest of two pictures, whichever is decoded last, and says which cannot be read', async () => {
  const { tried } = await opened()
  let finish = (_image: RgbaImage): void => undefined
  decodePicture.mockImplementationOnce(() => new Promise((resolve) => { finish = resolve })).mockResolvedValueOnce(square(30)).mockRejectedValueOnce(new LabError('image/unreadable', 'notes.txt is no picture.'))
  const slow = tried.open(new Blob(), 'slow.png')
  await tried.open(new Blob(), 'fast.png')
  finish(square(60))
  await slow
  expect([tried.source, tried.image?.name]).toEqual(['picture', 'fast.png'])
  await tried.open(new Blob(), 'notes.txt')
  expect([tried.pictureProblem?.code, tried.image?.name]).toEqual(['image/unreadable', 'fast.png'])
  tried.refusePaste()
  expect(tried.pictureProblem?.code).toBe('image/not-pasted')
})

it('says why images of a data set cannot be made from pictures', async () => {
  const { inspection, tried, lab } = await opened()
  installLab({ splitImages: () => { throw new LabError('dataset/gone', 'The images are gone.') } })
  await tried.learnForm()
  expect(lab.asked).toHaveBeenCalled()
  expect([tried.form, tried.formProblem !== null]).toEqual([null, true])
  tried.show('drawing', { image: square(0), name: 'Your drawing' })
  expect(inspection.image?.from).not.toBe('pixels')
})

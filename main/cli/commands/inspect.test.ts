// `cnn-lab inspect`: each thing that it shows, as picture, words and values; the network is a stand-in that answers in the shapes of the contract.
import { mostExciting } from '@contract/inspection/unit-activity'
import { largestStep } from '@contract/inspection/adversary'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fashionMnist } from '../../data/fashion-mnist'
import { encodePng, pngSize } from '../../files/png'
import { sampleSpec } from '../../lab/testing/samples'
import { runWithLab, type Outcome } from '../testing/recorded-context'
import { inspectedThings, type InspectedThing } from './inspect/inspected-things'

const classes = fashionMnist.classes.length
const sample = (label: number) => ({ channels: 1, height: 28, width: 28, label, pixels: new Uint8Array(784).fill(200, 300, 400) })
const ramp = (length: number): Float32Array => Float32Array.from({ length }, (_, place) => place / length - 0.25)
const probabilities = Array.from({ length: classes }, (_, label) => (label === 9 ? 0.91 : 0.01))

/** What the stand-in was asked, by the call. */
const asked: Record<string, unknown[]> = {}
const answer = <T>(call: string, result: T) => (...args: readonly unknown[]): Promise<T> => {
  asked[call] = [...args]
  return Promise.resolve(result)
}

const explanation = { class: 9, probability: 0.91, logit: 4, channels: 1, height: 28, width: 28, values: ramp(784), notes: ['It is what it is.'] }
const imported = (name: string, of: number) => ({ name, sha256: String(of).padStart(64, '0'), channels: 1, height: 28, width: 28, classes: of, outputs: ['logits'], output: 'logits', notes: [] })
const lab = {
  networkFiles: { importedNetworks: () => Promise.resolve([imported('five.onnx', 5), imported('ten.onnx', classes)]) },
  runs: { record: (id: string) => Promise.resolve({ id, spec: sampleSpec() }) },
  data: {
    samples: () => Promise.resolve([sample(0)]),
    splitImages: (_: string, __: string, indices: readonly number[]) => Promise.resolve(indices.map((index) => sample(index % classes))),
  },
  inspection: {
    filterLayers: answer('filterLayers', [{ layer: 'conv1', shape: [6, 1, 5, 5] }, { layer: 'conv2', shape: [16, 6, 5, 5] }]),
    filters: (_: unknown, layer: string) => Promise.resolve(layer === 'conv1' ? { layer, shape: [6, 1, 5, 5], values: ramp(150) } : { layer, shape: [16, 6, 5, 5], values: ramp(2400) }),
    layerMaps: answer('layerMaps', {
      probabilities,
      layers: [
        { layer: 'conv1', kind: 'conv2d', channels: 6, height: 28, width: 28, maps: ramp(6 * 784), lowest: -0.25, highest: 0.75, zeroShare: 0.125 },
        { layer: 'fc3', kind: 'linear', channels: 10, height: 1, width: 1, maps: ramp(10), lowest: -0.25, highest: 0.75, zeroShare: 0 },
      ],
    }),
    explain: answer('explain', explanation),
    adversary: answer('adversary', {
      class: 9, smallest: 3, signs: new Int8Array(784).fill(1),
      probabilities: Float32Array.from({ length: (largestStep + 1) * classes }, (_, place) => (place % classes === (place < 3 * classes ? 9 : 7) ? 0.8 : 0.02)),
    }),
    maximize: answer('maximize', { channels: 1, height: 28, width: 28, values: ramp(784), activations: [0.5, 1, 3], probabilities }),
    imageFeatures: answer('imageFeatures', {
      layer: 'relu4', images: 20, within: 'test', numbers: Uint32Array.from({ length: 20 }, (_, image) => image), width: 84, features: ramp(20 * 84), components: ramp(60), explained: [0.5, 0.25, 0.1],
      labels: Uint16Array.from({ length: 20 }, (_, image) => image % classes), predictions: Uint16Array.from({ length: 20 }, (_, image) => (image === 3 ? 4 : image % classes)),
    }),
    unitActivity: answer('unitActivity', {
      images: 100, within: 'train',
      layers: [{
        layer: 'relu1', kind: 'relu', units: 6, largest: ramp(6), mean: ramp(6), activeShare: Float32Array.from([0, 0.5, 1, 1, 1, 1]), dead: [0],
        exciting: Uint32Array.from({ length: 6 * mostExciting }, (_, place) => place), excitement: ramp(6 * mostExciting),
      }],
    }),
    filterHistory: answer('filterHistory', { layer: 'conv1', shape: [6, 1, 5, 5], epochs: [0, 1, 2], values: ramp(450) }),
    nearestImages: answer('nearestImages', [{ index: 12, label: 2, distance: 0.5 }, { index: 30, label: 0, distance: 1.5 }]),
    cancelInspection: () => Promise.resolve(false),
  },
}

const inspect = (...args: readonly string[]): Promise<Outcome> => runWithLab(lab, ['inspect', ...args])

let folder: string
let photo: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cnn-lab-'))
  photo = join(folder, 'shoe.png')
  writeFileSync(photo, encodePng({ width: 60, height: 40, channels: 1, pixels: Uint8Array.from({ length: 2400 }, (_, place) => (place % 60 > 20 && place % 60 < 40 && place > 600 && place < 1800 ? 30 : 250)) }))
})

afterAll(() => {
  rmSync(folder, { recursive: true })
})

let written = 0
const out = (ending: string): string => join(folder, `out-${++written}.${ending}`)

describe.each(Object.keys(inspectedThings) as InspectedThing[])('%s', (thing) => {
  const args = (): readonly string[] => ['lenet-1', '--what', thing, ...(thing === 'steps' ? ['--image', photo] : [])]

  it('is a picture with a caption that tells its scale', async () => {
    const [png, svg] = [out('png'), out('svg')]
    const outcome = await inspect(...args(), '--out', png)
    expect(outcome).toMatchObject({ exitCode: 0, stderr: `Picture: ${png}\n` })
    const [title = '', caption = ''] = outcome.stdout.split('\n')
    expect(title.length).toBeGreaterThan(5)
    expect(caption).toMatch(/\.$/)
    expect(`${title}\n${caption}`).not.toMatch(/undefined|NaN/)
    const size = pngSize(readFileSync(png))
    expect(Math.max(size?.width ?? 0, size?.height ?? 0)).toBeGreaterThanOrEqual(200)
    expect(await inspect(...args(), '--out', svg)).toMatchObject({ exitCode: 0, stdout: outcome.stdout })
    expect(readFileSync(svg, 'utf8')).toMatch(/^<\?xml[^]*<svg[^]*(<path|data:image\/png;base64,)[^]*<\/svg>/)
  })

  it('is values as JSON and as a spreadsheet', async () => {
    const [json, csv] = [out('json'), out('csv')]
    expect(await inspect(...args(), '--out', json)).toMatchObject({ exitCode: 0, stderr: `Values: ${json}\n` })
    expect(JSON.parse(readFileSync(json, 'utf8'))).toMatchObject({ title: expect.any(String) as string, caption: expect.any(String) as string })
    expect(await inspect(...args(), '--out', csv)).toMatchObject({ exitCode: 0 })
    const [head = '', ...rows] = readFileSync(csv, 'utf8').trimEnd().split('\r\n')
    expect(rows.length).toBeGreaterThan(0)
    for (const row of rows) expect(row.split(',')).toHaveLength(head.split(',').length)
    const { stdout } = await inspect(...args(), '--json')
    expect(JSON.parse(stdout)).toEqual(JSON.parse(readFileSync(json, 'utf8')))
  })
})

it('shows filters where nothing is named, and saliency of an image', async () => {
  expect((await inspect('lenet-1')).stdout).toMatch(/^Filters of conv1\n/)
  expect((await inspect('lenet-1', '--image', '7')).stdout).toMatch(/^Gradient\nlenet-1, last checkpoint, test image 7 \(Sneaker\): the image, .* What speaks for Ankle boot/)
})

it('asks about an image of the data set, or a file brought into its form', async () => {
  await inspect('lenet-1', '--what', 'saliency', '--image', '12', '--split', 'train', '--epoch', 'best')
  expect(asked.explain?.slice(0, 2)).toEqual([{ of: 'run', runId: 'lenet-1', checkpoint: 'best' }, { from: 'dataset', split: 'train', index: 12 }])
  await inspect('lenet-1', '--image', photo)
  const image = asked.explain?.[1] as { readonly from: string; readonly pixels: Uint8Array }
  expect([image.from, image.pixels.length, image.pixels[0]]).toEqual(['pixels', 784, 0])
})

it('explains the class, the method and the weights that are asked for', async () => {
  await inspect('lenet-1', '--what', 'saliency', '--class', 'sneaker', '--method', 'smooth-grad', '--randomised')
  expect(asked.explain?.[2]).toMatchObject({ method: { method: 'smooth-grad' }, class: 7, weights: 'randomised' })
  await inspect('lenet-1', '--what', 'cam', '--class', '3')
  expect(asked.explain?.[2]).toMatchObject({ method: { method: 'grad-cam', layer: 'conv2' }, class: 3, weights: 'trained' })
})

it('lists the layers, and shows the one that is named', async () => {
  expect((await inspect('lenet-1', '--what', 'maps', '--layer', 'fc3')).stdout).toMatch(/fc3 +Fully connected +10 +1×1 .* shown$/m)
  expect(await inspect('lenet-1', '--what', 'maps', '--layer', 'fc4')).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('no layer fc4. Did you mean fc3? Choose one of conv1 and fc3.') as string })
})

it('maximises the units that are named, of the last layer the classes', async () => {
  const { stdout } = await inspect('lenet-1', '--what', 'maximize', '--unit', '8-9', '--steps', '5')
  expect(stdout).toMatch(/^Bag +0.5 +3 +Ankle boot +91.0 %$/m)
  expect(asked.maximize?.[1]).toMatchObject({ layer: 'fc3', unit: 9, steps: 5 })
})

it('tells what is dead, and draws the units that are named', async () => {
  const { stdout } = await inspect('lenet-1', '--what', 'units', '--unit', '2,4', '--images', '100')
  expect(stdout).toContain('units 2, 4. Dead, which is 0 everywhere in all of these images: relu1 1 of 6.')
  expect(stdout).toMatch(/^relu1 +ReLU +6 +1 /m)
  expect(asked.unitActivity?.[1]).toEqual({ split: 'train', images: 100 })
})

it('finds the nearest training images, and filters before training', async () => {
  const { stdout } = await inspect('lenet-1', '--what', 'nearest', '--image', '5', '--images', '500')
  expect(stdout).toMatch(/^training image 12 +Pullover +0\.5$/m)
  expect(asked.nearestImages?.slice(1)).toEqual([{ from: 'dataset', split: 'test', index: 5 }, { split: 'train', images: 500 }, 11])
  expect((await inspect('lenet-1', '--what', 'history')).stdout).toContain('a row an epoch: before training, 1 and 2.')
  expect(await inspect('--model', 'lenet', '--what', 'history')).toMatchObject({ exitCode: 2 })
})

it('replaces a file only where told to', async () => {
  const there = out('png')
  writeFileSync(there, 'mine')
  expect(await inspect('lenet-1', '--out', there)).toMatchObject({ exitCode: 1, stdout: '', stderr: `There is a file ${there} already. Add --replace to replace it, or name another.\n` })
  expect(await inspect('lenet-1', '--out', there, '--replace')).toMatchObject({ exitCode: 0 })
  expect(pngSize(readFileSync(there))?.width).toBeGreaterThan(10)
})

it('a network before training takes the place of a run', async () => {
  expect((await inspect('--model', 'lenet')).stdout).toContain('weights before training')
  expect(asked.filterLayers?.[0]).toMatchObject({ of: 'spec', spec: { network: { kind: 'zoo', model: 'lenet' } } })
})

it('a file with another number of classes is not said to answer with its own weights', async () => {
  expect((await inspect('--model', 'five.onnx', '--what', 'maps')).stdout).toContain("five.onnx, the file's weights but a last layer for 10 classes in place of 5, drawn at random, ")
  expect((await inspect('--model', 'ten.onnx', '--what', 'maps')).stdout).toContain("ten.onnx, the file's weights, ")
})

it.each([
  [['inspect'], 'Name either a run or a network with --model.'],
  [['inspect', 'lenet-1', '--model', 'lenet'], 'Name either a run or a network with --model.'],
  [['inspect', 'lenet-1', '--what', 'filter'], '--what must be one of filters, spectra, history, maps'],
  [['inspect', 'lenet-1', '--out', 'x.jpg'], '--out x.jpg must end in .png, .svg, .json, .csv.'],
  [['inspect', 'lenet-1', '--image', '0', '--class', 'shoe'], '--class must be a class of the data set'],
  [['inspect', 'lenet-1', '--what', 'maximize', '--unit', '12'], '--unit 12: fc3 has the units 0 to 9.'],
  [['inspect', 'lenet-1', '--what', 'maximize', '--unit', 'x'], '--unit takes numbers from 0'],
  [['inspect', 'lenet-1', '--what', 'saliency', '--method', 'grad'], '--method must be one of gradient, '],
])('%j is bad usage', async (args, message) => {
  expect(await runWithLab(lab, args)).toMatchObject({ exitCode: 2, stdout: '', stderr: expect.stringContaining(message) as string })
})

it('what cannot be looked at writes nothing', async () => {
  const none = out('png')
  expect(await inspect('lenet-1', '--image', join(folder, 'none.png'), '--out', none)).toMatchObject({ exitCode: 1, stdout: '', stderr: expect.stringContaining('there is no such file') as string })
  expect(await inspect('lenet-1', '--what', 'steps', '--out', none)).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('Name an image file with --image.') as string })
  expect(existsSync(none)).toBe(false)
})

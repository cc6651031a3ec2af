// Parts that an engine measures: what is told of its answers, which are made up here.
import { expect, it } from 'vitest'
import { reportBlockSchema, type ReportBlock } from '@contract/reports/report-block'
import { checkpointAt } from '@contract/runs/checkpoints'
import { sampleSpec } from '../../testing/samples'
import { featureMapsPart } from './feature-maps-part'
import { operatorsPart } from './operators-part'
import type { ReportedRun } from './reported-run'

/** [1, 2, 2] */
const testImage = Uint8Array.of(0, 85, 170, 255)

/** A run whose engine gives an answer. */
function reported(answer: object, device = 'cpu') {
  const asked: unknown[] = []
  const run = {
    run: { id: 'run-1', device, spec: sampleSpec() },
    dataset: { id: 'fashion-mnist', classes: ['Coat', 'Bag', 'Shirt', 'Dress'] },
    analysis: () => Promise.resolve({ rows: ['conv1', 'relu1', 'conv2', 'conv3', 'conv4', 'fc1'].map((name) => ({ name, operators: name.startsWith('conv') ? ['Conv'] : ['Gemm'] })) }),
    sources: {
      folders: { run: (id: string) => `/runs/${id}`, networks: '/networks' },
      store: { checkpoints: { kept: () => Promise.resolve([checkpointAt(2, 20), checkpointAt(1, 10)]) } },
      data: { splitImages: () => Promise.resolve([{ pixels: testImage, channels: 1, height: 2, width: 2, label: 1 }]) },
      engine: { ask: (...args: unknown[]) => { asked.push(args); return Promise.resolve(answer) } },
    },
  } as unknown as ReportedRun
  return { run, asked }
}

const pick = <Kind extends ReportBlock['block']>(blocks: readonly ReportBlock[], kind: Kind) =>
  blocks.map((block) => reportBlockSchema.parse(block)).filter((block): block is Extract<ReportBlock, { readonly block: Kind }> => block.block === kind)

it('shows the maps of the first, the middle and the last convolution, with the scale of all channels', async () => {
  const maps = Float32Array.from({ length: 10 * 4 }, (_, place) => place)
  const layers = ['conv1', 'conv2', 'conv4'].map((layer) => ({ layer, kind: 'conv2d', channels: 12, height: 2, width: 2, maps, lowest: -1.5, highest: 60, zeroShare: 0 }))
  const { run, asked } = reported({ probabilities: [0.1, 0.6, 0.05, 0.25], layers })
  const blocks = await featureMapsPart.blocks(run)
  expect(asked).toEqual([['layerMaps', expect.objectContaining({ trained: { folder: '/runs/run-1', checkpoint: checkpointAt(2, 20) }, pixels: testImage, layers: ['conv1', 'conv2', 'conv4'] })]])
  expect(pick(blocks, 'paragraph')[0]?.text).toMatch(/class Bag\. After step 20 .*: Bag 60\.0.%, Dress 25\.0.%, Coat 10\.0.%\.$/)
  const [image, , conv2] = pick(blocks, 'pictures')
  expect(image?.pictures[0]).toMatchObject({ width: 2, height: 2 })
  expect(conv2?.caption).toBe('Output of conv2, convolution 2 of 4, for the image: the first 10 of 12 channels, each 2×2; black is -1.50, white 60.0.')
  // Rows of eight maps, 112 pixels wide each, with two pixels between.
  expect(conv2?.pictures.map(({ width, height, alternative }) => [width, height, alternative])).toEqual([[8 * 112 + 7 * 2, 112, 'Channels 1 to 8 of conv2.'], [2 * 112 + 2, 112, 'Channels 9 to 10 of conv2.']])
})

it('tells the time of each layer by pass, and of what belongs to none', async () => {
  const layers = [['conv1', 'forward', 0.02], ['conv1', 'backward', 0.05], ['conv1', 'update', 0.01], ['pool1', 'forward', 0.01]].map(([layer, pass, seconds]) => ({ layer, pass, seconds }))
  const { run, asked } = reported({ layers, convolutions: [{ layer: 'conv1', algorithm: 'direct' }, { layer: 'conv2', algorithm: 'fourier' }, { layer: 'conv3', algorithm: 'fourier' }], imagesSeconds: 0.002, lossSeconds: 0.003, otherSeconds: 0.005, totalSeconds: 0.1 })
  const blocks = await operatorsPart.blocks(run)
  expect(asked).toEqual([['layerTimes', expect.objectContaining({ device: 'cpu', use: 'training' })]])
  expect(pick(blocks, 'paragraph')[0]?.text).toMatch(/The most, 80\.0.%, is that of conv1\.$/)
  expect(pick(blocks, 'paragraph')[1]?.text).toBe('On the CPU the lab computes conv1 directly; conv2 and conv3 by Fourier transforms.')
  expect(pick(blocks, 'chart')[0]?.chart).toMatchObject({ kind: 'bars', over: { names: ['conv1', 'pool1'] }, series: [{ label: 'forward', values: [0.02, 0.01] }, { label: 'backward', values: [0.05, 0] }, { label: 'update', values: [0.01, 0] }] })
  const [table] = pick(blocks, 'table')
  const rows = table?.rows.map((row) => row.map(({ text, value }) => (value === undefined ? text : value))) ?? []
  expect(rows.map((row) => row.slice(0, 5))).toEqual([
    ['conv1', 0.02, 0.05, 0.01, expect.closeTo(0.08, 12)],
    ['pool1', 0.01, null, null, 0.01],
    ['images', null, null, null, 0.002],
    ['loss', null, null, null, 0.003],
    ['other operators', null, null, null, 0.005],
    ['total', 0.03, 0.05, 0.01, 0.1],
  ])
  expect(rows.map((row) => Number(row[5])).slice(0, 5).reduce((total, share) => total + share, 0)).toBeCloseTo(1, 12)
  expect(table?.totals).toEqual([5])
})

it('measures nothing of a run on a GPU', async () => {
  expect(await operatorsPart.missing(reported({}, 'cuda').run)).toContain('on the CPU alone')
  expect(await operatorsPart.missing(reported({}).run)).toBeNull()
})

// Analyses: what is counted agrees with the networks, what is measured stands beside its prediction, and a point can be cancelled.
import { describe, expect, it } from 'vitest'
import type { DeviceRoof } from '@contract/devices/device-roof'
import { analysisSpecSchema, type AnalysisSpec } from '@contract/experiments/analysis'
import type { NetworkQuestion } from '@contract/models/network-analysis'
import { defaultNetworkSettings } from '@contract/models/networks'
import { squareSize } from '@contract/training/run-spec'
import { chipNames } from '@common/experiments/definitions/chip-names'
import { imagenetResults } from '@common/published/imagenet-results'
import { roofOfMeasured } from '@common/roofline/measured-roof'
import { sum } from '@common/statistics/sum'
import { LauncherInProcess } from '../../testing/launcher-in-process'
import { analyzeListed } from '../../models/listed-analyses'
import { Analyses } from './analyses'
import type { AnalysisRow } from './analysis'

const roof: DeviceRoof = { flopsPerSecond: 2e11, bytesPerSecond: 3e10, convolutionFlopsPerSecond: 1.7e11, operatorSeconds: 2e-7 }
const analyses = new Analyses({
  launcher: new LauncherInProcess(),
  devices: { withoutCalibration: () => Promise.resolve('cpu') },
  roofs: { roof: () => Promise.resolve({ ...roof, title: 'CPU', measuredAt: '' }), known: () => Promise.resolve(roofOfMeasured(roof)) },
  networkFolder: '/no-networks-from-files',
  analyze: ({ network, input, classes, batchSize, settings }: NetworkQuestion) => {
    if (network.kind === 'file') throw new Error('no network of a file here')
    return Promise.resolve(analyzeListed(network, [batchSize, ...input], classes, settings))
  },
})

const lenet = { network: defaultNetworkSettings('lenet'), size: squareSize(28) }
const alexnet = { network: defaultNetworkSettings('alexnet'), size: squareSize(224), channels: 3, classes: 1000 }
const never = new AbortController().signal

async function rowsOf(spec: AnalysisSpec): Promise<AnalysisRow[]> {
  const rows: AnalysisRow[] = []
  for (const point of analyses.points(analysisSpecSchema.parse(spec))) rows.push(...(await point.run(never)))
  return rows
}
const figure = ({ figures }: AnalysisRow, name: string): number => figures[name] ?? NaN

describe('counted costs', () => {
  it('of layers add up to those of their groups and of the network', async () => {
    const counted = (by: 'layer' | 'group' | 'network') => rowsOf({ kind: 'layer-costs', by, networks: [alexnet], batchSizes: [4] })
    const [layers, groups, [whole]] = [await counted('layer'), await counted('group'), await counted('network')]
    for (const name of ['parameters', 'forwardFlops', 'backwardFlops', 'updateFlops', 'forwardBytes', 'activationBytes']) {
      const total = whole ? figure(whole, name) : NaN
      expect(sum(layers.map((row) => figure(row, name)))).toBe(total)
      expect(sum(groups.map((row) => figure(row, name)))).toBe(total)
    }
    expect(layers[0]?.values).toEqual({ network: 'alexnet', batchSize: 4, layer: 'conv1', group: 'convolution' })
    expect(whole?.figures.convolutionFlops).toBeGreaterThan(0.8)
    expect(whole?.figures.convolutionParameters).toBeLessThan(0.1)
    expect(figure(whole ?? expect.unreachable(), 'trainingPeakBytes')).toBeGreaterThan(figure(whole ?? expect.unreachable(), 'inferencePeakBytes'))
  })
})

describe('networks that torchvision publishes, too', () => {
  it.each(imagenetResults.filter(({ network }) => ['vgg-16', 'resnet-50', 'mobilenet-v2'].includes(network)))('have its parameters and multiply-adds: $network', async ({ network, parameters, multiplyAdds }) => {
    const [row] = await rowsOf({ kind: 'layer-costs', by: 'network', networks: [{ ...alexnet, network: defaultNetworkSettings(network) }], batchSizes: [1] })
    expect(row?.figures.parameters).toBe(parameters)
    expect(Math.abs(figure(row ?? expect.unreachable(), 'multiplyAdds') / multiplyAdds - 1)).toBeLessThan(0.002)
  })
})

describe('a measured point', () => {
  it('of layers has all of them, with shares of the whole beside the predicted ones', async () => {
    const rows = await rowsOf({ kind: 'layer-times', networks: [lenet], batchSizes: [16], uses: ['inference'], device: 'cpu' })
    expect(rows.map(({ values }) => values.layer)).toEqual(['conv1', 'sigmoid1', 'pool1', 'conv2', 'sigmoid2', 'pool2', 'fc1', 'sigmoid3', 'fc2', 'sigmoid4', 'fc3', 'images', 'loss', 'other operators'])
    expect(sum(rows.map((row) => row.figures.share ?? 0))).toBeCloseTo(1, 1) // without flatten1, which has nothing to do
    expect(sum(rows.map((row) => row.figures.predictedShare ?? 0))).toBeCloseTo(1)
    expect(rows[0]?.figures.ridge).toBeCloseTo(2e11 / 3e10)
    expect(rows[0]?.values).toMatchObject({ network: 'lenet', batchSize: 16, use: 'inference', group: 'convolution' })
  })

  it('of whole steps has its speed and memory beside the prediction', async () => {
    const [row, ...others] = await rowsOf({ kind: 'steps', networks: [lenet], batchSizes: [16], uses: ['inference'], device: 'auto' })
    expect(others).toEqual([])
    expect(figure(row ?? expect.unreachable(), 'imagesPerSecond') * figure(row ?? expect.unreachable(), 'stepSeconds')).toBeCloseTo(16)
    expect(row?.figures.predictedStepSeconds).toBeGreaterThan(0)
    expect(row?.figures.peakRssBytes).toBeGreaterThan(row?.figures.leastBytes ?? Infinity)
  })

  it('tells its cost before, has a key of its own, and ends when it is cancelled', async () => {
    const points = analyses.points({ kind: 'steps', networks: [lenet], batchSizes: [1, 2], uses: ['training', 'inference'], device: 'cpu' })
    expect(new Set(points.map(({ key }) => key)).size).toBe(4)
    const cost = await points[0]?.cost()
    expect(cost?.seconds).toBeGreaterThan(0)
    expect(cost?.memoryBytes).toBeGreaterThan(1e8)
    await expect(points[0]?.run(AbortSignal.abort(new Error('cancelled')))).rejects.toThrow('cancelled')
  })
})

describe('chips', () => {
  const design = { technology: 'a100', flopsPerSecond: 2e12, bytesPerSecond: 5e11, onChipBytes: 1e7 }
  const spec = { kind: 'chips' as const, network: alexnet, batchSizes: [128], uses: ['training' as const], budget: { squareMillimetres: 400, watts: 250 }, design }

  it('stand beside the best design, which none within area and power beats, and real ones', async () => {
    const rows = (await rowsOf(spec)).filter(({ values }) => values.use === 'training')
    const [own, best] = [chipNames.own, chipNames.best].map((name) => rows.find(({ values }) => values.chip === name) ?? expect.unreachable())
    expect(own?.figures.isAllowed).toBe(1)
    expect(own?.figures.shareOfBest).toBeLessThan(1)
    expect(best?.figures.shareOfBest).toBeCloseTo(1)
    expect(best?.figures.isAllowed).toBe(1)
    expect(rows.map(({ values }) => values.chip)).toContain('Tesla K20')
  })

  it('need a process that is known', async () => {
    await expect(rowsOf({ ...spec, design: { ...design, technology: 'abacus' } })).rejects.toMatchObject({ code: 'chip/unknown-process' })
  })
})

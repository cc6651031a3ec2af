// The points of analyses that measure: each network at each batch size in training and in inference, in an engine process of its own, beside what the roof predicts.
import { roofOfMeasured } from '@common/roofline/measured-roof'
import { workOf } from '@common/roofline/network-work'
import { predictTime, type NetworkTime } from '@common/roofline/prediction'
import type { Roof } from '@common/roofline/roof'
import type { Use } from '@contract/benchmark/layer-times'
import type { DeviceName } from '@contract/devices/devices'
import type { NetworkAtSize } from '@contract/experiments/analysis'
import { plainAnalysis, type NetworkAnalysis } from '@contract/models/network-analysis'
import { LabError } from '@contract/problem'
import { defaultOptimizer } from '@contract/training/optimizer'
import { plainPreprocessing, defaultSpec, type RunSpec } from '@contract/training/run-spec'
import { datasetInfo } from '../../../data/catalogue'
import { networkSize, predictMemory } from '../../estimates/prediction'
import type { AnalysisPoint, AnalysisRow, AnalysisSpecOf, PointCost } from './analysis'
import { networkValue, type AnalysisDeps } from './analysis-deps'

/** Analyses that measure. */
type MeasuredKind = 'layer-times' | 'steps'

/** A point that is about to be measured. */
export interface MeasuredPoint {
  readonly task: { readonly spec: RunSpec; readonly device: DeviceName; readonly networkFolder: string }
  readonly use: Use
  readonly analysis: NetworkAnalysis
  /** Null: the device was too busy for its roof to be measured. */
  readonly prediction: { readonly roof: Roof; readonly time: NetworkTime } | null
  readonly signal: AbortSignal
}

interface Measurement {
  /** Steps that a point takes at least. */
  readonly steps: number
  /** Seconds that it measures where steps are short. */
  readonly seconds: (analysis: NetworkAnalysis, use: Use) => number
  readonly measure: (point: MeasuredPoint) => Promise<readonly AnalysisRow[]>
}

/** Starting a process, loading the images, drawing the first weights. */
const startSeconds = 3
/** How much longer steps take than the roof has it, about (docs/performance.md). */
const slowerThanRoof = 2

export function measuredPoints(
  { networks, batchSizes, uses, device: choice, kind }: AnalysisSpecOf<MeasuredKind>,
  deps: AnalysisDeps,
  { steps, seconds, measure }: Measurement,
): AnalysisPoint[] {
  return networks.flatMap((at) =>
    batchSizes.flatMap((batchSize) =>
      uses.map((use) => {
        const values = { network: networkValue(at.network), batchSize, use }
        const spec = specOf(at, batchSize)
        return {
          key: JSON.stringify([kind, at.network, at.size.height, at.size.width, batchSize, use, choice]),
          values,
          cost: async (): Promise<PointCost> => {
            const device = await deps.devices.withoutCalibration(choice)
            const analysis = await analysisOf(spec, deps)
            const time = predictTime(workOf(analysis, 'float32'), (await deps.roofs.known(device)) ?? usualRoof)
            return {
              seconds: startSeconds + Math.max(seconds(analysis, use), steps * slowerThanRoof * time[use].seconds),
              memoryBytes: predictMemory(networkSize(analysis), spec, device).peakRssBytes,
            }
          },
          run: async (signal) => {
            const device = await deps.devices.withoutCalibration(choice)
            const analysis = await analysisOf(spec, deps)
            const roof = await roofOfDevice(device, deps)
            const prediction = roof && { roof, time: predictTime(workOf(analysis, 'float32'), roof) }
            const rows = await measure({ task: { spec, device, networkFolder: deps.networkFolder }, use, analysis, prediction, signal })
            return rows.map((row) => ({ ...row, values: { ...values, ...row.values } }))
          },
        }
      }),
    ),
  )
}

/** Where nothing was measured: a laptop's, as measurements have it (docs/performance.md). */
const usualRoof: Roof = { flopsPerSecond: 209e9, convolutionShare: 0.83, bytesPerSecond: 31.7e9, onChipBytes: null, operatorSeconds: 0.23e-6 }

/** Plain descent on all of Fashion-MNIST. */
function specOf({ network, size }: NetworkAtSize, batchSize: number): RunSpec {
  return { ...defaultSpec('lenet-relu'), network, preprocessing: plainPreprocessing(size), batchSize, optimizer: defaultOptimizer('sgd', 0.01) }
}

function analysisOf({ network, dataset, preprocessing: { height, width }, batchSize }: RunSpec, { analyze }: Pick<AnalysisDeps, 'analyze'>): Promise<NetworkAnalysis> {
  const { channels, classes } = datasetInfo(dataset.id)
  return analyze({ network, input: [channels, height, width], classes: classes.length, batchSize, settings: plainAnalysis })
}

async function roofOfDevice(device: DeviceName, { roofs }: Pick<AnalysisDeps, 'roofs'>): Promise<Roof | null> {
  try {
    return roofOfMeasured(await roofs.roof(device, false))
  } catch (error) {
    if (error instanceof LabError && error.code === 'device/busy') return null // the point has its measured figures all the same
    throw error
  }
}

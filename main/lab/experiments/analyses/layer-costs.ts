// What networks cost by count: parameters, operations and bytes of layers, of groups of layers, or of whole networks.
import { arithmeticIntensity } from '@common/layers/arithmetic-intensity'
import { bytesOf, stepCost } from '@common/layers/step-cost'
import { toldPasses } from '@common/roofline/prediction'
import { layerGroups, plainAnalysis, type CostTotal, type NetworkAnalysis, type PassCost } from '@contract/models/network-analysis'
import type { Analysis, AnalysisRow, AnalysisSpecOf } from './analysis'
import { networkValue, type AnalysisDeps } from './analysis-deps'

type Figures = AnalysisRow['figures']

export const layerCosts = ({ analyze }: Pick<AnalysisDeps, 'analyze'>): Analysis<'layer-costs'> => ({
  points: ({ by, networks, batchSizes }) =>
    networks.flatMap(({ network, size: { height, width }, channels, classes }) =>
      batchSizes.map((batchSize) => {
        const values = { network: networkValue(network), batchSize }
        return {
          key: JSON.stringify(['layer-costs', by, network, channels, height, width, classes, batchSize]),
          values,
          cost: () => Promise.resolve({ seconds: 0, memoryBytes: 0 }),
          run: async () => {
            const analysis = await analyze({ network, input: [channels, height, width], classes, batchSize, settings: plainAnalysis })
            return rowsBy[by](analysis).map((row) => ({ ...row, values: { ...values, ...row.values } }))
          },
        }
      }),
    ),
})

const rowsBy: Readonly<Record<AnalysisSpecOf<'layer-costs'>['by'], (analysis: NetworkAnalysis) => AnalysisRow[]>> = {
  layer: ({ rows }) => rows.map((row) => ({ values: { layer: row.name, group: row.group }, figures: figuresOf(row) })),
  group: ({ groups }) => layerGroups.map((group) => ({ values: { group }, figures: figuresOf(groups[group]) })),
  network: (analysis) => [{ values: {}, figures: { ...figuresOf(analysis.total), ...sharesOf(analysis), ...peaksOf(analysis) } }],
}

function figuresOf({ parameters, activationBytes, passes }: CostTotal): Figures {
  const told = (names: (typeof toldPasses)[keyof typeof toldPasses]): { readonly flops: number; readonly bytes: number } => ({
    flops: names.reduce((sum, name) => sum + passes[name].flops, 0),
    bytes: names.reduce((sum, name) => sum + bytesOf(passes[name]), 0),
  })
  const [forward, backward, update] = [told(toldPasses.forward), told(toldPasses.backward), told(toldPasses.update)]
  return {
    parameters,
    activationBytes,
    multiplyAdds: passes.forward.multiplyAdds,
    forwardFlops: forward.flops,
    backwardFlops: backward.flops,
    updateFlops: update.flops,
    forwardBytes: forward.bytes,
    backwardBytes: backward.bytes,
    updateBytes: update.bytes,
    inferenceIntensity: arithmeticIntensity(passes.forward),
    trainingIntensity: arithmeticIntensity(...Object.values(passes)),
  }
}

/** Convolutions' share of the whole. */
function sharesOf({ groups: { convolution }, total }: NetworkAnalysis): Figures {
  const share = (of: (cost: CostTotal) => number): number | null => (of(total) === 0 ? null : of(convolution) / of(total))
  const step = (of: (cost: PassCost) => number) => (cost: CostTotal): number => of(stepCost(cost.passes))
  return { convolutionParameters: share(({ parameters }) => parameters), convolutionFlops: share(step(({ flops }) => flops)), convolutionBytes: share(step(bytesOf)) }
}

/** Most bytes that must lie in memory at a time. */
const peaksOf = ({ memory: { training, inference } }: NetworkAnalysis): Figures => ({ trainingPeakBytes: training.peakBytes, inferencePeakBytes: inference.peakBytes })

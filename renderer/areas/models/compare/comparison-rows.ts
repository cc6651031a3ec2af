// The rows of a comparison of networks: figures of the whole, and the layers that weigh or pool, the n-th of one beside the n-th of the others.
import { bytesOf, stepCost } from '@common/layers/step-cost'
import { formatBytes, formatCompactCount, formatPercent, formatShape } from '@common/words/format'
import { phrase } from '@language/phrase'
import type { CostTotal, LayerRow, NetworkAnalysis } from '@contract/models/network-analysis'
import { intensityText } from '../table/pass-costs'

export interface ComparisonRow {
  readonly label: string
  /** A text for each network, in their order. */
  readonly cells: readonly string[]
}

const trainingFlops = ({ passes }: CostTotal): number => stepCost(passes).flops
const part = (value: number, whole: number): string => formatPercent(whole === 0 ? 0 : value / whole)

const figures: readonly { readonly label: string; readonly of: (analysis: NetworkAnalysis) => string }[] = [
  { label: phrase('input'), of: ({ inputShape }) => formatShape(inputShape.slice(1)) },
  { label: phrase('layers with weights'), of: ({ rows }) => String(rows.filter(({ group }) => group !== 'other').length) },
  { label: phrase('parameters'), of: ({ total }) => formatCompactCount(total.parameters) },
  { label: phrase('of these fully connected'), of: ({ groups, total }) => part(groups.fullyConnected.parameters, total.parameters) },
  { label: phrase('multiply-adds, forward, an image'), of: ({ total, inputShape }) => formatCompactCount(Math.round(total.passes.forward.multiplyAdds / (inputShape[0] ?? 1))) },
  { label: phrase('of these in convolutions'), of: ({ groups, total }) => part(groups.convolution.passes.forward.multiplyAdds, total.passes.forward.multiplyAdds) },
  { label: phrase('FLOPs of a training step'), of: ({ total }) => formatCompactCount(trainingFlops(total)) },
  { label: phrase('bytes of a training step'), of: ({ total }) => formatBytes(bytesOf(stepCost(total.passes))) },
  { label: phrase('FLOP/byte, forward'), of: ({ total }) => intensityText(total.passes.forward) },
  { label: phrase('FLOP/byte, training step'), of: ({ total }) => intensityText(stepCost(total.passes)) },
  { label: phrase('activations'), of: ({ total }) => formatBytes(total.activationBytes) },
  { label: phrase('peak of tensors, training'), of: ({ memory }) => formatBytes(memory.training.peakBytes) },
]

/** Figures of whole networks, for the batch where nothing else is said. */
export function figureRows(analyses: readonly NetworkAnalysis[]): readonly ComparisonRow[] {
  return figures.map(({ label, of }) => ({ label, cells: analyses.map(of) }))
}

const isShown = ({ group, kind }: LayerRow): boolean => group !== 'other' || /pool/i.test(kind)

/** One cell of the table of layers. */
export interface LayerCell {
  readonly name: string
  readonly shape: string
  readonly parameters: string
  /** Of the forward pass, for the batch. */
  readonly multiplyAdds: string
  /** Share of the network's multiply-adds, 0 to 1, for a bar. */
  readonly share: number
}

/** The n-th layers that weigh or pool, side by side; null where a network has no n-th. */
export function layerRows(analyses: readonly NetworkAnalysis[]): readonly (readonly (LayerCell | null)[])[] {
  const columns = analyses.map(({ rows, total }) => rows.filter(isShown).map((row): LayerCell => {
    const { multiplyAdds } = row.passes.forward
    return {
      name: row.name,
      shape: formatShape(row.outputShape.slice(1)),
      parameters: row.parameters === 0 ? '' : formatCompactCount(row.parameters),
      multiplyAdds: multiplyAdds === 0 ? '' : formatCompactCount(multiplyAdds),
      share: total.passes.forward.multiplyAdds === 0 ? 0 : multiplyAdds / total.passes.forward.multiplyAdds,
    }
  }))
  const most = Math.max(0, ...columns.map(({ length }) => length))
  return Array.from({ length: most }, (_, index) => columns.map((column) => column[index] ?? null))
}

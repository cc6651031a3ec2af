// What convolutions, fully connected layers and everything else have of a network's memory and arithmetic.
import { bytesOf, stepCost } from '../../layers/step-cost'
import { formatBytes, formatCompactCount } from '../../words/format'
import { phrase } from '@language/phrase'
import { layerGroups, type CostTotal, type LayerGroup, type NetworkAnalysis } from '@contract/models/network-analysis'

export interface GroupShares {
  readonly title: string
  /** Of the whole network. */
  readonly total: string
  readonly parts: readonly { readonly group: LayerGroup; readonly share: number; readonly amount: string }[]
}

interface SharedAmount {
  readonly title: string
  readonly of: (cost: CostTotal) => number
  readonly text: (amount: number) => string
}

const amounts: readonly SharedAmount[] = [
  { title: phrase('Parameters'), of: ({ parameters }) => parameters, text: formatCompactCount },
  { title: phrase('Outputs of layers'), of: ({ activationBytes }) => activationBytes, text: formatBytes },
  { title: phrase('FLOPs, forward'), of: ({ passes }) => passes.forward.flops, text: formatCompactCount },
  { title: phrase('FLOPs, training step'), of: ({ passes }) => stepCost(passes).flops, text: formatCompactCount },
  { title: phrase('Bytes, forward'), of: ({ passes }) => bytesOf(passes.forward), text: formatBytes },
  { title: phrase('Bytes, training step'), of: ({ passes }) => bytesOf(stepCost(passes)), text: formatBytes },
]

export function groupShares({ groups, total }: Pick<NetworkAnalysis, 'groups' | 'total'>): readonly GroupShares[] {
  return amounts.map(({ title, of, text }) => {
    const whole = of(total)
    return { title, total: text(whole), parts: layerGroups.map((group) => ({ group, share: whole === 0 ? 0 : of(groups[group]) / whole, amount: text(of(groups[group])) })) }
  })
}

// The networks that the counted parts of an experiment's plan are about, for panels that explore them.
import type { ExperimentPlan } from '@contract/experiments/experiment-record'
import type { NetworkQuestion } from '@contract/models/network-analysis'

export type CountedNetwork = Pick<NetworkQuestion, 'network' | 'input' | 'classes'>

/** Each once, in the order of the parts. */
export function plannedNetworks(plan: ExperimentPlan): readonly CountedNetwork[] {
  const found = new Map<string, CountedNetwork>()
  for (const work of Object.values(plan)) {
    if (work.kind !== 'analysis') continue
    const { analysis } = work
    const counted = analysis.kind === 'layer-costs' ? analysis.networks : analysis.kind === 'chips' ? [analysis.network] : []
    for (const { network, size, channels, classes } of counted) {
      found.set(JSON.stringify([network, size, channels, classes]), { network, input: [channels, size.height, size.width], classes })
    }
  }
  return [...found.values()]
}

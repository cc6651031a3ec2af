// Analyses of networks whose layers are known by themselves, without a file to read.
import type { AnalysisSettings, NetworkAnalysis } from '@contract/models/network-analysis'
import type { NetworkSettings } from '@contract/models/networks'
import { analyzeNetwork } from '../../analysis/network-analysis'
import { listedNetwork } from '../../networks/listed-network'

export { analyzeListing } from '../../analysis/listing-analysis'

/**
 * @param shape batch size, channels, height, width
 * @param classes null: as many as a list of layers gives by itself
 * @throws LabError why the network cannot be built
 */
export function analyzeListed(
  network: Exclude<NetworkSettings, { kind: 'file' }>,
  shape: readonly [number, number, number, number],
  classes: number | null,
  settings: AnalysisSettings,
): NetworkAnalysis {
  return analyzeNetwork(listedNetwork(network, shape, classes), settings)
}

// Builds a network of the zoo or of the lab's folder, and lists its layers.
import { analyzeNetwork } from '../../analysis/network-analysis'
import { openNetwork } from '../../networks/open-network'
import type { Work } from './work'

export const summarize: Work<'summarize'> = async ({ network, networkFolder, input, classes, batchSize, settings }) => {
  const make = await openNetwork(network, networkFolder)
  return analyzeNetwork(make([batchSize, ...input], classes), settings)
}

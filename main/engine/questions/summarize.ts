// Builds a network of the zoo or of the lab's folder, and lists its layers.
import { layerTable } from '../../analysis/layer-table'
import { openNetwork } from '../../networks/open-network'
import type { Work } from './work'

export const summarize: Work<'summarize'> = async ({ network, networkFolder, input, classes, batchSize }) => {
  const make = await openNetwork(network, networkFolder)
  return layerTable(make([batchSize, ...input], classes))
}

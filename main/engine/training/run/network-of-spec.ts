// The network that a spec names, in the form that its data set and preprocessing ask for.
import { inputFormOf } from '@common/preprocessing/input-form'
import type { RunSpec } from '@contract/training/run-spec'
import { datasetInfo } from '../../../data/catalogue'
import type { Network } from '../../../networks/network'
import { openNetwork } from '../../../networks/open-network'

/**
 * @param networkFolder absolute path of the folder that holds networks from files
 * @returns builds the network for a batch size
 * @throws LabError `dataset/unknown`, `network/file-missing`, `preprocessing/numbers`; the builder where the network does not take such images
 */
export async function networkOfSpec({ network, dataset, preprocessing }: RunSpec, networkFolder: string): Promise<(batchSize: number) => Network> {
  const info = datasetInfo(dataset.id)
  const inputForm = inputFormOf(preprocessing, info)
  const make = await openNetwork(network, networkFolder)
  return (batchSize) => ({ ...make([batchSize, info.channels, preprocessing.height, preprocessing.width], info.classes.length), inputForm })
}

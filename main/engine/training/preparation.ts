// Makes a spec ready to train: reads its data set and builds its network.
import type { RunSpec } from '@contract/run-spec'
import { LabError } from '@contract/problem'
import { loadDataset } from '../../data/catalogue'
import { stepsPerEpoch } from '../../data/sampling'
import type { Network } from '../networks/network'
import { openNetwork } from '../networks/settings'
import type { ImageSet } from './image-set'

export interface Preparation {
  readonly train: ImageSet
  readonly test: ImageSet
  /** The network of the spec for any batch size. */
  readonly networkFor: (batchSize: number) => Network
  readonly stepsPerEpoch: number
}

/**
 * @param networkFolder absolute path of the folder that holds networks from files
 * @throws LabError where the data set cannot be read, the network does not fit the images or the device cannot be used
 */
export async function prepare(spec: RunSpec, networkFolder: string): Promise<Preparation> {
  if (spec.device !== 'auto' && spec.device !== 'cpu') {
    throw new LabError('device/not-usable', `This version cannot train on ${spec.device}.`, 'Choose the CPU.')
  }
  const { dataset, network, preprocessing, batchSize } = spec
  const { info, train, test } = await loadDataset(dataset.name, dataset)
  const make = await openNetwork(network, networkFolder)
  const format = { channels: info.channels, height: info.height, width: info.width }
  return {
    train: { ...train, ...format },
    test: { ...test, ...format },
    networkFor: (size) => make([size, info.channels, preprocessing.size, preprocessing.size], info.classes.length),
    stepsPerEpoch: stepsPerEpoch({ count: train.count, batchSize }),
  }
}

// Makes a spec ready to train: reads its data set and builds its network.
import type { DeviceName } from '@contract/devices/devices'
import type { RunSpec } from '@contract/training/run-spec'
import { loadDataset } from '../../../data/catalogue'
import { stepsPerEpoch } from '../../../data/sampling'
import type { Network } from '../../../networks/network'
import { openNetwork } from '../../../networks/open-network'
import type { ImageSet } from '../trainer/image-set'

/** What to train, and on what. */
export interface Task {
  readonly spec: RunSpec
  /** The one that the spec's choice stands for. */
  readonly device: DeviceName
  /** Absolute path of the folder that holds networks from files. */
  readonly networkFolder: string
  /** Absolute path of the program of the thread that draws ahead; without it, the engine's own thread draws. */
  readonly drawThread?: string | undefined
}

export interface Preparation {
  readonly train: ImageSet
  readonly test: ImageSet
  /** The network of the spec for any batch size. */
  readonly networkFor: (batchSize: number) => Network
  readonly stepsPerEpoch: number
}

/** @throws LabError where the data set cannot be read or the network does not fit the images */
export async function prepare({ spec, networkFolder }: Pick<Task, 'spec' | 'networkFolder'>): Promise<Preparation> {
  const { dataset, network, preprocessing, batchSize } = spec
  const { info, train, test } = await loadDataset(dataset.id, dataset)
  const make = await openNetwork(network, networkFolder)
  const format = { channels: info.channels, height: info.height, width: info.width }
  return {
    train: { ...train, ...format },
    test: { ...test, ...format },
    networkFor: (size) => make([size, info.channels, preprocessing.height, preprocessing.width], info.classes.length),
    stepsPerEpoch: stepsPerEpoch({ count: train.count, batchSize }),
  }
}

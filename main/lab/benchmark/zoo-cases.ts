// The batch sizes at which the benchmark of the zoo measures each network.
import { modelNames, type ModelName } from '@contract/models/zoo'
import { defaultSpec, type RunSpec } from '@contract/training/run-spec'

interface ZooCase {
  /** Small and usual sizes of the networks for 28x28 images; what two processors compute within seconds of the larger ones. */
  readonly batchSizes: readonly number[]
  /** The one size of a quick benchmark; null: the network is left out of it. */
  readonly quick: number | null
}

const zooCases: Readonly<Record<ModelName, ZooCase>> = {
  lenet: { batchSizes: [64, 256, 1024], quick: 256 },
  'lenet-relu': { batchSizes: [64, 256, 1024], quick: 64 },
  alexnet: { batchSizes: [32, 128], quick: 32 },
  'alexnet-2012': { batchSizes: [32], quick: null },
  'alexnet-small': { batchSizes: [128], quick: 128 },
  fashionnet: { batchSizes: [64, 128, 1024], quick: 128 },
  'vgg-11': { batchSizes: [16], quick: null },
  'vgg-16': { batchSizes: [8], quick: null },
  nin: { batchSizes: [32], quick: null },
  googlenet: { batchSizes: [32], quick: null },
  'resnet-8': { batchSizes: [128], quick: null },
  'resnet-20': { batchSizes: [128], quick: 128 },
  'resnet-18': { batchSizes: [32], quick: null },
  'resnet-50': { batchSizes: [16], quick: null },
  'mobilenet-v2': { batchSizes: [16], quick: null },
  pixels: { batchSizes: [256], quick: null },
  hog: { batchSizes: [256], quick: null },
  'visual-words': { batchSizes: [256], quick: null },
}

/** The runs whose steps a benchmark of the zoo measures, in the order of the zoo: each network with its default settings. */
export function zooSpecs(isQuick: boolean): readonly RunSpec[] {
  return modelNames.flatMap((model) => {
    const { batchSizes, quick } = zooCases[model]
    const sizes = isQuick ? (quick === null ? [] : [quick]) : batchSizes
    return sizes.map((batchSize) => ({ ...defaultSpec(model), batchSize, device: 'cpu' as const }))
  })
}

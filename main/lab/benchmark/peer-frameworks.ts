// The frameworks that a benchmark can compare with: how each is found, which runs it can train, in which ways it is measured.
import { isDeepStrictEqual } from 'node:util'
import { phrase } from '@language/phrase'
import type { PeerName } from '@contract/benchmark/peers'
import { isAugmented } from '@contract/data/augmentation'
import type { Framework } from '@contract/models/frameworks'
import { defaultOptimizer } from '@contract/training/optimizer'
import { wholeDataset, type RunSpec } from '@contract/training/run-spec'
import { defaultSchedule } from '@contract/training/schedule'

/** One way in which a framework may compute the same. */
export interface PeerWay {
  /** Words behind the framework's name; empty where there is one way only. */
  readonly name: string
  /** What the script's case says of it. */
  readonly options: Readonly<Record<string, boolean>>
}

export interface PeerFramework {
  /** E.g. `PyTorch`. */
  readonly title: string
  /** A line of Python that prints its version, `True` where it sees a GPU that the script can use, and its number of threads (`None`: not told). */
  readonly look: string
  /** File in bench/peers that times its steps. */
  readonly script: string
  /** The program that the script trains by, as the lab writes it: the network alone or all of the run. */
  readonly program: { readonly framework: Framework; readonly wholeRun: boolean }
  readonly ways: readonly PeerWay[]
  /** Why its script cannot train as a spec says; null: it can. */
  readonly refusal: (spec: RunSpec) => string | null
}

/** Batches that are drawn by other rules than shuffling, and images that judge epochs beside the test images, are not in the peers' scripts. */
function datasetRefusal({ dataset, augmentation }: RunSpec): string | null {
  const { validation, balance, duplicates } = wholeDataset(dataset.id)
  const asks = dataset.validation !== validation || dataset.balance !== balance || dataset.duplicates !== duplicates
  return asks || isAugmented(augmentation) ? phrase('it is measured on images as they are') : null
}

/** TensorFlow and JAX are measured with plain descent on the cross-entropy. */
function plainRefusal(spec: RunSpec): string | null {
  const { optimizer, schedule, loss, labelSmoothing, microBatchSize, precision } = spec
  const isPlain =
    isDeepStrictEqual(optimizer, defaultOptimizer('sgd', optimizer.learningRate)) &&
    isDeepStrictEqual(schedule, defaultSchedule('constant')) &&
    loss === 'cross-entropy' && labelSmoothing === 0 && microBatchSize === null && precision === 'float32'
  return isPlain ? datasetRefusal(spec) : phrase('it is measured with plain descent in float32')
}

export const peerFrameworks: Readonly<Record<PeerName, PeerFramework>> = {
  pytorch: {
    title: 'PyTorch',
    look: 'import resource, torch; print(torch.__version__, torch.cuda.is_available(), torch.get_num_threads())',
    script: 'pytorch_step.py',
    program: { framework: 'pytorch', wholeRun: true },
    ways: [
      { name: 'contiguous', options: { channelsLast: false } },
      { name: 'channels-last', options: { channelsLast: true } },
    ],
    refusal: datasetRefusal,
  },
  tensorflow: {
    title: 'TensorFlow',
    look: 'import resource, tensorflow; print(tensorflow.__version__, False, None)',
    script: 'tensorflow_step.py',
    program: { framework: 'keras', wholeRun: false },
    ways: [
      { name: 'graph', options: { xla: false } },
      { name: 'XLA', options: { xla: true } },
    ],
    refusal: plainRefusal,
  },
  jax: {
    title: 'JAX',
    look: 'import resource, jax, flax, optax; print(jax.__version__, False, None)',
    script: 'jax_step.py',
    program: { framework: 'flax', wholeRun: false },
    ways: [{ name: '', options: {} }],
    refusal: plainRefusal,
  },
}

// Trains a whole run in PyTorch, for its accuracy over time beside the lab's.
import { isDeepStrictEqual } from 'node:util'
import { usedImages } from '@common/training/used-images'
import { phrase } from '@language/phrase'
import { noAugmentation } from '@contract/data/augmentation'
import { plainPreprocessing, wholeDataset, type RunSpec } from '@contract/training/run-spec'
import { z } from 'zod'
import { fashionMnist } from '../../data/fashion-mnist'
import { fashionMnistFolder } from '../../data/catalogue'
import { codeOf } from '../models/program-code'
import type { Peer } from './peer'
import { runPeerScript } from './peer-script'

const epochSchema = z.strictObject({ epoch: z.int().positive(), loss: z.number().nullable(), accuracy: z.number() })
export type PeerEpoch = z.infer<typeof epochSchema>

/** Milliseconds that a whole run may take. */
const runPatience = 12 * 3_600_000

/** Why the script cannot train as a spec says; null: it can. */
export function peerRunRefusal({ dataset, preprocessing, augmentation: { flip, cropPadding, ...augmentation } }: RunSpec): string | null {
  const { limitTrain, limitTest } = dataset
  if (!isDeepStrictEqual(dataset, { ...wholeDataset(fashionMnist.id), limitTrain, limitTest })) return phrase('PyTorch is trained on Fashion-MNIST only, judged by its test images.')
  if (!isDeepStrictEqual(preprocessing, plainPreprocessing(preprocessing))) return phrase('PyTorch is trained on whole images, bilinearly resized, with values from 0 to 1 only.')
  if (!isDeepStrictEqual({ ...augmentation, flip, cropPadding }, { ...noAugmentation, flip, cropPadding })) return phrase('PyTorch is trained with flips and shifts only.')
  return null
}

/**
 * Trains as a spec says, on the CPU.
 * @param onEpoch told after each epoch with its evaluation
 * @throws LabError `benchmark/peer`, `code/...`
 */
export async function trainInPyTorch(peer: Peer, spec: RunSpec, isChannelsLast: boolean, onEpoch: (epoch: PeerEpoch) => void): Promise<void> {
  const { dataset: { limitTrain, limitTest }, preprocessing: { height, width }, augmentation: { flip, cropPadding } } = spec
  const read = {
    program: codeOf(spec, { framework: 'pytorch', wholeRun: true, run: null, isModule: true }, fashionMnist),
    ...{ device: 'cpu', channelsLast: isChannelsLast, threads: null, folder: fashionMnistFolder(), size: [height, width], flip, cropPadding },
    ...{ trainImages: usedImages(limitTrain, fashionMnist.trainImages), testImages: usedImages(limitTest, fashionMnist.testImages) },
  }
  await runPeerScript({ python: peer.python, file: 'pytorch_run.py', case: read, title: 'PyTorch', patience: runPatience }, (line) => {
    onEpoch(epochSchema.parse(line))
  })
}

// Evaluates a run's state on a split of its data set, and stores what it answers for every image beside the run's checkpoints.
import { basename, join } from 'node:path'
import { env } from 'onnxruntime-node'
import type { DeviceName } from '@contract/devices/devices'
import type { CheckpointInfo } from '@contract/runs/checkpoints'
import { evaluationName, evaluationsFolder, viewCounts, type EvaluationFacts, type Split, type Views } from '@contract/runs/evaluation'
import { viewsOf } from '@common/preprocessing/views'
import type { RunSpec } from '@contract/training/run-spec'
import manifest from '../../../../package.json'
import { evaluationFactsIn, writeEvaluation, type ImageAnswers, type PlannedEvaluation } from '../../../evaluations/evaluation-file'
import { makeFolder } from '../../../files/make-folder'
import { evaluationBatchSize } from '../../evaluation/evaluation-batch'
import { Evaluator } from '../../evaluation/evaluator'
import { imageAnswers } from '../../evaluation/image-answers'
import { cpuThreads, type Feeds } from '../../runtime/session'
import { parametersSum } from '../checkpoints/checkpoint'
import type { ImageSet } from '../trainer/image-set'
import type { Preparation } from './preparation'

export interface CheckpointEvaluationOptions {
  readonly spec: RunSpec
  readonly device: DeviceName
  /** Absolute path of the run's folder. */
  readonly folder: string
  readonly checkpoint: CheckpointInfo
  readonly split: Split
  /** What the network is shown of each image; default: what it is trained on. */
  readonly views?: Views | undefined
  readonly data: ImageSet
  readonly prepared: Pick<Preparation, 'networkFor' | 'fingerprint'>
  /** Parameters and buffers of the checkpoint, on the device. */
  readonly state: Feeds
  /** Told after each batch how many images are done. */
  readonly onImages?: (done: number, total: number) => void
}

/** Whether the folder of a run holds the evaluation of this very checkpoint on these images already. */
export function isEvaluated({ folder, checkpoint, split, data, prepared }: Pick<CheckpointEvaluationOptions, 'folder' | 'checkpoint' | 'split' | 'data' | 'prepared'>): boolean {
  const facts = evaluationFactsIn(join(folder, evaluationsFolder, evaluationName(checkpoint, split)))
  return facts?.images === data.count && facts.dataset.fingerprint === prepared.fingerprint && facts.parametersSha256 === parametersSum(join(folder, checkpoint.folder))
}

/**
 * Evaluates with batches of the size that the run was tested with, so that the answers are those that it reported.
 * @throws LabError `evaluation/not-finite`, `device/...`; as `fs` does where the evaluation cannot be written
 */
export async function storeEvaluation(options: CheckpointEvaluationOptions): Promise<EvaluationFacts> {
  const { spec, device, folder, checkpoint, split, views = 'single', data, prepared, state, onImages } = options
  const atOnce = evaluationBatchSize(spec.batchSize, data.count)
  const count = viewCounts[views]
  const network = prepared.networkFor(Math.max(Math.floor(atOnce / count), 1) * count)
  const [, classes = 0] = network.logits.shape
  const limit = { train: spec.dataset.limitTrain, validation: null, test: spec.dataset.limitTest }[split]
  const plan: PlannedEvaluation = {
    ...{ run: basename(folder), checkpoint, parametersSha256: parametersSum(join(folder, checkpoint.folder)), split, views },
    dataset: { id: spec.dataset.id, fingerprint: prepared.fingerprint, classes, limit },
    ...{ images: data.count, preprocessing: spec.preprocessing, device, threads: cpuThreads() },
    versions: { cnnLab: manifest.version, onnxRuntime: env.versions.node ?? 'unknown' },
  }
  const evaluator = await Evaluator.open(network, data, device, {
    ...{ kind: 'images', loss: spec.loss },
    ...(views !== 'single' && { views: viewsOf(views, data, spec.preprocessing.centreCrop) }),
  })
  try {
    async function* batches(): AsyncGenerator<ImageAnswers, void> {
      for await (const batch of evaluator.imageLogits(state)) {
        yield imageAnswers(batch, data.labels)
        onImages?.(batch.start + batch.count, data.count)
      }
    }
    await makeFolder(join(folder, evaluationsFolder))
    return await writeEvaluation(join(folder, evaluationsFolder, evaluationName(checkpoint, split, views)), plan, batches())
  } finally {
    await evaluator.close()
  }
}

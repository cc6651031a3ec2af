// Evaluates a run's state on a split of its data set, and stores what it answers for every image beside the run's checkpoints.
import { createHash } from 'node:crypto'
import { basename, join } from 'node:path'
import { env } from 'onnxruntime-node'
import type { DeviceName } from '@contract/devices/devices'
import type { CheckpointInfo } from '@contract/runs/checkpoints'
import { evaluationName, evaluationsFolder, viewCounts, type EvaluationFacts, type Split, type Views } from '@contract/runs/evaluation'
import { viewsOf } from '@common/preprocessing/views'
import type { RunSpec } from '@contract/training/run-spec'
import manifest from '../../../../package.json'
import { evaluationFactsIn, writeEvaluation, type ImageAnswers, type PlannedEvaluation } from '../../../evaluations/evaluation-file'
import { countOf, type ChosenImages } from '../../../data/chosen-images'
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
  readonly chosen: ChosenImages<ImageSet>
  readonly prepared: Pick<Preparation, 'networkFor' | 'fingerprint'>
  /** Parameters and buffers of the checkpoint, on the device. */
  readonly state: Feeds
  /** See `EvaluatorOptions`. */
  readonly imageSeconds?: number | null
  /** Told after each batch how many images are done. */
  readonly onImages?: (done: number, total: number) => void
  /** See `writeSealedFolder`. */
  readonly fence?: () => void
}

/** The facts of the evaluation of this very checkpoint on these images, where the folder of the run holds it already; else null. */
export function storedEvaluation({ folder, checkpoint, split, chosen, prepared }: Pick<CheckpointEvaluationOptions, 'folder' | 'checkpoint' | 'split' | 'chosen' | 'prepared'>): EvaluationFacts | null {
  const facts = evaluationFactsIn(join(folder, evaluationsFolder, evaluationName(checkpoint, split)))
  if (facts?.images !== countOf(chosen) || facts.dataset.fingerprint !== prepared.fingerprint) return null
  const isOfThese = facts.dataset.chosen?.sha256 === chosenFacts(chosen)?.sha256 && facts.parametersSha256 === parametersSum(join(folder, checkpoint.folder))
  return isOfThese ? facts : null
}

/** Which images were chosen, as the facts of an evaluation tell it; undefined: all of the split. */
function chosenFacts({ within, images }: ChosenImages<unknown>): EvaluationFacts['dataset']['chosen'] {
  return images ? { within, sha256: createHash('sha256').update(images).digest('hex') } : undefined
}

/**
 * Evaluates with batches of the size that the run was tested with, so that the answers are those that it reported.
 * @throws LabError `evaluation/not-finite`, `device/...`; as `fs` does where the evaluation cannot be written
 */
export async function storeEvaluation(options: CheckpointEvaluationOptions): Promise<EvaluationFacts> {
  const { spec, device, folder, checkpoint, split, views = 'single', chosen, prepared, state, imageSeconds = null, onImages, fence } = options
  const { data, within, images } = chosen
  const count = countOf(chosen)
  const atOnce = evaluationBatchSize(spec.batchSize, count)
  const viewCount = viewCounts[views]
  const network = prepared.networkFor(Math.max(Math.floor(atOnce / viewCount), 1) * viewCount)
  const [, classes = 0] = network.logits.shape
  const limit = { train: spec.dataset.limitTrain, validation: null, test: spec.dataset.limitTest }[within]
  const facts = chosenFacts(chosen)
  const plan: PlannedEvaluation = {
    ...{ run: basename(folder), checkpoint, parametersSha256: parametersSum(join(folder, checkpoint.folder)), split, views },
    dataset: { id: spec.dataset.id, fingerprint: prepared.fingerprint, classes, limit, ...(facts && { chosen: facts }) },
    ...{ images: count, preprocessing: spec.preprocessing, device, threads: cpuThreads() },
    versions: { cnnLab: manifest.version, onnxRuntime: env.versions.node ?? 'unknown' },
  }
  const evaluator = await Evaluator.open(network, data, device, state, {
    ...{ kind: 'images', loss: spec.loss, images, imageSeconds },
    ...(views !== 'single' && { views: viewsOf(views, data, spec.preprocessing.centreCrop) }),
  })
  try {
    async function* batches(): AsyncGenerator<ImageAnswers, void> {
      for await (const batch of evaluator.imageLogits()) {
        yield imageAnswers(batch, data.labels)
        onImages?.(batch.start + batch.count, count)
      }
    }
    await makeFolder(join(folder, evaluationsFolder))
    return await writeEvaluation(join(folder, evaluationsFolder, evaluationName(checkpoint, split, views)), plan, batches(), images, fence)
  } finally {
    await evaluator.close()
  }
}

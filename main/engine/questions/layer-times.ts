// Finds out how long every layer takes, from ONNX Runtime's profile of a few training steps or batches of inference.
import { phrase } from '@language/phrase'
import type { LayerTimes, Use } from '@contract/benchmark/layer-times'
import { LabError } from '@contract/problem'
import { imagesAtOnce } from '@contract/training/run-spec'
import { computedLayers } from '../../analysis/network-analysis'
import type { Network } from '../../networks/network'
import type { Graph } from '../../onnx/graph'
import { ofAnyCount, isResident } from '../training/trainer/image-set'
import { emitEvaluation } from '../program/evaluation-program'
import { computeOptionsOf, recipeOf } from '../program/training/training-recipe'
import { MeasuredTrainer } from '../training/run/measured-trainer'
import { prepare, type Preparation, type Task } from '../training/run/preparation'
import { emitTraining } from '../training/trainer/emit-training'
import { isFedByChunks, trainingFormat } from '../training/trainer/training-images'
import { convolutionAlgorithms } from './convolution-algorithms'
import { laterKernels } from './kernel-times'
import { MeasuredEvaluator } from './measured-evaluator'
import { nodePlaces } from './node-places'
import { profiled } from './profiled'
import { timesByLayer } from './times-by-layer'
import type { Work } from './work'

/** Batches under the profiler: fewer where they take long, no more than its memory has room for. */
const fewestBatches = 3
const mostBatches = 30
const targetSeconds = 2

/** How many of so many runs are in the later half, whose kernels count. */
const laterHalf = (runs: number): number => Math.ceil(runs / 2)

const batchesOf = (seconds: number): number => Math.min(mostBatches, Math.max(fewestBatches, Math.round(targetSeconds / seconds)))

/** How batches are run under the profiler, and the graph of the program that does so. */
interface ProfiledUse {
  /** @returns the number of batches whose kernels are those of the later half of the profile's runs */
  readonly run: (task: Task, prepared: Preparation, profilePrefix: string) => Promise<number>
  readonly program: (task: Task, prepared: Preparation, network: Network) => Graph
  /** Images that go through the network at once. */
  readonly images: (task: Task, prepared: Preparation) => number
}

const profiledUses: Readonly<Record<Use, ProfiledUse>> = {
  training: {
    run: async (task, prepared, profilePrefix) => {
      const trainer = await MeasuredTrainer.open(task, prepared, { profilePrefix })
      const seconds = await trainer.secondsPerStep(1) // fills caches and memory arenas
      const batches = batchesOf(seconds)
      await trainer.secondsPerStep(batches)
      const { runsPerStep } = trainer
      await trainer.close()
      return runsPerStep ? laterHalf(1 + batches) : batches
    },
    program: ({ spec, device }, { train }, network) => {
      const recipe = recipeOf(spec, device)
      return emitTraining(network, trainingFormat(train, isFedByChunks(train, recipe.augmentation)), recipe).graph
    },
    images: ({ spec }) => spec.batchSize,
  },
  inference: {
    run: async (task, prepared, profilePrefix) => {
      const evaluator = await MeasuredEvaluator.open(task, prepared, { profilePrefix })
      const { seconds } = await evaluator.batches(1)
      const { count } = await evaluator.batches(batchesOf(seconds))
      await evaluator.close()
      return laterHalf(1 + count) // each batch is a run of its own
    },
    program: ({ device }, { test }, network) => emitEvaluation(network, isResident(test) ? test : ofAnyCount(test), device),
    images: ({ spec }, { test }) => Math.min(spec.batchSize, test.count),
  },
}

/**
 * Runs batches under the profiler, which slows them and takes memory of its own.
 * @throws LabError `device/no-layer-times` on a GPU; as a run of the spec would
 */
export const layerTimes: Work<'layerTimes'> = async ({ use, ...task }) => {
  if (task.device !== 'cpu') {
    // There the profile has the time of starting a kernel, not that of the kernel.
    throw new LabError('device/no-layer-times', phrase('The time of single layers cannot be measured on a GPU.'), phrase('Choose the device cpu; whole steps are measured on every device.'))
  }
  const { run, program, images } = profiledUses[use]
  const whole = { ...task, spec: { ...task.spec, microBatchSize: null } }
  const prepared = await prepare(whole)
  const network = prepared.networkFor(images(whole, prepared))
  const { profiles, result: batches } = await profiled((prefix) => run(whole, prepared, prefix))
  const times = timesByLayer(profiles.flatMap(laterKernels), batches, nodePlaces(program(whole, prepared, network), network), computedLayers(network).map(({ name }) => name))
  return { ...times, convolutions: use === 'inference' ? [] : convolutionsOf(task, prepared) }
}

/** Of the run itself, which may take fewer images at once than were timed. */
function convolutionsOf(task: Task, prepared: Preparation): LayerTimes['convolutions'] {
  const network = prepared.networkFor(imagesAtOnce(task.spec))
  return convolutionAlgorithms(profiledUses.training.program(task, prepared, network), network, computeOptionsOf(recipeOf(task.spec, task.device)))
}

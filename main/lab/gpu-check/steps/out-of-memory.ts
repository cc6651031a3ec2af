// Lack of memory: a batch that cannot fit has to end in the lab's own words.
import { formatBytes } from '@common/words/plain-format'
import { problemSentence } from '@common/words/problem-sentence'
import { phrase } from '@language/phrase'
import { toProblem } from '@contract/problem'
import { defaultSpec, square, type RunSpec } from '@contract/training/run-spec'
import { runSettings } from '@contract/training/settings/run-settings'
import type { CheckedGpu, Finding, PlannedStep, StepDeps } from '../planned-step'
import { tryOn } from './try-on'

/** Bytes of what a step of VGG-16 keeps of each image of 224 pixels until its backward pass: its activations in float32. */
const bytesOfImage = 115e6

const codes = ['device/out-of-memory', 'device/tensor-too-large']

/** Edge of images of which a batch is one tensor of four gigabytes: more than WebGPU takes in one piece, and refused before anything is computed. */
const hugeImage = 512

/** A spec that takes three times a GPU's memory; of a GPU in software one with a tensor that is too large. */
function tooLarge({ info: { memoryBytes }, isSmall }: CheckedGpu): RunSpec {
  const spec = isSmall ? { ...defaultSpec('pixels'), preprocessing: square(hugeImage) } : defaultSpec('vgg-16')
  const wanted = memoryBytes === null || isSmall ? Infinity : Math.ceil((3 * memoryBytes) / bytesOfImage)
  const batchSize = Math.min(runSettings.batchSize.max, wanted)
  return { ...spec, batchSize, dataset: { ...spec.dataset, limitTrain: batchSize, limitTest: 1 } }
}

export function outOfMemoryStep(deps: StepDeps, gpu: CheckedGpu): PlannedStep {
  const { name: device, memoryBytes } = gpu.info
  const spec = tooLarge(gpu)
  const subject = { model: spec.network.kind === 'zoo' ? spec.network.model : '', batchSize: spec.batchSize }
  const what = memoryBytes === null ? phrase('{model} at batch {batchSize}', subject) : phrase('{model} at batch {batchSize} on {memory}', { ...subject, memory: formatBytes(memoryBytes) })
  return {
    title: phrase('lack of memory'),
    device,
    seconds: 60,
    run: async (signal): Promise<Finding> => {
      try {
        await tryOn(deps, { spec, device, steps: 1 }, signal)
      } catch (error) {
        signal.throwIfAborted()
        const problem = toProblem(error)
        const isTold = codes.includes(problem.code)
        return { status: isTold ? 'passed' : 'failed', words: `${what}: ${problemSentence(problem)}`, figures: { batchSize: spec.batchSize, problem } }
      }
      return { status: 'told', words: phrase('{what} fits, so that lack of memory was not seen.', { what }), figures: { batchSize: spec.batchSize } }
    },
  }
}

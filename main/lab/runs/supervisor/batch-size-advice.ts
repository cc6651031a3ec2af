// Advice where memory ran out: the number of images at once that should fit, by prediction.
import { formatBytes } from '@common/words/plain-format'
import { phrase } from '@language/phrase'
import type { DeviceInfo } from '@contract/devices/devices'
import type { Problem } from '@contract/problem'
import { imagesAtOnce, type RunSpec } from '@contract/training/run-spec'
import { totalmem } from 'node:os'
import { goesInParts, mostImagesAtOnce, type MemoryLimit, type MemorySize } from '../../estimates/prediction'

/** Share of a memory that a run can use; the system and other programs need the rest. */
const usableShare = 0.9

/**
 * Adds a batch size to try, or a size of its parts, to a problem of memory that ran out; any other problem is returned as it is.
 * @param network null where the engine failed before it reported the network's size
 * @param machineBytes memory of this machine
 */
export function adviseBatchSize(
  problem: Problem,
  spec: RunSpec,
  device: DeviceInfo | null,
  network: MemorySize | null,
  machineBytes: number = totalmem(),
): Problem {
  const short = shortMemory(problem, device, machineBytes)
  const images = imagesAtOnce(spec)
  if (short === undefined || images === 1) return problem
  const usable = short && { ...short, bytes: usableShare * short.bytes }
  const predicted = device && network && usable ? mostImagesAtOnce(network, spec, device.name, usable) : images
  // A prediction by which the run itself fits was too low; one by which not even one image fits is of no help.
  const fitting = predicted === 0 ? images : predicted
  if (short && fitting < images && problem.code !== 'device/tensor-too-large') return withPrediction(problem, spec, fitting, short.bytes)
  // Where a single tensor was too large, the number that fits into the whole memory is only an upper bound.
  return withGuess(problem, spec, Math.max(1, Math.floor(fitting / 2)))
}

/** The memory that ran out: null where its size is not known, undefined where the problem is another one. */
function shortMemory({ code }: Problem, device: DeviceInfo | null, machineBytes: number): MemoryLimit | null | undefined {
  switch (code) {
    case 'engine/killed': // by the system, which looks after the machine's memory alone
      return { kind: 'peakRssBytes', bytes: machineBytes }
    case 'device/out-of-memory':
    case 'device/tensor-too-large':
      if (device?.memoryBytes == null) return null
      return { kind: device.name === 'cpu' ? 'peakRssBytes' : 'deviceBytes', bytes: device.memoryBytes }
    default:
      return undefined
  }
}

function withPrediction(problem: Problem, spec: RunSpec, images: number, memoryBytes: number): Problem {
  const memory = formatBytes(memoryBytes)
  return goesInParts(spec)
    ? { ...problem, remedy: phrase('{remedy} So do fewer images at once: by prediction, {images} fit into the {memory} here.', { remedy: problem.remedy, images, memory }), microBatchSize: images }
    : { ...problem, remedy: phrase('{remedy} By prediction, {images} images a step fit into the {memory} here.', { remedy: problem.remedy, images, memory }), batchSize: images }
}

function withGuess(problem: Problem, spec: RunSpec, images: number): Problem {
  return goesInParts(spec)
    ? { ...problem, remedy: phrase('{remedy} So do fewer images at once: try {images}.', { remedy: problem.remedy, images }), microBatchSize: images }
    : { ...problem, remedy: phrase('{remedy} Try {images}.', { remedy: problem.remedy, images }), batchSize: images }
}

// The arithmetic of estimates: the cost of a run from that of a step, and the predicted cost of a step where none was measured.
import { hasLargeActivations, hasSmallState, keepsArena as trainingKeepsArena, type StepBytes } from '@common/training/arena-limits'
import { stepsPerEpoch } from '@common/training/steps-per-epoch'
import type { DeviceName } from '@contract/devices/devices'
import type { Calibration } from '@contract/training/estimate'
import type { NetworkAnalysis } from '@contract/models/network-analysis'
import { slotCount } from '@contract/training/optimizer'
import { imagesAtOnce, type RunSpec } from '@contract/training/run-spec'
import type { KnownCalibration, Place, Work } from '../store/calibration-store'

/** What of a network decides the memory of steps, at a spec's batch size. */
export interface MemorySize {
  /** Trainable numbers. */
  readonly parameters: number
  /** Bytes of the outputs of all operators in float32. */
  readonly activationBytes: number
}

/** What of a network decides the time and the memory of steps. */
export type NetworkSize = MemorySize & Work

/** The size of a network by its analysis in float32. The analysis tells what memory an ideal framework would need; here it is what the engine takes. */
export const networkSize = ({ total: { parameters, activationBytes, passes } }: Pick<NetworkAnalysis, 'total'>): NetworkSize => ({
  parameters,
  activationBytes,
  macs: passes.forward.multiplyAdds,
})

/** A device with its number of threads, which is 1 for a GPU. */
export type Processor = Pick<Place, 'device' | 'threads'>

export type Memory = Pick<Calibration, 'peakRssBytes' | 'deviceBytes'>

/** What a run will cost on the device that it begins on. */
export interface Expectation extends Memory {
  /** Of a training step, alone on the device; null: none was measured. */
  readonly stepSeconds: number | null
}

/** The settings of a spec, other than the network, that decide the cost of a step. */
export type StepSettings = Pick<RunSpec, 'optimizer' | 'batchSize' | 'microBatchSize'>

/** Images that a run uses. */
export interface ImageCounts {
  /** That it trains on. */
  readonly train: number
  /** That each epoch is judged by. */
  readonly judging: number
  /** That it is tested on at its end. */
  readonly test: number
}

/** Seconds of a whole run: every epoch trains on all training images, then evaluates those that judge it. */
export function runSeconds(epochs: number, batchSize: number, counts: ImageCounts, cost: Calibration): number {
  return epochs * (stepsPerEpoch(counts.train, batchSize) * cost.stepSeconds + counts.judging * cost.testImageSeconds)
}

/** A training step costs about three forward passes: one itself, one for the gradients of the inputs of layers, one for those of their weights. */
const trainingPasses = 3
interface Speed {
  /** Multiply-accumulates per second; on the CPU per thread. */
  readonly macsPerSecond: number
  /** Bytes of activations that a training step gets through per second: small layers are bound by memory, not by arithmetic. */
  readonly bytesPerSecond: number
  /** Seconds that a step takes even with the smallest network. */
  readonly stepOverhead: number
}

/** Speeds where nothing was measured: of the CPU what foretells the quick sizes of the experiments about right (docs/experiments.md), of CUDA a modest card. */
const usualSpeeds: Readonly<Record<DeviceName, Speed>> = {
  cpu: { macsPerSecond: 30e9, bytesPerSecond: 2e9, stepOverhead: 0.002 },
  webgpu: { macsPerSecond: 100e9, bytesPerSecond: 5e9, stepOverhead: 0.01 },
  cuda: { macsPerSecond: 1e12, bytesPerSecond: 50e9, stepOverhead: 0.003 },
}

/** Bytes of the engine process before a network is there: Node, ONNX Runtime, the data set. */
const processBytes = 240e6
const bytesPerNumber = 4
/** Copies of the gradients where micro-batches are summed: the sum before, the sum after, and the gradients that are added. */
const gradientSumCopies = 3
/** Main memory of a run on a GPU for the libraries of its driver and for compiled programs, in bytes. */
const driverBytes = 300e6
/** Copies of the state in main memory while a run is on a GPU: for the upload and for checkpoints. */
const hostCopies = 2

/** Copies of a tensor that are alive at the same time. */
interface Copies {
  /** Of the parameters: before and after a step, on both sides of the call to ONNX Runtime, as far as they are not updated in place. */
  readonly parameters: number
  /** Of each tensor of the same size that an optimizer keeps: as many, and up to three more where a chunk has several steps. */
  readonly slots: number
  /** Of the activations: kept for the backward pass, their gradients, and intermediate results of convolutions. */
  readonly activations: number
}

/**
 * CPU values are measured of AlexNet and FashionNet (docs/performance.md). An arena hands out blocks up to twice as large as requested. Without an arena
 * only the tensors at the peak of a step count, when not all activations are alive. A GPU's allocator keeps freed blocks, as an arena does.
 */
const copies = {
  gpu: { parameters: 4, slots: 5, activations: 3 },
  // Large weights are updated in place, behind the step.
  arena: { parameters: 2.1, slots: 1.3, activations: 1.15 },
  noArena: { parameters: 1, slots: 1.03, activations: 0.97 },
  singleSteps: { parameters: 0.7, slots: 1.5, activations: 1.1 },
  // Of FashionNet at batch 1024 and 2048; with smaller batches, and of LeNet, an arena holds 0.4 to 2 copies.
  arenaOfSmallState: { parameters: 3.3, slots: 4, activations: 1.6 },
} satisfies Readonly<Record<string, Copies>>

/**
 * Predicts the cost of a step from operation counts.
 * @param network its size at the spec's batch size
 * @param known calibrations of any networks on this machine. The prediction is scaled by its own error for the calibration nearest in
 *   operations per step, because small and large steps reach different shares of the processor's speed
 */
export function predictCost(network: NetworkSize, spec: StepSettings, place: Processor, known: readonly KnownCalibration[]): Calibration {
  const { batchSize } = spec
  const nearest = nearestInOperations(network, believable(known, place))
  const correction = nearest ? nearest.calibration.stepSeconds / usualStepSeconds(nearest.work, place) : 1
  const stepSeconds = correction * usualStepSeconds(network, place)
  // Evaluation is the forward pass alone; its share of a step carries over from the measured network.
  const share = nearest ? (nearest.calibration.testImageSeconds * nearest.batchSize) / nearest.calibration.stepSeconds : 1 / trainingPasses
  return {
    stepSeconds,
    testImageSeconds: (stepSeconds * share) / batchSize,
    ...predictMemory(network, spec, place.device),
  }
}

/**
 * The speed of each of several runs that train side by side on one device, compared with one alone: threads and memory bandwidth are divided among
 * them, what a step takes beside its arithmetic is not. 1: as fast as alone.
 */
export function speedSideBySide(work: Work, place: Processor, runs: number): number {
  const alone = usualStepSeconds(work, place)
  const { stepOverhead } = usualSpeeds[place.device]
  return alone / (stepOverhead + (alone - stepOverhead) * runs)
}

/** Predicts the memory that a run needs, from what must lie in memory at the same time. */
export function predictMemory(network: MemorySize, spec: StepSettings, device: DeviceName): Memory {
  const parameterBytes = network.parameters * bytesPerNumber
  const activations = activationBytes(network, spec)
  const { parameters, slots, activations: ofActivations } = copiesOn(device, network, spec)
  const sums = spec.microBatchSize === null ? 0 : gradientSumCopies
  const trainingBytes = parameterBytes * (parameters + slots * slotCount(spec.optimizer) + sums) + activations * ofActivations
  return device === 'cpu'
    ? { peakRssBytes: processBytes + trainingBytes, deviceBytes: null }
    : { peakRssBytes: processBytes + driverBytes + parameterBytes * (1 + slotCount(spec.optimizer)) * hostCopies, deviceBytes: trainingBytes }
}

/** A memory that a run needs, and how much of it there is. */
export interface MemoryLimit {
  readonly kind: keyof Memory
  readonly bytes: number
}

/** The largest number of images at once, up to the spec's own, whose predicted memory stays within a limit; 0: not even one image fits. */
export function mostImagesAtOnce(network: MemorySize, spec: StepSettings, device: DeviceName, { kind, bytes }: MemoryLimit): number {
  const fits = (images: number) => {
    const changed = goesInParts(spec) ? { ...spec, microBatchSize: images } : { ...spec, batchSize: images }
    const size = { ...network, activationBytes: (network.activationBytes / spec.batchSize) * changed.batchSize }
    return (predictMemory(size, changed, device)[kind] ?? 0) <= bytes
  }
  // Below the limit of the arena more images may need less than fewer do, so there is nothing to bisect.
  for (let images = imagesAtOnce(spec); images >= 1; images--) if (fits(images)) return images
  return 0
}

/** Whether a batch goes through the network in parts, so that their size and not the batch's decides the memory. */
export function goesInParts(spec: StepSettings): boolean {
  return imagesAtOnce(spec) < spec.batchSize
}

function copiesOn(device: DeviceName, network: MemorySize, spec: StepSettings): Copies {
  if (device !== 'cpu') return copies.gpu
  const step = stepBytes(network, spec)
  if (trainingKeepsArena(step)) return hasSmallState(step) ? copies.arenaOfSmallState : copies.arena
  return hasLargeActivations(step) ? copies.singleSteps : copies.noArena
}

/** Whether the engine keeps ONNX Runtime's arena for such steps, as its memory policy decides; null on a GPU, which has no such choice. */
export function keepsArena(network: MemorySize, spec: StepSettings, device: DeviceName): boolean | null {
  return device === 'cpu' ? trainingKeepsArena(stepBytes(network, spec)) : null
}

/** The bytes by which the engine decides about its arena. */
const stepBytes = (network: MemorySize, spec: StepSettings): StepBytes => ({
  activations: activationBytes(network, spec),
  carried: network.parameters * bytesPerNumber * (1 + slotCount(spec.optimizer)),
})

/** Bytes of the activations of those images that go through the network at once. */
function activationBytes(network: MemorySize, spec: StepSettings): number {
  return network.activationBytes * (imagesAtOnce(spec) / spec.batchSize)
}

function usualStepSeconds({ macs, activationBytes }: Work, { device, threads }: Processor): number {
  const { macsPerSecond, bytesPerSecond, stepOverhead } = usualSpeeds[device]
  return stepOverhead + (trainingPasses * macs) / (macsPerSecond * threads) + activationBytes / bytesPerSecond
}

/** Calibrations are comparable where their operations per step differ by at most this factor. */
const alike = 8
/** A calibration that is slower than the comparable ones by more than this factor was measured on a busy machine. */
const busyFactor = 2

/** The calibrations, without those that are far too slow compared with at least two others of about the same size. */
function believable(known: readonly KnownCalibration[], place: Processor): readonly KnownCalibration[] {
  const slowness = ({ calibration, work }: KnownCalibration) => calibration.stepSeconds / usualStepSeconds(work, place)
  return known.filter((one) => {
    const others = known.filter((other) => other !== one && Math.abs(Math.log(other.work.macs / one.work.macs)) <= Math.log(alike)).map(slowness).sort((a, b) => a - b)
    const median = others[Math.floor((others.length - 1) / 2)]
    return others.length < 2 || median === undefined || slowness(one) <= busyFactor * median
  })
}

function nearestInOperations({ macs }: Work, known: readonly KnownCalibration[]): KnownCalibration | null {
  const distance = ({ work }: KnownCalibration) => Math.abs(Math.log(work.macs / macs))
  return known.reduce<KnownCalibration | null>((best, other) => (best && distance(best) <= distance(other) ? best : other), null)
}

// The arithmetic of estimates: what a run costs by what is known of one step, and what a step costs where nothing was measured.
import { arenaLimits } from '@common/training/arena-limits'
import { stepsPerEpoch } from '@common/training/steps-per-epoch'
import type { DeviceName } from '@contract/devices/devices'
import type { Calibration } from '@contract/training/estimate'
import type { LayerTable } from '@contract/models/layer-table'
import { slotCount } from '@contract/training/optimizer'
import { imagesAtOnce, type RunSpec } from '@contract/training/run-spec'
import type { KnownCalibration, Place, Work } from '../store/calibration-store'

/** What of a layer table decides the memory of steps, at a spec's batch size. */
export type NetworkSize = Pick<LayerTable, 'parameters' | 'activationBytes'>

/** What computes: a device, the CPU with so many threads; threads of a GPU count as one. */
export type Processor = Pick<Place, 'device' | 'threads'>

export type Memory = Pick<Calibration, 'peakRssBytes' | 'deviceBytes'>

/** What of a spec decides the cost of its steps beside the network. */
export type StepSettings = Pick<RunSpec, 'optimizer' | 'batchSize' | 'microBatchSize'>

/** Images of a data set, limits applied. */
export interface ImageCounts {
  readonly train: number
  readonly test: number
}

/** Seconds of a whole run: every epoch trains on all training images, then evaluates all test images. */
export function runSeconds(epochs: number, batchSize: number, counts: ImageCounts, cost: Calibration): number {
  return epochs * (stepsPerEpoch(counts.train, batchSize) * cost.stepSeconds + counts.test * cost.testImageSeconds)
}

/** A training step computes the forward pass, then the gradients of each layer's input and of its weights: each about as much again. */
const trainingPasses = 3
interface Speed {
  /** Multiply-accumulates per second, of the CPU per thread. */
  readonly macsPerSecond: number
  /** Bytes of activations that a training step gets through per second: small layers are bound by memory, not by arithmetic. */
  readonly bytesPerSecond: number
  /** Seconds that a step takes however small the network. */
  readonly stepOverhead: number
}

/** Speeds where nothing was measured: what a modest laptop reaches in large layers, and for CUDA a modest card. */
const cautiousSpeeds: Readonly<Record<DeviceName, Speed>> = {
  cpu: { macsPerSecond: 16e9, bytesPerSecond: 1e9, stepOverhead: 0.003 },
  webgpu: { macsPerSecond: 100e9, bytesPerSecond: 5e9, stepOverhead: 0.01 },
  cuda: { macsPerSecond: 1e12, bytesPerSecond: 50e9, stepOverhead: 0.003 },
}

/** Bytes of the engine process before a network is there: Node, ONNX Runtime, the data set. */
const processBytes = 240e6
const bytesPerNumber = 4
/** Copies of the sums of gradients over micro-batches: before and after each of them, and the one that is added. */
const gradientSumCopies = 3
/** Of a run on a GPU: libraries of its driver and compiled programs. */
const driverBytes = 300e6
/** Of a run on a GPU: copies of the state outside it, for the upload and for checkpoints. */
const hostCopies = 2

/** How often something lies in memory at once. */
interface Copies {
  /** Of the parameters: going into a step and out of it, and to and from ONNX Runtime. */
  readonly parameters: number
  /** Of each thing of their size that an optimizer keeps: the same, and twice more where a chunk is several steps. */
  readonly slots: number
  /** Of the activations: kept for the backward pass, their gradients, and what a convolution computes on the way. */
  readonly activations: number
}

/**
 * On the CPU as measured of AlexNet (docs/performance.md). An arena hands out blocks up to twice as large as asked for; without it the
 * largest step of a large network counts, in which not all activations are alive. A GPU's allocator keeps what it had, too.
 */
const copies = {
  gpu: { parameters: 4, slots: 5, activations: 3 },
  arena: { parameters: 3.3, slots: 4, activations: 3.2 },
  noArena: { parameters: 3.3, slots: 4, activations: 0.54 },
  singleSteps: { parameters: 3.3, slots: 1.6, activations: 0.54 },
} satisfies Readonly<Record<string, Copies>>

/**
 * Predicts the cost of a step from operation counts.
 * @param table the layer table at the spec's batch size
 * @param known what was measured on this machine, of whatever networks: the prediction is corrected by as much as it was wrong about
 *   the one nearest in operations per step, because small steps and large ones reach different parts of the processor's speed
 */
export function predictCost(table: NetworkSize & Work, spec: StepSettings, place: Processor, known: readonly KnownCalibration[]): Calibration {
  const { batchSize } = spec
  const nearest = nearestInOperations(table, believable(known, place))
  const correction = nearest ? nearest.calibration.stepSeconds / cautiousStepSeconds(nearest.work, place) : 1
  const stepSeconds = correction * cautiousStepSeconds(table, place)
  // Evaluation is the forward pass alone; its share of a step carries over from the measured network.
  const share = nearest ? (nearest.calibration.testImageSeconds * nearest.batchSize) / nearest.calibration.stepSeconds : 1 / trainingPasses
  return {
    stepSeconds,
    testImageSeconds: (stepSeconds * share) / batchSize,
    ...predictMemory(table, spec, place.device),
  }
}

/** Predicts the memory that a run needs, from what must lie in memory at the same time. */
export function predictMemory(table: NetworkSize, spec: StepSettings, device: DeviceName): Memory {
  const parameterBytes = table.parameters * bytesPerNumber
  const activations = activationBytes(table, spec)
  const { parameters, slots, activations: ofActivations } = copiesOn(device, table, spec)
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

/** The most images at once, up to the spec's own number, with which a run is predicted to keep within a memory; 0: not even one. */
export function mostImagesAtOnce(network: NetworkSize, spec: StepSettings, device: DeviceName, { kind, bytes }: MemoryLimit): number {
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

function copiesOn(device: DeviceName, table: NetworkSize, spec: StepSettings): Copies {
  if (device !== 'cpu') return copies.gpu
  if (activationBytes(table, spec) > arenaLimits.activationBytes) return copies.singleSteps
  /** Parameters, and what the optimizer keeps. */
  const carriedBytes = table.parameters * bytesPerNumber * (1 + slotCount(spec.optimizer))
  return carriedBytes > arenaLimits.carriedBytes ? copies.noArena : copies.arena
}

/** Whether the engine keeps ONNX Runtime's arena for such steps, as its memory policy decides; null on a GPU, where nothing is to be decided. */
export function keepsArena(table: NetworkSize, spec: StepSettings, device: DeviceName): boolean | null {
  if (device !== 'cpu') return null
  return copiesOn(device, table, spec) === copies.arena
}

/** Bytes of the activations of those images that go through the network at once. */
function activationBytes(table: NetworkSize, spec: StepSettings): number {
  return table.activationBytes * (imagesAtOnce(spec) / spec.batchSize)
}

function cautiousStepSeconds({ macs, activationBytes }: Work, { device, threads }: Processor): number {
  const { macsPerSecond, bytesPerSecond, stepOverhead } = cautiousSpeeds[device]
  return stepOverhead + (trainingPasses * macs) / (macsPerSecond * threads) + activationBytes / bytesPerSecond
}

/** Calibrations are compared with others whose steps have up to this many times as many operations, or as few. */
const alike = 8
/** One that was slower than these by more than this factor was measured while something else kept the machine busy. */
const busyFactor = 2

/** Calibrations without those that at least two others of about the same size show to be far too slow. */
function believable(known: readonly KnownCalibration[], place: Processor): readonly KnownCalibration[] {
  const slowness = ({ calibration, work }: KnownCalibration) => calibration.stepSeconds / cautiousStepSeconds(work, place)
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

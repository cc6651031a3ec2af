// The expected cost of a run, before it starts.
import { z } from 'zod'
import type { PathStep } from '../models/network-analysis'
import type { DeviceName } from '../devices/devices'

/** Speed and memory of one network at one batch size on one device, measured by a few real steps. */
export const calibrationSchema = z.strictObject({
  /** Median time of a training step, in seconds. */
  stepSeconds: z.number().positive(),
  /** Time to evaluate one test image, in seconds. */
  testImageSeconds: z.number().positive(),
  /** Largest resident memory of the engine process while it did so, in bytes. */
  peakRssBytes: z.number().positive(),
  /** Bytes held on a GPU, as counted by the engine; null on the CPU. */
  deviceBytes: z.number().positive().nullable().default(null),
})
export type Calibration = z.infer<typeof calibrationSchema>

export interface Estimate {
  readonly parameters: number
  readonly stepsPerEpoch: number
  /** The way of an image through the network, as in the layer table. */
  readonly path: readonly PathStep[]
  /** Training and evaluation of the whole run, in seconds: what its record later tells as `elapsedSeconds`. */
  readonly seconds: number
  /** What the run takes beside that, in seconds: starting an engine process, reading images, compiling, and the answers to the test images that it stores at its end. */
  readonly overheadSeconds: number
  /** The device of this estimate; for `auto`, the one that is expected to be fastest. */
  readonly device: DeviceName
  /** Title of the device for the user. */
  readonly deviceTitle: string
  /** Peak resident memory of the engine process, in bytes. */
  readonly memoryBytes: number
  /**
   * Whether ONNX Runtime keeps an arena of memory between steps; null on a GPU. Large steps are computed without one: such a run may need less
   * memory than one with smaller batches, but takes longer.
   */
  readonly keepsArena: boolean | null
  /** Memory on a GPU, in bytes; null on the CPU. */
  readonly deviceBytes: number | null
  /** `measured` by real steps, or `predicted` from operation counts until then. */
  readonly basis: 'measured' | 'predicted'
}

// What `cnn-lab bench` measures: the speed and memory of training steps, where their time goes, and how a peer compares.
import { z } from 'zod'
import { deviceRoofSchema } from '../devices/device-roof'
import { deviceNameSchema } from '../devices/devices'
import { planMeasurementSchema } from '../training/plan'

/** Where the time of a step goes, in seconds. */
export const stepSplitSchema = z.strictObject({
  /** Copying inputs and state to the device; for a chunk of several steps, its share per step. */
  upload: z.number().nonnegative(),
  compute: z.number().nonnegative(),
  /** Copying state and losses from the device. */
  readBack: z.number().nonnegative(),
  /** The engine's own work outside ONNX Runtime's `run`: batches, masks, feeds. */
  outside: z.number().nonnegative(),
})
export type StepSplit = z.infer<typeof stepSplitSchema>

/** Speed and memory of training steps in a process that does nothing else. */
export const stepMeasurementSchema = z.strictObject({
  imagesPerSecond: z.number().positive(),
  /** Median time of a step, in seconds. */
  stepSeconds: z.number().positive(),
  /** Largest resident memory of the process. */
  peakRssBytes: z.number().positive(),
  /** Bytes held on a GPU: as counted by the engine, or the peak that a peer reports; null on the CPU. */
  deviceBytes: z.number().positive().nullable(),
  /** Null for a peer, which does not report it. */
  split: stepSplitSchema.nullable(),
})
export type StepMeasurement = z.infer<typeof stepMeasurementSchema>

export const operatorShareSchema = z.strictObject({
  /** Type of the ONNX operator, as ONNX Runtime has fused and replaced them: `Conv`, `FusedGemm`. */
  operator: z.string(),
  /** Share of the time that all operators take together, 0 to 1. */
  share: z.number(),
})
export type OperatorShare = z.infer<typeof operatorShareSchema>

/** What the device's roof predicts of a step, from the operators that the engine compiles it to. */
export const roofPredictionSchema = z.strictObject({
  /** The best of what was measured in each round. */
  roof: deviceRoofSchema,
  stepSeconds: z.number().positive(),
})
export type RoofPrediction = z.infer<typeof roofPredictionSchema>

/** A peer and what was measured of it. */
export const measuredPeerSchema = z.strictObject({
  /** E.g. `PyTorch 2.13.0, channels-last`. */
  name: z.string(),
  ...stepMeasurementSchema.shape,
})
export type MeasuredPeer = z.infer<typeof measuredPeerSchema>

/** One network at one batch size on one device; medians of several rounds. */
export const benchmarkResultSchema = z.strictObject({
  /** Name of the zoo's network, or of the ONNX file. */
  model: z.string(),
  device: deviceNameSchema,
  batchSize: z.int().positive(),
  rounds: z.int().positive(),
  engine: stepMeasurementSchema,
  /** The plan that the engine was measured with; null: the built-in ways. */
  plan: z
    .strictObject({
      ...planMeasurementSchema.shape,
      /** The engine by the built-in ways, measured in the same rounds; null where the plan takes no others. */
      byDefault: stepMeasurementSchema.nullable(),
    })
    .nullable(),
  /** Operators of the engine's step, the largest share first; empty where they were not asked for. */
  operators: z.array(operatorShareSchema),
  /** Null on a device whose steps are not one program, and where it was not asked for. */
  prediction: roofPredictionSchema.nullable(),
  /** The fastest of the peers; null where there is none for this network. */
  peer: measuredPeerSchema.nullable(),
  /** Every peer in each of its ways, the fastest first. */
  peers: z.array(measuredPeerSchema),
  /** Images per second, engine to peer: above 1 the engine is faster. Null without a peer. */
  ratio: z.number().positive().nullable(),
})
export type BenchmarkResult = z.infer<typeof benchmarkResultSchema>

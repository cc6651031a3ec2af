// The messages between the lab and its engine process; nothing else passes between the two.
import { z } from 'zod'
import { operatorShareSchema, stepMeasurementSchema } from '../benchmark/benchmark'
import { checkpointInfoSchema } from '../runs/checkpoints'
import { calibrationSchema } from '../training/estimate'
import { layerTableSchema } from '../models/layer-table'
import { deviceNameSchema } from '../devices/devices'
import { gradientSummarySchema } from '../training/gradients'
import { importedNetworkSchema } from '../models/imported-network'
import { networkSettingsSchema } from '../models/networks'
import { problemSchema } from '../problem'
import { epochResultSchema, progressPointSchema } from '../runs/run-record'
import { runSpecSchema } from '../training/run-spec'

/** The device to compute on: what the choice in a spec stands for on this machine. */
const device = deviceNameSchema

/** Absolute path of the folder that holds the lab's copies of networks from files. */
const networkFolderSchema = z.string()

/** The line on standard error behind everything that drivers say during a `probe`. */
export const endOfProbe = 'end of probe'

/** What the lab asks of the engine. One run, calibration or benchmark per process; questions at any time between. */
export const engineCommandSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('train'),
    spec: runSpecSchema,
    device,
    /** Absolute path of the run's folder; the engine goes on from the newest whole checkpoint in its `checkpoints/`, and writes more there. */
    folder: z.string(),
    networkFolder: networkFolderSchema,
  }),
  /** After the current chunk: write a checkpoint, answer `paused`, and wait. */
  z.strictObject({ type: z.literal('pause') }),
  z.strictObject({ type: z.literal('resume') }),
  /** After the current chunk: write a checkpoint, answer `stopped`. */
  z.strictObject({ type: z.literal('stop') }),
  z.strictObject({ type: z.literal('calibrate'), spec: runSpecSchema, device, networkFolder: networkFolderSchema }),
  /** Take training steps and nothing else, and tell their speed and memory. */
  z.strictObject({ type: z.literal('benchmark'), spec: runSpecSchema, device, networkFolder: networkFolderSchema }),
  /** Take a few training steps under ONNX Runtime's profiler. */
  z.strictObject({ type: z.literal('profile'), spec: runSpecSchema, device, networkFolder: networkFolderSchema }),
  /** Run a tiny program on a device, after which its drivers have told of themselves on standard error, up to {@link endOfProbe}. */
  z.strictObject({ type: z.literal('probe'), device }),
  z.strictObject({
    type: z.literal('summarize'),
    networkFolder: networkFolderSchema,
    network: networkSettingsSchema,
    /** Channels, height, width. */
    input: z.tuple([z.int().positive(), z.int().positive(), z.int().positive()]),
    /** Classes that the network tells apart. */
    classes: z.int().positive(),
    batchSize: z.int().positive(),
  }),
  z.strictObject({
    type: z.literal('summarizeFile'),
    /** Absolute path of an ONNX file. */
    path: z.string(),
    /** Channels, height, width; null: as the file says. */
    input: z.tuple([z.int().positive(), z.int().positive(), z.int().positive()]).nullable(),
    batchSize: z.int().positive(),
  }),
  z.strictObject({
    type: z.literal('import'),
    /** Absolute path of an ONNX file. */
    path: z.string(),
    networkFolder: networkFolderSchema,
  }),
  z.strictObject({
    type: z.literal('differentiate'),
    device,
    /** Absolute paths: of an ONNX file, of a safetensors file with `images` and `labels`, and of the safetensors file to write. */
    model: z.string(),
    batch: z.string(),
    out: z.string(),
  }),
  z.strictObject({
    type: z.literal('export'),
    spec: runSpecSchema,
    networkFolder: networkFolderSchema,
    /** The parameters to write: of a checkpoint in a run's folder; null: those that a run of the spec would begin with. */
    trained: z.strictObject({ folder: z.string(), checkpoint: checkpointInfoSchema }).nullable(),
    /** Absolute path of the ONNX file to write. */
    path: z.string(),
  }),
])
export type EngineCommand = z.infer<typeof engineCommandSchema>

/** What the engine tells the lab. */
export const engineEventSchema = z.discriminatedUnion('type', [
  /** First message of the process. */
  z.strictObject({ type: z.literal('ready'), onnxRuntime: z.string() }),
  z.strictObject({
    type: z.literal('started'),
    device: deviceNameSchema,
    threads: z.int().positive(),
    parameters: z.int().nonnegative(),
    stepsPerEpoch: z.int().positive(),
    /** Bytes of all layers' outputs for a whole batch. */
    activationBytes: z.number().nonnegative(),
    /** The checkpoint that the run goes on from; null: it is at its beginning. */
    from: checkpointInfoSchema.nullable(),
    /** Results of the epochs before that place, as far as the checkpoint knows them. */
    epochs: z.array(epochResultSchema),
    /** One sentence where a checkpoint was damaged and had to be passed over; else null. */
    notice: z.string().nullable(),
  }),
  z.strictObject({ type: z.literal('progress'), point: progressPointSchema }),
  z.strictObject({ type: z.literal('evaluating'), done: z.int().nonnegative(), total: z.int().positive() }),
  z.strictObject({ type: z.literal('epoch'), result: epochResultSchema }),
  z.strictObject({ type: z.literal('checkpoint'), checkpoint: checkpointInfoSchema }),
  z.strictObject({ type: z.literal('paused') }),
  z.strictObject({ type: z.literal('resumed') }),
  z.strictObject({ type: z.literal('stopped'), peakRssBytes: z.number() }),
  z.strictObject({ type: z.literal('completed'), peakRssBytes: z.number() }),
  z.strictObject({ type: z.literal('calibrated'), calibration: calibrationSchema }),
  z.strictObject({ type: z.literal('benchmarked'), measurement: stepMeasurementSchema }),
  z.strictObject({ type: z.literal('profiled'), operators: z.array(operatorShareSchema) }),
  /** The tiny program ran on the device, and computed what it should. */
  z.strictObject({ type: z.literal('probed') }),
  z.strictObject({ type: z.literal('summarized'), table: layerTableSchema }),
  z.strictObject({ type: z.literal('differentiated'), ...gradientSummarySchema.shape }),
  z.strictObject({ type: z.literal('imported'), ...importedNetworkSchema.shape }),
  z.strictObject({ type: z.literal('exported'), bytes: z.int().positive() }),
  /** The last command could not be done. The process can be ended. */
  z.strictObject({ type: z.literal('failed'), problem: problemSchema }),
])
export type EngineEvent = z.infer<typeof engineEventSchema>

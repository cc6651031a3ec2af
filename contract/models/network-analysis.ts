// The analysis of a network: its layers in the order of computation, what each costs in every pass of a training step, and what memory is alive when.
import { phrase } from '@language/phrase'
import { z } from 'zod'
import { defaultOptimizer, optimizerSchema } from '../training/optimizer'
import { precisionSchema } from '../training/precision'
import { runSettings } from '../training/settings/run-settings'
import { numberSchema } from '../training/settings/value-schema'
import { imageEdge } from './layers/listing'
import type { ListingFault } from './layers/listing-fault'
import { networkSettingsSchema } from './networks'

/** What of a training step decides its cost, beside the network and the batch. */
export const analysisSettingsSchema = z.strictObject({ precision: precisionSchema, optimizer: optimizerSchema })
export type AnalysisSettings = z.infer<typeof analysisSettingsSchema>

/** As the book trains: in float32, by descent that keeps nothing beside the parameters. */
export const plainAnalysis: AnalysisSettings = { precision: 'float32', optimizer: defaultOptimizer('sgd', 0.01) }

const sizeSchema = z.int().nonnegative()
const shapeSchema = z.array(sizeSchema)

/**
 * The passes of a training step: the forward pass, the gradients of what the layers read, the gradients of their parameters, and the optimizer's update
 * of these. The gradients of both kinds together are the backward pass.
 */
export const passNames = ['forward', 'inputGradient', 'weightGradient', 'update'] as const
export type PassName = (typeof passNames)[number]

export const passTitles: Readonly<Record<PassName, string>> = {
  forward: phrase('forward'),
  inputGradient: phrase('gradients of inputs'),
  weightGradient: phrase('gradients of weights'),
  update: phrase('update § the pass that changes the weights'),
}

/** What a pass costs, for the whole batch; all zero where a layer has nothing to do in it. See main/analysis/operator-costs for how operations are counted. */
export const passCostSchema = z.strictObject({
  /** Products that a convolution or a matrix product sums; one of them is two FLOPs. */
  multiplyAdds: sizeSchema,
  /** Floating-point operations: two for each multiply-add, and those on single elements. */
  flops: sizeSchema,
  /** Bytes that have to be read and written at least: every tensor once, whatever happens to it within the layer. */
  bytesRead: sizeSchema,
  bytesWritten: sizeSchema,
})
export type PassCost = z.infer<typeof passCostSchema>

const passesSchema = z.strictObject({
  forward: passCostSchema,
  inputGradient: passCostSchema,
  weightGradient: passCostSchema,
  update: passCostSchema,
})

/** What totals are told apart by: convolutions (transposed ones too), fully connected layers, and everything else. */
export const layerGroups = ['convolution', 'fullyConnected', 'other'] as const
export type LayerGroup = (typeof layerGroups)[number]

export const layerGroupTitles: Readonly<Record<LayerGroup, string>> = {
  convolution: phrase('convolutions'),
  fullyConnected: phrase('fully connected layers'),
  other: phrase('other layers'),
}

export const layerRowSchema = z.strictObject({
  /** Unique in the network: the name of the layer's parameters without their last part, e.g. `conv1`; of a file, the name of a node. */
  name: z.string(),
  /** Kind of layer as in lists, e.g. `conv2d`; what a file has beyond these, by its ONNX operator, e.g. `Transpose`. */
  kind: z.string(),
  /** From the list of layers to this one; a block's row is what it does to the outputs of its layers, and stands behind them. Null: of a file. */
  path: z.array(z.union([z.string(), z.int().nonnegative()])).nullable(),
  /** ONNX operators that compute it, in their order. */
  operators: z.array(z.string()),
  group: z.enum(layerGroups),
  /** The layers whose outputs it reads, as indices of their rows; null: the images. */
  inputs: z.array(sizeSchema.nullable()),
  /** Shapes of what it reads from these, batch first. */
  inputShapes: z.array(shapeSchema),
  /** Batch first. */
  outputShape: shapeSchema,
  /** Trainable numbers. */
  parameters: sizeSchema,
  /** Bytes of the outputs of all its operators. */
  activationBytes: sizeSchema,
  passes: passesSchema,
})
export type LayerRow = z.infer<typeof layerRowSchema>

const costTotalSchema = z.strictObject({ parameters: sizeSchema, activationBytes: sizeSchema, passes: passesSchema })
export type CostTotal = z.infer<typeof costTotalSchema>

export const pathStepSchema = z.strictObject({
  /** e.g. `conv 96, 11×11`, `max-pool 3×3`, `4 branches`. */
  name: z.string(),
  /** Shape of the output for one image: channels, height, width, or features. */
  shape: shapeSchema,
})
export type PathStep = z.infer<typeof pathStepSchema>

/** What lies in memory, by what it is for, in the order in which charts stack it. */
export const memoryKinds = ['parameters', 'optimizerState', 'gradients', 'activations', 'workspace'] as const
export type MemoryKind = (typeof memoryKinds)[number]

export const memoryKindTitles: Readonly<Record<MemoryKind, string>> = {
  parameters: phrase('parameters'),
  optimizerState: phrase('optimizer state'),
  gradients: phrase('gradients of parameters'),
  activations: phrase('activations'),
  workspace: phrase('workspace'),
}

export const memoryEventSchema = z.strictObject({
  /** `backward`: gradients of the layer's inputs and weights. */
  pass: z.enum(['forward', 'backward', 'update']),
  /** Index of the layer's row; null: the update of all layers. */
  row: sizeSchema.nullable(),
  bytes: z.strictObject({
    /** Parameters, and running averages of normalisations. */
    parameters: sizeSchema,
    /** What the optimizer keeps beside the parameters. */
    optimizerState: sizeSchema,
    /** Gradients of parameters that are there until the update. */
    gradients: sizeSchema,
    /** The images, outputs that a layer still has to read, and what is kept for the backward pass. */
    activations: sizeSchema,
    /** Gradients of activations on their way back, and copies of a layer's weights in float16. */
    workspace: sizeSchema,
  }),
})
export type MemoryEvent = z.infer<typeof memoryEventSchema>

export const memoryTimelineSchema = z.strictObject({
  /** One for each layer and pass, in the order of computation: what is alive while the layer computes. */
  events: z.array(memoryEventSchema),
  /** Most bytes that are alive at a time, and the index of the event. */
  peakBytes: sizeSchema,
  peak: sizeSchema,
})
export type MemoryTimeline = z.infer<typeof memoryTimelineSchema>

export const networkAnalysisSchema = z.strictObject({
  model: z.string(),
  /** Of the images, batch first. */
  inputShape: shapeSchema,
  /**
   * The way of an image through the network, for one line: the image, then each convolution, fully connected layer and pool on the main
   * path. Shortcuts are left out; branches that lie side by side are one step.
   */
  mainPath: z.array(pathStepSchema),
  rows: z.array(layerRowSchema),
  total: costTotalSchema,
  /** The parts of the total. */
  groups: z.strictObject({ convolution: costTotalSchema, fullyConnected: costTotalSchema, other: costTotalSchema }),
  /** Over a training step, and over the forward pass of a network in use. Without layers there is nothing to tell: no events. */
  memory: z.strictObject({ training: memoryTimelineSchema, inference: memoryTimelineSchema }),
})
export type NetworkAnalysis = z.infer<typeof networkAnalysisSchema>

/** What the editor asks of a list of layers that is being written. */
export const listingQuestionSchema = z.strictObject({
  /** The list as it stands, which may be anything. */
  layers: z.unknown(),
  /** Channels, height, width of the images. */
  input: z.tuple([imageEdge, imageEdge, imageEdge]),
  batchSize: numberSchema(runSettings.batchSize),
  settings: analysisSettingsSchema,
})
export type ListingQuestion = z.infer<typeof listingQuestionSchema>

/** The analysis of a list that may have faults. */
export interface ListingAnalysis {
  /** Of the layers that fit: what depends on a faulty layer has no row. Totals, timelines and the main path are those of the rows. */
  readonly analysis: NetworkAnalysis
  /** What is wrong, in the order of the list; empty where the network can be built. */
  readonly faults: readonly ListingFault[]
}

/** What is asked of a network that is there: one of the zoo, a list without faults, or a file. */
export const networkQuestionSchema = z.strictObject({
  network: networkSettingsSchema,
  /** Channels, height, width of the images. */
  input: z.tuple([imageEdge, imageEdge, imageEdge]),
  /** Classes that it tells apart; null: as many as a list of layers gives by itself. */
  classes: z.int().positive().nullable(),
  batchSize: numberSchema(runSettings.batchSize),
  settings: analysisSettingsSchema,
})
export type NetworkQuestion = z.infer<typeof networkQuestionSchema>

// The layer table of a network: shapes, parameters and cost of each operator, in the order of computation.
import { z } from 'zod'

const sizeSchema = z.int().nonnegative()
const shapeSchema = z.array(z.int().nonnegative())

export const layerRowSchema = z.strictObject({
  /** Name of the node in the ONNX graph, e.g. `conv1`. */
  name: z.string(),
  /** ONNX operator, e.g. `Conv`. */
  operator: z.string(),
  /** Shape of the first output, batch first. */
  outputShape: shapeSchema,
  /** Trainable numbers. */
  parameters: sizeSchema,
  /** Multiply-accumulate operations of the forward pass for the whole batch. */
  macs: sizeSchema,
  /** Bytes of the output in float32. */
  activationBytes: sizeSchema,
})

export const pathStepSchema = z.strictObject({
  /** e.g. `conv 96, 11×11`, `max-pool 3×3`, `4 branches`. */
  name: z.string(),
  /** Shape of the output for one image: channels, height, width, or features. */
  shape: shapeSchema,
})
export type PathStep = z.infer<typeof pathStepSchema>

export const layerTableSchema = z.strictObject({
  model: z.string(),
  inputShape: shapeSchema,
  /**
   * The way of an image through the network, for one line: the image, then each convolution, fully connected layer and pool on the main
   * path. Shortcuts are left out; branches that lie side by side are one step.
   */
  path: z.array(pathStepSchema),
  rows: z.array(layerRowSchema),
  parameters: sizeSchema,
  macs: sizeSchema,
  activationBytes: sizeSchema,
})

export type LayerRow = z.infer<typeof layerRowSchema>
export type LayerTable = z.infer<typeof layerTableSchema>

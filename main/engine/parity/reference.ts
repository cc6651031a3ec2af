// What PyTorch computed for the lab's networks (reference.json, made by pytorch_reference.py), typed, for the parity tests.
import type { ModelName } from '@contract/models/zoo'
import { initializerNames } from '@contract/models/initializers'
import { z } from 'zod'
import referenceJson from './reference.json'

/** The networks that PyTorch computed. */
export const referenceModels = ['lenet', 'lenet-relu', 'alexnet', 'alexnet-2012', 'fashionnet', 'resnet-8'] as const satisfies ModelName[]

const wordSchema = z.int().min(0).max(0xffff_ffff)

const initialValuesSchema = z.strictObject({
  /** The first four values, or all where there are fewer. */
  first: z.array(z.number()).min(1).max(4),
  /** SHA-256 of all values as little-endian float32, hexadecimal; absent where they agree to rounding only. */
  sha256: z.hash('sha256').optional(),
})

const parameterSchema = z.strictObject({
  name: z.string(),
  /** Position in the order of the layers, weight before bias. */
  index: z.int().nonnegative(),
  kind: z.enum(['weight', 'bias']),
  /** Kernels: outputs, inputs, height, width. Matrices: outputs, inputs. */
  shape: z.array(z.int().positive()),
  fanIn: z.int().positive(),
  fanOut: z.int().positive(),
  /** Initial value of all elements, where the initialiser does not draw them. */
  initial: z.number().optional(),
  initialValues: z.partialRecord(z.enum(initializerNames), initialValuesSchema),
  /** 2-norm of the loss's gradient at the first step, float64. */
  gradientNorm: z.number().positive(),
})

const networkSchema = z
  .strictObject({
    /** Initialiser of the weights for which losses, logits and gradients were computed. */
    initializer: z.enum(initializerNames),
    /** Edge in pixels to which images are resized. */
    inputSize: z.int().positive(),
    batchSize: z.int().positive(),
    learningRate: z.number().positive(),
    /** Step s trains on the images s * batchSize to (s + 1) * batchSize in file order. */
    steps: z.int().positive(),
    parameters: z.array(parameterSchema),
    /** Of the first two training images at the initial weights, float64. */
    firstLogits: z.array(z.array(z.number()).length(10)).length(2),
    /** Mean cross-entropy of each step's batch, before the step's update. */
    losses: z.strictObject({ float64: z.array(z.number()), float32: z.array(z.number()) }),
    /** Largest relative deviation from the float64 losses over several float32 runs whose weights differ by rounding errors. */
    float32Deviation: z.number().positive(),
  })
  .refine(({ steps, losses }) => losses.float64.length === steps && losses.float32.length === steps, 'a loss for every step')

const referenceSchema = z.strictObject({
  about: z.strictObject({
    purpose: z.string(),
    madeBy: z.string(),
    data: z.string(),
    seed: wordSchema,
    python: z.string(),
    torch: z.string(),
    numpy: z.string(),
  }),
  /** The first words of a few streams. */
  philox: z.array(
    z.strictObject({ seed: wordSchema, stream: z.int(), a: wordSchema, b: wordSchema, words: z.array(wordSchema) }),
  ),
  networks: z.record(z.enum(referenceModels), networkSchema),
})

export type Reference = z.infer<typeof referenceSchema>
export type NetworkReference = z.infer<typeof networkSchema>
export type ParameterReference = z.infer<typeof parameterSchema>

/**
 * The committed reference values.
 * @throws ZodError where the file is not what pytorch_reference.py writes
 */
export function loadReference(): Reference {
  return referenceSchema.parse(referenceJson)
}

// Reference values of optimizers and schedules that PyTorch computed, validated as they are read: see pytorch_optimizers.py.
import { z } from 'zod'
import { optimizerSchema } from '@contract/training/optimizer'
import { scheduleSchema } from '@contract/training/schedule'
import referenceJson from './optimizers.json'

const valuesSchema = z.array(z.number()).min(1)

const updateSchema = z.strictObject({
  settings: optimizerSchema,
  /** A weight [3, 4] and a bias [3]. */
  start: z.strictObject({ weight: valuesSchema, bias: valuesSchema }),
  steps: z.array(z.strictObject({ learningRate: z.number(), gradients: z.strictObject({ weight: valuesSchema, bias: valuesSchema }) })),
  end: z.record(z.enum(['weight', 'bias']), z.strictObject({ values: valuesSchema, slots: z.record(z.string(), valuesSchema) })),
})

const ratesSchema = z.strictObject({
  settings: scheduleSchema,
  stepsPerEpoch: z.int().positive(),
  learningRate: z.number().positive(),
  momentum: z.number(),
  /** Of every step of the run. */
  rates: valuesSchema,
  momenta: valuesSchema.nullable(),
})

const trainingSchema = z.strictObject({
  optimizer: optimizerSchema,
  schedule: scheduleSchema,
  labelSmoothing: z.number(),
  /** Of each step's batch, before its update. */
  losses: valuesSchema,
  /** 2-norms of the parameters after the last step, in the order of the layers. */
  parameterNorms: valuesSchema,
})

const referenceSchema = z.strictObject({
  about: z.record(z.string(), z.union([z.string(), z.number()])),
  updates: z.record(z.string(), updateSchema),
  schedules: z.record(z.string(), ratesSchema),
  training: z.strictObject({
    batchSize: z.int().positive(),
    steps: z.int().positive(),
    stepsPerEpoch: z.int().positive(),
    runs: z.record(z.string(), trainingSchema),
  }),
})

/**
 * The committed reference values.
 * @throws ZodError where the file is not what pytorch_optimizers.py writes
 */
export function loadOptimizersReference(): z.infer<typeof referenceSchema> {
  return referenceSchema.parse(referenceJson)
}

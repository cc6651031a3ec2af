// Question: what comes of the first training steps of a spec, and how long do further ones take? Devices are held to each other, and variants of a program timed.
import { phrase } from '@language/phrase'
import { z } from 'zod'
import { trainingTaskSchema } from '../training-task'
import { question } from './question'

/** What a program may do otherwise than is usual on its device: capabilities that a check of the device switches. Left out: as usual. */
export const programChangesSchema = z.strictObject({
  /** Gradients of large kernels as convolutions with kernels as large as the image, rather than as products. */
  largeKernels: z.boolean().exactOptional(),
  /** A matrix product adds the value that it updates in the same operator, rather than in one of its own: CUDA copies that value first. */
  foldsUpdates: z.boolean().exactOptional(),
  /** Sums by the operator for sums, rather than in an order that is the same in every run. */
  orderedSums: z.boolean().exactOptional(),
})
export type ProgramChanges = z.infer<typeof programChangesSchema>

export const triedStepsSchema = z.strictObject({
  /** Mean loss of each step, before its update; null: no finite number. */
  losses: z.array(z.number().nullable()),
  /** Of the first test images, after the steps; null where no images were asked for. */
  evaluation: z.strictObject({ loss: z.number().nullable(), accuracy: z.number(), seconds: z.number().nonnegative() }).nullable(),
  /** SHA-256 of parameters, buffers and what the optimizer keeps after the steps. */
  digest: z.hash('sha256'),
  /** Median over further steps, at a learning rate of zero; null where none were asked for. */
  stepSeconds: z.number().positive().nullable(),
  /** Bytes held on the device as counted by the engine; null on the CPU. */
  deviceBytes: z.number().nullable(),
})
export type TriedSteps = z.infer<typeof triedStepsSchema>

export const trySteps = question({
  doing: phrase('trying training steps'),
  remedy: phrase('Try a smaller batch size.'),
  args: z.strictObject({
    ...trainingTaskSchema.shape,
    /** Steps of the first epoch to take, at the spec's learning rate. */
    steps: z.int().positive(),
    /** Test images to evaluate then; 0: none. */
    testImages: z.int().nonnegative(),
    /** Seconds for which further steps are timed, at least three steps; 0: none. */
    timedSeconds: z.number().nonnegative(),
    changes: programChangesSchema,
  }),
  answer: triedStepsSchema,
})

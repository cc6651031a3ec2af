// Question: what are the gradients of an ONNX file's network on one batch? They go into a safetensors file.
import { phrase } from '@language/phrase'
import { z } from 'zod'
import { deviceNameSchema } from '../../devices/devices'
import { gradientSummarySchema } from '../../training/gradients'
import { question } from './question'

export const differentiate = question({
  doing: phrase('computing gradients'),
  remedy: phrase('Try again.'),
  args: z.strictObject({
    device: deviceNameSchema,
    /** Absolute path of an ONNX file. */
    model: z.string(),
    /** Name of the output in the file whose numbers are the classes; null: it is chosen. */
    output: z.string().nullable(),
    /** Absolute path of a safetensors file: `images` float32 [N, C, H, W], fed as they are, and `labels` [N]. */
    batch: z.string(),
    /** Absolute path of the safetensors file to write: one tensor per parameter, under the name that the model gives it. */
    out: z.string(),
  }),
  answer: gradientSummarySchema,
})

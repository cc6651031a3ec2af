// Published accuracies on ImageNet (resources/reference/imagenet-results.json), for experiments that compare networks by what they cost.
import { modelNameSchema } from '@contract/models/zoo'
import { z } from 'zod'
import file from '../../resources/reference/imagenet-results.json'

const resultSchema = z.strictObject({
  network: modelNameSchema,
  /** Accuracy on the validation images. */
  top1: z.number().min(0).max(1),
  top5: z.number().min(0).max(1),
  parameters: z.int().positive(),
  /** Of one image of 224 x 224 pixels, forward, as the source counts them. */
  multiplyAdds: z.number().positive(),
  /** In which the network was published. */
  year: z.int(),
  source: z.string(),
  /** Where what was measured differs from the network of the zoo, or from another published figure. */
  remark: z.string(),
})
export type ImagenetResult = z.infer<typeof resultSchema>

/** By year. */
export const imagenetResults: readonly ImagenetResult[] = z.object({ results: z.array(resultSchema) }).parse(file).results

// Calls of the page about networks.
import { z } from 'zod'
import { frameworkSchema } from '../models/frameworks'
import { listingQuestionSchema, networkQuestionSchema, type ListingAnalysis, type NetworkAnalysis } from '../models/network-analysis'
import { runSpecSchema } from '../training/run-spec'

export const codeOptionsSchema = z.strictObject({
  framework: frameworkSchema,
  /** Whether data, optimizer, schedule and training loop are written too. */
  wholeRun: z.boolean(),
  /** The run that was trained by the spec, whose weights the program may load; null: there is none. */
  run: z.string().nullable(),
})
export type CodeOptions = z.infer<typeof codeOptionsSchema>

export const modelsCallSchemas = {
  summarize: z.tuple([runSpecSchema]),
  analyzeNetwork: z.tuple([networkQuestionSchema]),
  analyzeListing: z.tuple([listingQuestionSchema]),
  code: z.tuple([runSpecSchema, codeOptionsSchema]),
}

export interface ModelsResults {
  /** The analysis of a spec's network at its input size and batch size, in float32 and with plain descent. */
  summarize: NetworkAnalysis
  /** The analysis of any network. */
  analyzeNetwork: NetworkAnalysis
  /** The analysis of a list of layers as it is being written; faults in the list are part of the answer. */
  analyzeListing: ListingAnalysis
  /** The network, or the whole run, as a Python program. */
  code: string
}

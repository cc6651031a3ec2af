// Calls of the page about networks.
import { z } from 'zod'
import { listingQuestionSchema, networkQuestionSchema, type ListingAnalysis, type NetworkAnalysis } from '../models/network-analysis'
import { runSpecSchema } from '../training/run-spec'

export const modelsCallSchemas = {
  summarize: z.tuple([runSpecSchema]),
  analyzeNetwork: z.tuple([networkQuestionSchema]),
  analyzeListing: z.tuple([listingQuestionSchema]),
}

export interface ModelsResults {
  /** The analysis of a spec's network at its input size and batch size, in float32 and with plain descent. */
  summarize: NetworkAnalysis
  /** The analysis of any network. */
  analyzeNetwork: NetworkAnalysis
  /** The analysis of a list of layers as it is being written; faults in the list are part of the answer. */
  analyzeListing: ListingAnalysis
}

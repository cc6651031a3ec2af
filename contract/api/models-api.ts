// Calls of the page about networks.
import { z } from 'zod'
import type { LayerTable } from '../models/layer-table'
import { runSpecSchema } from '../training/run-spec'

export const modelsCallSchemas = {
  summarize: z.tuple([runSpecSchema]),
}

export interface ModelsResults {
  /** The layer table at the spec's input size and batch size. */
  summarize: LayerTable
}

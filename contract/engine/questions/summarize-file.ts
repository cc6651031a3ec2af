// Question: which layers does the network of an ONNX file have, and what do they cost?
import { phrase } from '@language/phrase'
import { z } from 'zod'
import { analysisSettingsSchema, networkAnalysisSchema } from '../../models/network-analysis'
import { question } from './question'

export const summarizeFile = question({
  doing: phrase('analysing a network'),
  remedy: phrase('Try again.'),
  args: z.strictObject({
    /** Absolute path of an ONNX file. */
    path: z.string(),
    /** Channels, height, width; null: as the file says. */
    input: z.tuple([z.int().positive(), z.int().positive(), z.int().positive()]).nullable(),
    batchSize: z.int().positive(),
    settings: analysisSettingsSchema,
  }),
  answer: networkAnalysisSchema,
})

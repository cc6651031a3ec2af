// Question: which layers does a network have at an input size and batch size, and what do they cost?
import { phrase } from '@language/phrase'
import { z } from 'zod'
import { analysisSettingsSchema, networkAnalysisSchema } from '../../models/network-analysis'
import { networkSettingsSchema } from '../../models/networks'
import { networkFolderSchema } from '../training-task'
import { question } from './question'

export const summarize = question({
  doing: phrase('analysing a network'),
  remedy: phrase('Try again.'),
  args: z.strictObject({
    networkFolder: networkFolderSchema,
    network: networkSettingsSchema,
    /** Channels, height, width. */
    input: z.tuple([z.int().positive(), z.int().positive(), z.int().positive()]),
    /** Classes that the network tells apart. */
    classes: z.int().positive(),
    batchSize: z.int().positive(),
    settings: analysisSettingsSchema,
  }),
  answer: networkAnalysisSchema,
})

// The guided experiments by name, in the order of the chapter's exercises, and the sizes that each comes in.
import { phrase } from '@language/phrase'
import { z } from 'zod'

export const experimentNames = [
  'cost',
  'chip',
  'benchmarks',
  'more-epochs',
  'simplify',
  'batch-size',
  'relu-dropout',
  'overfit',
  'crafted-features',
  'dropout-or-decay',
  'relu-or-sigmoid',
  'four-frameworks',
  'tricks-of-2012',
] as const
export const experimentNameSchema = z.enum(experimentNames)
export type ExperimentName = z.infer<typeof experimentNameSchema>

/** `quick`: minutes on two cores; `evening`: hours; `full`: as the book has it. */
export const experimentSizes = ['quick', 'evening', 'full'] as const
export const experimentSizeSchema = z.enum(experimentSizes)
export type ExperimentSize = z.infer<typeof experimentSizeSchema>

export const experimentSizeTitles: Readonly<Record<ExperimentSize, string>> = {
  quick: phrase('Quick § size of an experiment'),
  evening: phrase('Evening § size of an experiment'),
  full: phrase('Full § size of an experiment'),
}

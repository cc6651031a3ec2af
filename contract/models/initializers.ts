// The schemes by which first weights are drawn, as every process names them.
import { z } from 'zod'

export const initializerNames = ['xavier-uniform', 'pytorch-default', 'kaiming-normal', 'normal-0.01'] as const
export const initializerNameSchema = z.enum(initializerNames)
export type InitializerName = z.infer<typeof initializerNameSchema>

/** Names of the initialisers as people read them. */
export const initializerTitles: Readonly<Record<InitializerName, string>> = {
  'xavier-uniform': 'Xavier',
  'pytorch-default': 'PyTorch',
  'kaiming-normal': 'He',
  'normal-0.01': 'N(0, 0.01)',
}

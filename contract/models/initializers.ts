// The schemes by which first weights are drawn, as every process names them.
import { phrase } from '@language/phrase'
import { z } from 'zod'

export const initializerNames = ['xavier-uniform', 'pytorch-default', 'kaiming-normal', 'normal-0.01', 'zeros'] as const
export const initializerNameSchema = z.enum(initializerNames)
export type InitializerName = z.infer<typeof initializerNameSchema>

/** Names of the initialisers as people read them. */
export const initializerTitles: Readonly<Record<InitializerName, string>> = {
  'xavier-uniform': 'Xavier',
  'pytorch-default': 'PyTorch',
  'kaiming-normal': 'He',
  'normal-0.01': 'N(0, 0.01)',
  zeros: phrase('Zero'),
}

/** How first weights are drawn. Network settings and networks that are written as programs are ones. */
export interface Initialization {
  readonly initializer: InitializerName
  /** Factor on every weight that the scheme draws; biases are left as they are. */
  readonly initializerScale: number
}

/** In titles and lines: `He initialisation`, `He initialisation × 0.1`. */
export function initializationWords({ initializer, initializerScale }: Initialization): string {
  return phrase('{scheme} initialisation{factor}', { scheme: initializerTitles[initializer], factor: initializer === 'zeros' ? '' : scaleWords(initializerScale) })
}

/** ` × 0.1`; empty for a factor of 1. */
export const scaleWords = (scale: number): string => (scale === 1 ? '' : ` × ${scale}`)

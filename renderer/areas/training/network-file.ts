// The words under the network of the form: the first weights of a network from a file, and why a file was refused.
import { phrase } from '@language/phrase'
import type { NetworkFile } from '@contract/models/networks'
import type { Problem } from '@contract/problem'

/** Which weights the initialisation draws before the first step. `perhaps last layer`: the last layer's, if the file has another number of classes. */
export type DrawnWeights = 'all' | 'last layer' | 'perhaps last layer' | 'none'

/**
 * Which weights of a network from a file are drawn.
 * @param classes number of outputs of the network in the file; null where it is not known
 * @param wanted classes of the data set
 */
export function drawnWeights({ weights }: Pick<NetworkFile, 'weights'>, classes: number | null, wanted: number): DrawnWeights {
  if (weights === 'redraw') return 'all'
  if (classes === null) return 'perhaps last layer'
  return classes === wanted ? 'none' : 'last layer'
}

/** The weights that training begins with, in words; for the parameters see {@link drawnWeights}. */
export function weightsWords(file: Pick<NetworkFile, 'weights'>, classes: number | null, wanted: number): string {
  const layer = phrase('a new last layer for {wanted} classes', { wanted })
  switch (drawnWeights(file, classes, wanted)) {
    case 'all':
      return classes === null || classes === wanted ? phrase('Begins with new weights.') : phrase('Begins with new weights and {layer}; the file has {classes}.', { layer, classes })
    case 'perhaps last layer':
      return phrase("Begins with the file's weights; with {layer} where it has another number.", { layer })
    case 'last layer':
      return phrase("Begins with the file's weights, but {layer}; the file has {classes}.", { layer, classes: classes ?? '–' })
    case 'none':
      return phrase("Begins with the file's weights.")
  }
}

/** Note beside the field of the initialisation: the weights that it draws; empty where it draws all, or none. */
export const initializationNotes: Readonly<Record<DrawnWeights, string>> = {
  all: '',
  'last layer': phrase('of the new last layer alone'),
  'perhaps last layer': phrase('of a new last layer alone, where there is one'),
  none: '',
}

/**
 * Why a file was refused, and which network the form still has.
 * @param chosen title of the form's network
 */
export function refusalWords({ message, remedy }: Problem, chosen: string): string {
  return phrase('{message} {chosen} stays chosen. {remedy}', { message, chosen, remedy }).trim()
}

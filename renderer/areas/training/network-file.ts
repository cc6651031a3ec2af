// What is said under the network of the form: how a network from a file begins, and why a file was refused.
import type { NetworkFile } from '@contract/models/networks'
import type { Problem } from '@contract/problem'

/**
 * With which weights training begins.
 * @param classes numbers in the output of the network in the file; null where they are not known
 * @param wanted classes of the data set
 */
export function weightsWords({ weights }: Pick<NetworkFile, 'weights'>, classes: number | null, wanted: number): string {
  const layer = `a new last layer for ${wanted} classes`
  if (weights === 'redraw') return classes === null || classes === wanted ? 'Begins with new weights.' : `Begins with new weights and ${layer}; the file has ${classes}.`
  if (classes === null) return `Begins with the file's weights; with ${layer} where it has another number.`
  return classes === wanted ? "Begins with the file's weights." : `Begins with the file's weights, but ${layer}; the file has ${classes}.`
}

/**
 * Why a file was not taken, and what the form trains still.
 * @param chosen title of that network
 */
export function refusalWords({ message, remedy }: Problem, chosen: string): string {
  return `${message} ${chosen} stays chosen. ${remedy}`.trim()
}

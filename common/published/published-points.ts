// Published results as curves in a chart of accuracy.
import type { PublishedResult } from './published'

/** A published curve by epoch; one published number, as a level through the whole chart; nothing where nothing was published. */
export function publishedPoints(published: PublishedResult | null, epochs: number): { x: number; y: number }[] {
  if (!published) return []
  const { accuracyByEpoch, finalAccuracy } = published
  if (accuracyByEpoch.length === 1) return [{ x: 0, y: finalAccuracy }, { x: epochs, y: finalAccuracy }]
  return accuracyByEpoch.map((accuracy, index) => ({ x: index + 1, y: accuracy }))
}

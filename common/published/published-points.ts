// Published results as curves in a chart of accuracy.
import type { PublishedResult } from './published'

/** The points of a published curve, one per epoch; a single published number becomes a level line; empty without a published result. */
export function publishedPoints(published: PublishedResult | null, epochs: number): { x: number; y: number }[] {
  if (!published) return []
  const { accuracyByEpoch, finalAccuracy } = published
  if (accuracyByEpoch.length === 1) return [{ x: 0, y: finalAccuracy }, { x: epochs, y: finalAccuracy }]
  return accuracyByEpoch.map((accuracy, index) => ({ x: index + 1, y: accuracy }))
}

// Images on which one run is right and the other is not.
import { expect, it } from 'vitest'
import { discordantImages } from './discordant-images'

it('finds the images that only one of two runs answers right, among those that both answered', () => {
  const labels = Uint16Array.of(0, 1, 2, 3)
  const [first, second] = [{ labels, predictions: Uint16Array.of(0, 1, 0, 3) }, { labels: labels.slice(0, 3), predictions: Uint16Array.of(0, 0, 2) }]
  expect(discordantImages(first, second, 'first')).toEqual([1])
  expect(discordantImages(first, second, 'second')).toEqual([2])
})

// The bootstrap interval of `paired-bootstrap.ts` for right and wrong answers, of which only counts matter: a thousandth of the time.
import { firstAtLeast } from '../binary-search'
import { fillBits, streams } from '../randomness/stream'
import { usualConfidence } from './confidence'
import type { Discordance } from './mcnemar'
import { usualResamples, type BootstrapDifference, type BootstrapOptions } from './paired-bootstrap'
import { quantile } from './quantile'

/**
 * In a sample of images drawn with replacement, those on which only the second is right and those on which only the first is are multinomial:
 * the former binomial, the latter binomial among the images that remain. Both are drawn by their cumulative distributions.
 * @throws RangeError where there are no images
 */
export function bootstrapDiscordance({ onlyFirst, onlySecond }: Discordance, images: number, { seed, resamples = usualResamples, confidence = usualConfidence }: BootstrapOptions): BootstrapDifference {
  if (images === 0) throw new RangeError('no images to compare on')
  const uniform = new Uint32Array(2 * resamples)
  fillBits({ seed, stream: streams.bootstrap, a: 0, b: 1 }, uniform)
  const ofSecond = cumulativeBinomial(images, onlySecond / images)
  const ofFirst = new Map<number, CumulativeBinomial>()
  const shareOfRest = onlyFirst / Math.max(images - onlySecond, 1)
  const differences = Float64Array.from({ length: resamples }, (_, sample) => {
    const second = drawn(ofSecond, uniform[2 * sample] ?? 0)
    const rest = ofFirst.get(second) ?? cumulativeBinomial(images - second, shareOfRest)
    ofFirst.set(second, rest)
    return (second - drawn(rest, uniform[2 * sample + 1] ?? 0)) / images
  }).sort()
  return {
    difference: (onlySecond - onlyFirst) / images,
    interval: { low: quantile(differences, (1 - confidence) / 2), high: quantile(differences, (1 + confidence) / 2) },
  }
}

/** P(X <= from + i) at i. */
interface CumulativeBinomial {
  readonly from: number
  readonly sums: Float64Array
}

/** Standard deviations beyond which a binomial variable does not lie in any sample. */
const reach = 9

function cumulativeBinomial(trials: number, probability: number): CumulativeBinomial {
  if (trials === 0 || probability <= 0) return { from: 0, sums: Float64Array.of(1) }
  if (probability >= 1) return { from: trials, sums: Float64Array.of(1) }
  const mean = trials * probability
  const away = reach * (Math.sqrt(mean * (1 - probability)) + 1)
  const [from, to] = [Math.max(0, Math.floor(mean - away)), Math.min(trials, Math.ceil(mean + away))]
  const mode = Math.min(to, Math.floor((trials + 1) * probability))
  const odds = probability / (1 - probability)
  // Relative to the mode's probability, each follows from its neighbour: P(k + 1) = P(k) (n - k) / (k + 1) odds.
  const weights = new Float64Array(to - from + 1)
  weights[mode - from] = 1
  for (let k = mode; k < to; k++) weights[k + 1 - from] = ((weights[k - from] ?? 0) * (trials - k) * odds) / (k + 1)
  for (let k = mode; k > from; k--) weights[k - 1 - from] = ((weights[k - from] ?? 0) * k) / ((trials - k + 1) * odds)
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  let sum = 0
  return { from, sums: weights.map((weight) => (sum += weight / total)) }
}

/** @param word uniform in 0 .. 2^32 - 1 */
function drawn({ from, sums }: CumulativeBinomial, word: number): number {
  return from + Math.min(firstAtLeast(sums, (word + 0.5) / 2 ** 32), sums.length - 1)
}

// Calibration: whether a network that is 80 % sure is right 80 % of the time.
// C. Guo, G. Pleiss, Y. Sun, K. Q. Weinberger, "On Calibration of Modern Neural Networks", ICML 2017, section 2, equations 1 to 5.
import type { Calibration, ReliabilityBin } from '@contract/runs/evaluation-figures'
import { wilsonInterval } from './wilson'

/** The paper's number of bins. */
const usualBins = 15

/**
 * @param confidences probability of the predicted class by image, 0..1
 * @param correct 1 for images whose prediction is right
 */
export function calibrationOf(confidences: ArrayLike<number>, correct: ArrayLike<number>, binCount = usualBins): Calibration {
  const images = new Float64Array(binCount)
  const [confidence, right] = [new Float64Array(binCount), new Float64Array(binCount)]
  for (let image = 0; image < confidences.length; image++) {
    const own = confidences[image] ?? 0
    const bin = Math.min(binCount - 1, Math.max(0, Math.ceil(own * binCount) - 1))
    images[bin] = (images[bin] ?? 0) + 1
    confidence[bin] = (confidence[bin] ?? 0) + own
    right[bin] = (right[bin] ?? 0) + (correct[image] ?? 0)
  }
  const bins = Array.from(images, (count, bin): ReliabilityBin => {
    const means = count === 0 ? { confidence: null, accuracy: null } : { confidence: (confidence[bin] ?? 0) / count, accuracy: (right[bin] ?? 0) / count }
    return { from: bin / binCount, to: (bin + 1) / binCount, images: count, ...means, interval: wilsonInterval(right[bin] ?? 0, count) }
  })
  const all = Math.max(1, confidences.length)
  const gaps = bins.map((bin) => Math.abs((bin.accuracy ?? 0) - (bin.confidence ?? 0)))
  return {
    bins,
    expectedError: gaps.reduce((sum, gap, bin) => sum + (gap * (images[bin] ?? 0)) / all, 0),
    maximumError: Math.max(...gaps),
    meanConfidence: confidence.reduce((sum, value) => sum + value, 0) / all,
  }
}

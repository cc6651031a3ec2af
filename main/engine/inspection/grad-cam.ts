// Grad-CAM: the maps of a convolution, each weighted by its mean gradient, added up and cut at 0.
// R. R. Selvaraju et al., "Grad-CAM: Visual Explanations from Deep Networks via Gradient-based Localization", ICCV 2017, eq. 1 and 2.
import { phrase } from '@language/phrase'
import { classWeights, type Explain } from './explained-image'
import { namedConvolution } from './named-layer'
import { PixelRunner } from './pixel-runner'
import { answersByConvolution } from './pixel-works'

export const gradCam: Explain<'grad-cam'> = async (image, { layer }) => {
  const { subject, pixels } = image
  const runner = await PixelRunner.open(subject, answersByConvolution(layer), 1)
  const { gradients, values: maps } = await runner.run(pixels, classWeights(image))
  const { height, width } = namedConvolution(subject.network, 1, layer)
  const sum = weightedSum(maps, gradients, height * width)
  const values = sum.map((value) => Math.max(value, 0))
  const notes = values.some((value) => value > 0) ? [] : [phrase('No place of {layer} raises this logit: all weighted sums are below 0 and were cut.', { layer })]
  return { channels: 1, height, width, values: Float32Array.from(values), notes }
}

/** The maps [channels, places], each times the mean of its gradients, added up: [places]. */
function weightedSum(maps: Float32Array, gradients: Float32Array, places: number): Float64Array {
  const sum = new Float64Array(places)
  for (let start = 0; start < maps.length; start += places) {
    const weight = gradients.subarray(start, start + places).reduce((total, value) => total + value, 0) / places
    maps.subarray(start, start + places).forEach((value, place) => {
      sum[place] = (sum[place] ?? 0) + weight * value
    })
  }
  return sum
}

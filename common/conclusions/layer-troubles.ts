// What telemetry says of a training that goes badly: gradients that fade or grow on their way back, layers that are dead or saturated. Thresholds are round figures.
import { phrase } from '@language/phrase'
import type { LayerFigure, Telemetry, TelemetrySample } from '@contract/runs/telemetry'
import { median } from '../statistics/quantile'
import type { Formats } from '../words/formats'
import { listedWords } from '../words/listed-words'

/** A gradient that is so many times smaller, or larger, at the first layer with weights than at the last has faded, or grown. */
const fadedBy = 1000

/** Share of an output from which a layer is called dead, or saturated. */
const deadShare = 0.999
const saturatedFrom = 0.9

type TroubleFormats = Pick<Formats, 'formatCount' | 'formatShare'>

/** Sentences on what is wrong, the most telling first; empty where nothing is, or nothing was looked at. */
export function layerTroubles(telemetry: Telemetry, formats: TroubleFormats): readonly string[] {
  const last = telemetry.samples.at(-1)
  if (!last) return []
  return [...notFinite(telemetry, last, formats), ...stuck(telemetry, last, formats), ...gradientTroubles(telemetry, formats)]
}

function notFinite({ layers }: Telemetry, { step, figures }: TelemetrySample, { formatCount }: TroubleFormats): readonly string[] {
  const lost = layers.find((_, index) => (figures.notFiniteShare[index] ?? 0) > 0)
  return lost ? [phrase('From {layer} on, what the layers compute is no longer a finite number at step {step}: training has diverged.', { layer: lost.name, step: formatCount(step) })] : []
}

/** Layers that hardly pass anything on, forward or back. */
function stuck({ layers }: Telemetry, { step, figures }: TelemetrySample, { formatCount, formatShare }: TroubleFormats): readonly string[] {
  const dead = layers.filter((_, index) => (figures.zeroShare[index] ?? 0) >= deadShare).map(({ name }) => name)
  const saturated = layers.flatMap(({ name }, index) => {
    const share = figures.saturatedShare[index] ?? 0
    return share >= saturatedFrom ? [phrase('{share} of {layer}', { share: formatShare(share), layer: name })] : []
  })
  return [
    ...(dead.length > 0 ? [deadWords(formatCount(step), dead)] : []),
    ...(saturated.length > 0 ? [phrase('At step {step}, {outputs} is saturated: there the slope of the activation is nearly zero, and so is the gradient behind it.', { step: formatCount(step), outputs: listedWords(saturated) })] : []),
  ]
}

function deadWords(step: string, names: readonly string[]): string {
  const layers = listedWords(names)
  return names.length === 1
    ? phrase('At step {step}, {layers} puts out nothing but zeros, so that no gradient passes: the layer is dead.', { step, layers })
    : phrase('At step {step}, {layers} put out nothing but zeros, so that no gradient passes: the layers are dead.', { step, layers })
}

/** Factors that are written out; larger ones are told as a power of ten. */
const mostWritten = 1e6

const raised = '⁰¹²³⁴⁵⁶⁷⁸⁹'
/** A whole power of ten as one writes it: `10¹³`. */
const powerOfTen = (power: number): string => `10${String(power).replaceAll(/\d/g, (digit) => raised.charAt(Number(digit)))}`

/** `120,000`, `10¹³`: a factor with two digits, a very large one by its order. */
const timesWords = (factor: number, formatCount: TroubleFormats['formatCount']): string =>
  factor < mostWritten ? formatCount(Number(factor.toPrecision(2))) : phrase('about {power}', { power: powerOfTen(Math.round(Math.log10(factor))) })

/** How the gradients of weights change from the last layer back to the first, by their medians over all samples. */
function gradientTroubles(telemetry: Telemetry, { formatCount }: TroubleFormats): readonly string[] {
  const sizes = telemetry.layers.flatMap(({ name }, index) => {
    const size = medianOf(telemetry, 'weightGradientRms', index)
    return size === null ? [] : [{ name, size }]
  })
  const [first, last] = [sizes[0], sizes.at(-1)]
  if (!first || !last) return []
  const unmoved = sizes.filter(({ size }) => size === 0).map(({ name }) => name)
  if (unmoved.length > 0) return [phrase('No gradient reaches the weights of {layers}: they stay as they were drawn.', { layers: listedWords(unmoved) })]
  const ratio = first.size / last.size
  if (ratio < 1 / fadedBy) return [phrase('The gradient fades on its way back: at the weights of {first} it is {times} times smaller than at those of {last}, so that the first layers hardly learn.', { first: first.name, times: timesWords(1 / ratio, formatCount), last: last.name })]
  if (ratio > fadedBy) return [phrase('The gradient grows on its way back: at the weights of {first} it is {times} times larger than at those of {last}.', { first: first.name, times: timesWords(ratio, formatCount), last: last.name })]
  return []
}

function medianOf({ samples }: Telemetry, figure: LayerFigure, layer: number): number | null {
  return median(samples.flatMap(({ figures }) => figures[figure][layer] ?? []))
}

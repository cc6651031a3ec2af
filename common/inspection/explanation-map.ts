// The map of an explanation: one value for each of its places, how strong its colours are, and the same map at the size of the image.
import { language } from '@language/language'
import { phrase } from '@language/phrase'
import type { Explanation, ExplanationMethod } from '@contract/inspection/explanation'
import type { ImageSize } from '@contract/training/run-spec'
import { resizePlane } from '../pictures/bilinear'
import { quantile } from '../statistics/quantile'
import { explanationMethods } from './explanation-methods'

/** What is looked at: values with their sign, or how large they are. */
export type MapReading = 'signed' | 'absolute'

/** Which colours a map has: for and against the class, only for it, or how strongly either way. */
export type MapKind = 'signed' | 'for' | 'either'

export interface ExplanationMap extends ImageSize {
  readonly kind: MapKind
  /** [height, width]. */
  readonly values: Float64Array
  /** Size of a value from which on colours are full; 0: the map is 0 everywhere. */
  readonly full: number
  /** The largest size of a value. */
  readonly largest: number
}

/** Share of the pixels below the value from which on colours are full: a few extreme pixels would make all others pale. */
const fullShare = 0.99

/**
 * The map of an explanation. Channels are added; of the absolute values the largest of the channels is taken, as Simonyan et al. (2014) do.
 * @param method by which the explanation was made
 */
export function explanationMap(explanation: Pick<Explanation, 'channels' | 'height' | 'width' | 'values'>, { method }: ExplanationMethod, reading: MapReading): ExplanationMap {
  const { channels, height, width, values } = explanation
  const { isSigned, isByPixel } = explanationMethods[method]
  const plane = height * width
  const map = new Float64Array(plane)
  for (let channel = 0; channel < channels; channel++) {
    for (let place = 0; place < plane; place++) {
      const [value, before] = [values[channel * plane + place] ?? 0, map[place] ?? 0]
      map[place] = reading === 'absolute' ? Math.max(before, Math.abs(value)) : before + value
    }
  }
  const sizes = map.map(Math.abs).sort()
  const largest = sizes.at(-1) ?? 0
  const usual = isByPixel ? quantile(sizes, fullShare) : largest
  const kind = reading === 'absolute' ? 'either' : isSigned ? 'signed' : 'for'
  return { kind, height, width, values: map, full: usual > 0 ? usual : largest, largest }
}

/** The map at the size of the image: Grad-CAM's places bilinearly, those of an occlusion as the cells of its stride. */
export function mapAtImageSize(map: ExplanationMap, method: ExplanationMethod, size: ImageSize): ExplanationMap {
  if (map.height === size.height && map.width === size.width) return map
  const { height, width } = size
  if (method.method !== 'occlusion') return { ...map, height, width, values: resizePlane(map.values, map, size) }
  const cellOf = (pixel: number): number => Math.floor(pixel / method.stride)
  const values = Float64Array.from({ length: height * width }, (_, pixel) => map.values[cellOf(Math.floor(pixel / width)) * map.width + cellOf(pixel % width)] ?? 0)
  return { ...map, height, width, values }
}

/** A value of a map as one reads it: three digits. */
export function mapFigure(value: number): string {
  const [size, rounded] = [Math.abs(value), Number(value.toPrecision(3))]
  const text = size !== 0 && (size < 1e-3 || size >= 1e6) ? rounded.toExponential().replace('+', '') : rounded.toLocaleString(language, { maximumSignificantDigits: 3 })
  return text.replaceAll('-', '−')
}

/** What the colours of a map mean, with their scale in numbers. */
export function scaleSentence({ kind, full, largest }: ExplanationMap, { method }: ExplanationMethod): string {
  if (largest === 0) return phrase('The map is 0 everywhere.')
  const { unit } = explanationMethods[method]
  const colours: Readonly<Record<MapKind, string>> = {
    signed: phrase('Orange speaks for the class, blue against it; colours are full from ±{value} on', { value: mapFigure(full) }),
    for: phrase('Orange speaks for the class; the colour is full at {value}', { value: mapFigure(full) }),
    either: phrase('The more violet, the stronger, whichever way; the colour is full from {value} on', { value: mapFigure(full) }),
  }
  const beyond = full < largest ? phrase(' One pixel in a hundred goes beyond, up to {value}.', { value: mapFigure(largest) }) : ''
  return phrase('{colours} ({unit}).{beyond}', { colours: colours[kind], unit, beyond })
}

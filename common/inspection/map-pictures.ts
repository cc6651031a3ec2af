// Feature maps of a layer as one picture, and the sentence of its scale.
import { phrase } from '@language/phrase'
import type { MapsOfLayer } from '@contract/inspection/layer-maps'
import { formatCounted, formatPercent } from '../words/format'
import { mapFigure } from './explanation-map'
import { mosaicOf, type CellScale, type Mosaic, type MosaicLayout } from './mosaic'

/** The maps of a layer, in memory of any kind. */
export interface DrawnMaps extends Omit<MapsOfLayer, 'maps'> {
  readonly maps: Float32Array
}

export interface MapMosaicOptions extends Pick<MosaicLayout, 'columns' | 'ground'> {
  readonly scale: CellScale
}

/** Values at the ends of a scale: black and white. */
export interface MapScale {
  readonly black: number
  readonly white: number
}

/** Whether the output of a layer has no places: each of its maps is a single value. */
export const isWithoutPlaces = ({ height, width }: Pick<DrawnMaps, 'height' | 'width'>): boolean => height === 1 && width === 1

/** Maps of the layer that are there; it may have more channels. */
export const mapsThere = ({ maps, height, width }: DrawnMaps): number => maps.length / (height * width)

/** The map of a channel. */
export const mapAt = ({ maps, height, width }: DrawnMaps, channel: number): Float32Array => maps.subarray(channel * height * width, (channel + 1) * height * width)

/** The maps that are there, a pixel for each value; single values stand close together. */
export function mapMosaic(layer: DrawnMaps, { scale, ...layout }: MapMosaicOptions): Mosaic {
  const { height, width } = layer
  const common = commonScale(layer)
  const shadesOf = (cell: number): (place: number) => number => {
    const map = mapAt(layer, cell)
    const shade = shadesBetween(scale === 'common' || isWithoutPlaces(layer) ? common : ownScale(map))
    return (place) => shade(map[place] ?? 0)
  }
  return mosaicOf({ count: mapsThere(layer), channels: 1, height, width, shadesOf }, { ...layout, gap: isWithoutPlaces(layer) ? 0 : 1 })
}

/** The scale of all maps of a layer: black is 0 where none of its values is below, as behind ReLU. */
export const commonScale = ({ lowest, highest }: Pick<DrawnMaps, 'lowest' | 'highest'>): MapScale => ({ black: Math.min(0, lowest), white: highest })

/** The scale of one map. */
export function ownScale(map: Float32Array): MapScale {
  let [black, white] = [0, -Infinity]
  for (const value of map) [black, white] = [Math.min(black, value), Math.max(white, value)]
  return { black, white }
}

function shadesBetween({ black, white }: MapScale): (value: number) => number {
  const range = white - black
  return (value) => (range > 0 ? Math.min(255, Math.max(0, Math.round((255 * (value - black)) / range))) : 0)
}

/** `Black 0, white 3.42.` */
export const scaleWords = ({ black, white }: MapScale): string => (white > black ? phrase('Black {black}, white {white}.', { black: mapFigure(black), white: mapFigure(white) }) : phrase('All of it is {value}.', { value: mapFigure(white) }))

/** `relu1 of LeNet, test image 3: the first 24 of 96 maps of 54×54. Black 0, white 3.42. 41.2 % of the values are 0.` */
export function mapsCaption(layer: DrawnMaps, { of, scale }: { readonly of: string; readonly scale: CellScale }): string {
  const { layer: name, channels, height, width, zeroShare } = layer
  const noun = isWithoutPlaces(layer) ? 'unit' : 'map'
  const there = mapsThere(layer)
  const maps = there < channels ? phrase('the first {there} of {channels}', { there, channels: formatCounted(channels, noun) }) : formatCounted(channels, noun)
  const shades = scale === 'common' || isWithoutPlaces(layer) ? scaleWords(commonScale(layer)) : phrase('Each map has a scale of its own: black its least value or 0, white its largest.')
  const size = isWithoutPlaces(layer) ? '' : phrase(' of {height}×{width} § the size of each map', { height, width })
  return phrase('{layer} of {of}: {maps}{size}. {shades} {zeroShare} of the values are 0.', { layer: name, of, maps, size, shades, zeroShare: formatPercent(zeroShare) })
}

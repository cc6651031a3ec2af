// How large the maps of a layer are on the page, and how many stand in a row.
import { isWithoutPlaces, mapsThere } from '@common/inspection/map-pictures'
import { evenColumns } from '@common/inspection/mosaic'
import type { MapsOfLayer } from '@contract/inspection/layer-maps'

/** Edges in CSS pixels that maps have at least and at most, and the height that those of a layer fill where they are not too many. */
const mapSizes = { least: 48, most: 112, height: 360 } as const
/** The same of single values. */
const valueSizes = { least: 9, most: 28, height: 60 } as const

export interface MapLayout {
  /** CSS pixels for a value. */
  readonly zoom: number
  readonly columns: number
  /** CSS pixels of the whole mosaic. */
  readonly height: number
}

/** @param room width in CSS pixels */
export function mapLayout(layer: MapsOfLayer, room: number): MapLayout {
  const { height, width } = layer
  const [gap, sizes] = isWithoutPlaces(layer) ? [0, valueSizes] : [1, mapSizes]
  const edge = Math.min(sizes.most, Math.max(sizes.least, Math.sqrt((room * sizes.height) / mapsThere(layer)) - gap))
  const zoom = width <= edge ? Math.floor(edge / width) : edge / width
  const columns = evenColumns(mapsThere(layer), Math.max(1, Math.floor((room / zoom - gap) / (width + gap))))
  return { zoom, columns, height: (Math.ceil(mapsThere(layer) / columns) * (height + gap) + gap) * zoom }
}

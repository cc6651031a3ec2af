// How large the maps of a layer are on the page, and how many stand in a row.
import { isWithoutPlaces, mapsThere } from '@common/inspection/map-pictures'
import type { MapsOfLayer } from '@contract/inspection/layer-maps'

/** Edge in CSS pixels that a map has at most, and that of a single value. */
const [mapEdge, valueEdge] = [64, 9]

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
  const gap = isWithoutPlaces(layer) ? 0 : 1
  const zoom = isWithoutPlaces(layer) ? valueEdge : width <= mapEdge ? Math.floor(mapEdge / width) : mapEdge / width
  const fitting = Math.floor((room / zoom - gap) / (width + gap))
  const columns = Math.max(1, Math.min(fitting, mapsThere(layer)))
  return { zoom, columns, height: (Math.ceil(mapsThere(layer) / columns) * (height + gap) + gap) * zoom }
}

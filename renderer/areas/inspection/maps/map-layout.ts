// How large the maps of a layer are on the page, and how many stand in a row.
import { isWithoutPlaces, mapsThere } from '@common/inspection/map-pictures'
import { evenColumns } from '@common/inspection/mosaic'
import type { MapsOfLayer } from '@contract/inspection/layer-maps'

/** Edges in CSS pixels that maps have at least and at most, and that of a single value. */
const [leastEdge, mostEdge, valueEdge] = [48, 112, 9]
/** Height in CSS pixels that the maps of a layer fill, if they are not too many. */
const wantedHeight = 360

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
  const edge = Math.min(mostEdge, Math.max(leastEdge, Math.sqrt((room * wantedHeight) / mapsThere(layer)), room / mapsThere(layer)) - 3)
  const zoom = isWithoutPlaces(layer) ? valueEdge : width <= edge ? Math.floor(edge / width) : edge / width
  const columns = evenColumns(mapsThere(layer), Math.max(1, Math.floor((room / zoom - gap) / (width + gap))))
  return { zoom, columns, height: (Math.ceil(mapsThere(layer) / columns) * (height + gap) + gap) * zoom }
}

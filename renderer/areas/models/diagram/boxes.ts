// The boxes of a diagram: a layer that computes, with the activations, normalisations and dropouts behind it, and the arrows between boxes.
import { layerCatalogue } from '@common/layers/layer-catalogue'
import type { LayerKind } from '@contract/models/layers/layer'
import type { LayerRow } from '@contract/models/network-analysis'
import type { DiagramGraph } from '@common/diagram/layered-layout'

export interface Box {
  readonly id: string
  /** The layers that it stands for, in the order of computation. */
  readonly rows: readonly LayerRow[]
}

export interface Boxes {
  readonly boxes: readonly Box[]
  readonly edges: readonly (readonly [from: string, to: string])[]
}

/** The box of the images, before all layers. */
export const imagesBox = 'images'

const followerGroups: ReadonlySet<string> = new Set(['Activations', 'Normalisation', 'Dropout'])
const isFollower = ({ kind }: LayerRow): boolean => followerGroups.has((layerCatalogue as Partial<typeof layerCatalogue>)[kind as LayerKind]?.group ?? '')

/** Puts layers into boxes: one that only changes single values joins the box of the layer before it, if nothing else reads that layer. */
export function boxesOf(rows: readonly LayerRow[]): Boxes {
  const readers = new Map<number, number>()
  for (const { inputs } of rows) for (const input of inputs) readers.set(input ?? -1, (readers.get(input ?? -1) ?? 0) + 1)
  const boxes: { id: string; rows: LayerRow[] }[] = []
  const boxOf: { id: string; rows: LayerRow[] }[] = []
  const edges: [string, string][] = []
  for (const row of rows) {
    const [first = null] = row.inputs
    const before = first === null ? undefined : boxOf[first]
    if (before && row.inputs.length === 1 && readers.get(first ?? -1) === 1 && isFollower(row)) {
      before.rows.push(row)
      boxOf.push(before)
      continue
    }
    const box = { id: row.name, rows: [row] }
    boxes.push(box)
    boxOf.push(box)
    for (const input of row.inputs) edges.push([input === null ? imagesBox : (boxOf[input]?.id ?? imagesBox), box.id])
  }
  return { boxes, edges }
}

/** Sizes of boxes in pixels: a line for each layer. */
export const boxSize = { width: 248, line: 20, padding: 8 }
const heightOf = (lines: number): number => lines * boxSize.line + 2 * boxSize.padding

/** What is to be placed: the boxes with their sizes, that of the images first. */
export function diagramGraph({ boxes, edges }: Boxes): DiagramGraph {
  const nodes = boxes.map(({ id, rows }) => ({ id, width: boxSize.width, height: heightOf(rows.length) }))
  return { nodes: [{ id: imagesBox, width: boxSize.width, height: heightOf(1) }, ...nodes], edges }
}

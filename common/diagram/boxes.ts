// The boxes of a diagram: a layer that computes, with the activations, normalisations and dropouts behind it, and the arrows between boxes.
import { layerCatalogue } from '../layers/layer-catalogue'
import type { LayerKind } from '@contract/models/layers/layer'
import type { LayerRow } from '@contract/models/network-analysis'

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

const followerGroups: ReadonlySet<string> = new Set(['activation', 'normalisation', 'dropout'])
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

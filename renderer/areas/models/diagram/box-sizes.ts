// Boxes of the diagram on the page: their sizes, and what is to be placed.
import { imagesBox, type Boxes } from '@common/diagram/boxes'
import type { DiagramGraph } from '@common/diagram/layered-layout'

/** Sizes of boxes in pixels: a line for each layer. */
export const boxSize = { width: 248, line: 20, padding: 8 }
const heightOf = (lines: number): number => lines * boxSize.line + 2 * boxSize.padding

/** What is to be placed: the boxes with their sizes, that of the images first. */
export function diagramGraph({ boxes, edges }: Boxes): DiagramGraph {
  const nodes = boxes.map(({ id, rows }) => ({ id, width: boxSize.width, height: heightOf(rows.length) }))
  return { nodes: [{ id: imagesBox, width: boxSize.width, height: heightOf(1) }, ...nodes], edges }
}

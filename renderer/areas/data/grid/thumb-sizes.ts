// The sizes in which a grid shows images, and how it lays them out.

interface Size {
  /** Pixels. */
  readonly height: number
  readonly width: number
}

/** Longer edges of thumbnails of large images, in CSS pixels. */
const largeEdges = [32, 48, 64, 96, 128, 192] as const
/** Small images are shown by multiples of their own size, so that their pixels stay sharp. */
const factors = [1, 1.5, 2, 3, 4, 6] as const
/** Longer edge up to which an image is small, and the smallest edge that is shown. */
const [smallEdge, leastEdge] = [64, 24]

export const thumbSizeCount = largeEdges.length

/** Longer edges to choose from, the smallest first. */
export function thumbEdges({ height, width }: Size): readonly number[] {
  const own = Math.max(height, width)
  if (own > smallEdge) return largeEdges
  const least = own * Math.ceil(leastEdge / own)
  return factors.map((factor) => Math.round(least * factor))
}

export interface GridLayout {
  readonly columns: number
  readonly rows: number
  /** Of a thumbnail. */
  readonly height: number
  readonly width: number
  /** From the top of a row to that of the next. */
  readonly rowHeight: number
  /** From the left of a thumbnail to that of the next. */
  readonly columnWidth: number
}

/** Pixels between thumbnails, at least and at most: what is left of the room is spread between them. */
export const [thumbGap, widestGap] = [3, 12]
/** Height that browsers lay out, in pixels, with some room left. */
const mostHeight = 30e6

/** Lays images out in rows. Where the rows of a very large set would be higher than browsers can scroll, thumbnails are smaller. */
export function gridLayout(images: number, { height, width }: Size, edge: number, room: number): GridLayout {
  const scale = edge / Math.max(height, width)
  const thumb = { height: Math.max(1, Math.round(height * scale)), width: Math.max(1, Math.round(width * scale)) }
  const columns = Math.max(1, Math.floor((room + thumbGap) / (thumb.width + thumbGap)))
  const spread = columns === 1 ? thumbGap : Math.floor((room - columns * thumb.width) / (columns - 1))
  const gap = Math.min(Math.max(spread, thumbGap), widestGap)
  const [rowHeight, columnWidth] = [thumb.height + gap, thumb.width + gap]
  const rows = Math.ceil(images / columns)
  if (rows * rowHeight > mostHeight && edge > leastEdge) return gridLayout(images, { height, width }, Math.max(leastEdge, edge / 2), room)
  return { columns, rows, ...thumb, rowHeight, columnWidth }
}

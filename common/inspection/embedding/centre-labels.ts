// Places the names of classes above their centres, where they do not cover a small group; one that would cover another name moves up or down, or is left out.
import { textWidth } from '../../charts/text-width'
import type { PointCentre } from './embedded-points'
import type { PlotSize, PlotView } from './plot-view'

export interface CentreLabel {
  readonly name: string
  /** Middle of the text, in pixels of the plot. */
  readonly x: number
  readonly y: number
}

/** Lines from the centre that are tried, one after another; y grows downward. */
const shifts = [-1.25, 1.25, -2.25, 2.25, -3.25, 3.25, 0]

export function centreLabels(centres: readonly PointCentre[], view: PlotView, { width, height }: PlotSize, fontSize: number): readonly CentreLabel[] {
  const lineHeight = fontSize * 1.25
  const placed: (CentreLabel & { readonly half: number })[] = []
  for (const { name, x, y } of centres) {
    const half = textWidth(name, fontSize) / 2
    const [atX, atY] = [view.x + view.scale * x, view.y + view.scale * y]
    if (atX < 0 || atX > width || atY < 0 || atY > height) continue
    const inside = Math.min(Math.max(atX, half), width - half)
    const free = shifts.map((shift) => atY + shift * lineHeight).find((candidate) =>
      candidate >= lineHeight / 2 && candidate <= height - lineHeight / 2 && placed.every((other) => Math.abs(other.y - candidate) >= lineHeight || Math.abs(other.x - inside) >= half + other.half),
    )
    if (free !== undefined) placed.push({ name, x: inside, y: free, half })
  }
  return placed
}

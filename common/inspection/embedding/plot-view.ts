// What of an embedding is in sight: both axes have the same scale, as distances are what it is about.

/** A point p stands at `x + scale * p.x`, `y + scale * p.y` of the plot, in pixels. */
export interface PlotView {
  readonly x: number
  readonly y: number
  readonly scale: number
}

export interface PlotSize {
  readonly width: number
  readonly height: number
}

/** The whole embedding, in the middle of the plot. @param places [points, 2] @param margin pixels at each side */
export function wholeView(places: Float32Array, { width, height }: PlotSize, margin: number): PlotView {
  const [x, y] = [rangeOf(places, 0), rangeOf(places, 1)]
  const room = (size: number): number => Math.max(1, size - 2 * margin)
  const scale = Math.min(room(width) / Math.max(x.to - x.from, Number.EPSILON), room(height) / Math.max(y.to - y.from, Number.EPSILON))
  // Points that all lie at one place have no scale of their own.
  const finite = Math.min(scale, 1e6)
  return { scale: finite, x: width / 2 - (finite * (x.from + x.to)) / 2, y: height / 2 - (finite * (y.from + y.to)) / 2 }
}

function rangeOf(places: Float32Array, axis: 0 | 1): { readonly from: number; readonly to: number } {
  let [from, to] = [Infinity, -Infinity]
  for (let at = axis; at < places.length; at += 2) {
    const value = places[at] ?? 0
    from = Math.min(from, value)
    to = Math.max(to, value)
  }
  return from <= to ? { from, to } : { from: 0, to: 0 }
}

/** Scales as multiples of that at which the whole embedding is in sight. */
const scales = { least: 0.7, most: 100 }

/** Zooms so that what is under a place of the plot stays there. @param whole see {@link wholeView} */
export function zoomedView(view: PlotView, whole: PlotView, factor: number, at: { readonly x: number; readonly y: number }): PlotView {
  const scale = Math.min(Math.max(view.scale * factor, scales.least * whole.scale), scales.most * whole.scale)
  const by = scale / view.scale
  return { scale, x: at.x - (at.x - view.x) * by, y: at.y - (at.y - view.y) * by }
}

export const movedView = (view: PlotView, dx: number, dy: number): PlotView => ({ ...view, x: view.x + dx, y: view.y + dy })

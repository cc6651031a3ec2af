// What of a drawing is in sight: its place and its scale, with the arithmetic of zooming, moving and showing a part.
import type { Point } from '@common/diagram/layered-layout'

/** A point p of the drawing stands at `x + scale * p.x`, `y + scale * p.y` of the window, in pixels. */
export interface Viewport {
  readonly x: number
  readonly y: number
  readonly scale: number
}

export interface Size {
  readonly width: number
  readonly height: number
}

const scales = { least: 0.05, most: 3 }
const bounded = (scale: number): number => Math.min(scales.most, Math.max(scales.least, scale))

/** Zooms so that the point of the drawing under `at` (of the window) stays there. */
export function zoomed(view: Viewport, factor: number, at: Point): Viewport {
  const scale = bounded(view.scale * factor)
  const by = scale / view.scale
  return { scale, x: at.x - (at.x - view.x) * by, y: at.y - (at.y - view.y) * by }
}

export const moved = (view: Viewport, dx: number, dy: number): Viewport => ({ ...view, x: view.x + dx, y: view.y + dy })

/** The whole width of the drawing from its top, no larger than life and no smaller than letters can be read. */
export function fromTop(drawing: Size, window: Size): Viewport {
  const scale = bounded(Math.min(1, Math.max(0.45, window.width / Math.max(1, drawing.width))))
  return { scale, x: (window.width - drawing.width * scale) / 2, y: 0 }
}

/** All of the drawing. */
export function whole(drawing: Size, window: Size): Viewport {
  const scale = bounded(Math.min(1, window.width / Math.max(1, drawing.width), window.height / Math.max(1, drawing.height)))
  return { scale, x: (window.width - drawing.width * scale) / 2, y: Math.max(0, (window.height - drawing.height * scale) / 2) }
}

/** Moves so far that a point of the drawing lies in the middle, unless it lies well within the window already. */
export function showing(view: Viewport, point: Point, window: Size): Viewport {
  const at = { x: view.x + point.x * view.scale, y: view.y + point.y * view.scale }
  const margin = 60
  const isIn = at.x > margin && at.y > margin && at.x < window.width - margin && at.y < window.height - margin
  return isIn ? view : { ...view, x: window.width / 2 - point.x * view.scale, y: window.height / 2 - point.y * view.scale }
}

// A picture of pixels as a drawing: its PNG, embedded, at a size at which it can be looked at.
import { html } from '../markup/markup'
import type { PictureDrawing } from './picture-svg'

/** Longest edge of a picture that is enlarged, in CSS pixels. */
const longestEdge = 480

/** CSS pixels for each pixel of a picture: the largest whole number at which it is not too large, and at least 1. */
export const fittingScale = ({ width, height }: { readonly width: number; readonly height: number }): number => Math.max(1, Math.floor(longestEdge / Math.max(width, height)))

export interface PixelDrawingOptions {
  /** PNG, base64. */
  readonly png: string
  /** In CSS pixels. */
  readonly width: number
  readonly height: number
  /** Whether a viewer may smooth it; else its pixels stay square. */
  readonly isSmooth?: boolean
}

export function pixelDrawing({ png, width, height, isSmooth = false }: PixelDrawingOptions): PictureDrawing {
  // `xlink:href`, as older viewers and office programs know no plain `href`.
  const body = html`<image width="${width}" height="${height}" preserveAspectRatio="none"${isSmooth ? null : html` image-rendering="pixelated"`} xlink:href="data:image/png;base64,${png}"/>`
  return { body, width, height }
}

// Where the pointer is on a picture that is drawn by a canvas.
import type { PixelImage } from '@common/pictures/pixel-image'

/** The point in pixels of the picture; null: the pointer is not on the canvas. */
export function pointOnPicture({ target, clientX, clientY }: MouseEvent, { width, height }: PixelImage): { readonly x: number; readonly y: number } | null {
  if (!(target instanceof HTMLCanvasElement)) return null
  const { left, top, width: across, height: down } = target.getBoundingClientRect()
  return across === 0 || down === 0 ? null : { x: ((clientX - left) * width) / across, y: ((clientY - top) * height) / down }
}

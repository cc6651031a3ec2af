// Draws a row of thumbnails on one canvas, in the pixels of the screen.
import type { GridLayout } from './thumb-sizes'

/** The form in which pixels come. */
export interface PixelForm {
  readonly channels: number
  /** Pixels. */
  readonly height: number
  readonly width: number
}

/** Pixels of the screen for one of the image from which on its pixels are drawn as squares. */
const squareFrom = 1.5

/** What is drawn in the place of an image whose pixels are not there yet; seen on light and dark ground alike. */
const absent = 'rgb(128 128 128 / 0.16)'

/** Memory and canvas in which the pixels of a row are put together, used for one row after another. */
let stage: { readonly canvas: OffscreenCanvas; readonly context: OffscreenCanvasRenderingContext2D; readonly image: ImageData } | null = null

function stageOf(width: number, height: number) {
  if (stage?.canvas.width === width && stage.canvas.height === height) return stage
  const canvas = new OffscreenCanvas(width, height)
  const context = canvas.getContext('2d')
  stage = context && { canvas, context, image: context.createImageData(width, height) }
  stage?.image.data.fill(255) // the alpha stays so
  return stage
}

/**
 * @param images of the row; null: their pixels are not there yet
 * @param ratio pixels of the screen for one of CSS
 */
export function drawThumbs(canvas: HTMLCanvasElement, images: readonly (Uint8Array | null)[], form: PixelForm, layout: GridLayout, ratio: number): void {
  const context = canvas.getContext('2d')
  const on = stageOf(form.width * layout.columns, form.height)
  if (!context || !on) return
  const [width, height] = [Math.round(layout.width * ratio), Math.round(layout.height * ratio)]
  canvas.width = Math.max(1, Math.round(((images.length - 1) * layout.columnWidth + layout.width) * ratio)) // clears it, too
  canvas.height = height
  images.forEach((pixels, column) => {
    if (pixels) putPixels(on.image, pixels, form, column)
  })
  on.context.putImageData(on.image, 0, 0)
  context.imageSmoothingEnabled = width < squareFrom * form.width
  context.imageSmoothingQuality = 'medium'
  context.fillStyle = absent
  images.forEach((pixels, column) => {
    const left = Math.round(column * layout.columnWidth * ratio)
    if (pixels) context.drawImage(on.canvas, column * form.width, 0, form.width, form.height, left, 0, width, height)
    else context.fillRect(left, 0, width, height)
  })
}

/** Writes planes of an image as red, green and blue of each pixel at its column; of other than three channels, the first one. */
function putPixels(to: ImageData, pixels: Uint8Array, { channels, height, width }: PixelForm, column: number): void {
  const plane = height * width
  const [green, blue] = channels === 3 ? [plane, 2 * plane] : [0, 0]
  const { data } = to
  for (let y = 0, place = 0; y < height; y++) {
    for (let at = 4 * (y * to.width + column * width), end = at + 4 * width; at < end; at += 4, place++) {
      data[at] = pixels[place] ?? 0
      data[at + 1] = pixels[green + place] ?? 0
      data[at + 2] = pixels[blue + place] ?? 0
    }
  }
}

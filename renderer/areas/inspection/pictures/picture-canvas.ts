// Pictures of pixels on canvases: as they are, for the page, and enlarged, for files.
import { fittingScale, pixelDrawing } from '@common/pictures/pixel-drawing'
import type { PictureDrawing } from '@common/pictures/picture-svg'
import type { PixelImage } from '@common/pictures/pixel-image'

/** The picture as a canvas takes it: red, green, blue, alpha. */
export function pictureData({ width, height, channels, pixels }: PixelImage): ImageData {
  const data = new ImageData(width, height)
  // In a grey picture, all three colours are the same byte.
  const [green, blue] = channels === 3 ? [1, 2] : [0, 0]
  for (let place = 0; place < width * height; place++) {
    const from = place * channels
    data.data[4 * place] = pixels[from] ?? 0
    data.data[4 * place + 1] = pixels[from + green] ?? 0
    data.data[4 * place + 2] = pixels[from + blue] ?? 0
    data.data[4 * place + 3] = 255
  }
  return data
}

/** Draws the picture on a canvas of its size. */
export function paintPicture(canvas: HTMLCanvasElement, picture: PixelImage): void {
  canvas.width = picture.width
  canvas.height = picture.height
  canvas.getContext('2d')?.putImageData(pictureData(picture), 0, 0)
}

/** The picture for a file: enlarged until it can be looked at, so that no viewer has to do that. */
export function drawingOf(picture: PixelImage, isSmooth: boolean): PictureDrawing {
  const scale = fittingScale(picture)
  const [own, enlarged] = [document.createElement('canvas'), document.createElement('canvas')]
  paintPicture(own, picture)
  enlarged.width = picture.width * scale
  enlarged.height = picture.height * scale
  const context = enlarged.getContext('2d')
  if (context) {
    context.imageSmoothingEnabled = isSmooth
    context.imageSmoothingQuality = 'high'
    context.drawImage(own, 0, 0, enlarged.width, enlarged.height)
  }
  const [, png = ''] = enlarged.toDataURL('image/png').split(',')
  return pixelDrawing({ png, width: enlarged.width, height: enlarged.height, isSmooth })
}

// A picture in another size, its pixels as squares, so that no program smooths them.
import type { PixelImage } from './pixel-image'

/** Each pixel of the result is the one of the picture below its centre. */
export function scaledPicture({ width, height, channels, pixels }: PixelImage, size: { readonly width: number; readonly height: number }): PixelImage {
  const scaled = new Uint8Array(size.width * size.height * channels)
  for (let y = 0; y < size.height; y++) {
    const row = Math.floor(((y + 0.5) * height) / size.height) * width
    for (let x = 0; x < size.width; x++) {
      const from = (row + Math.floor(((x + 0.5) * width) / size.width)) * channels
      for (let channel = 0; channel < channels; channel++) scaled[(y * size.width + x) * channels + channel] = pixels[from + channel] ?? 0
    }
  }
  return { ...size, channels, pixels: scaled }
}

/** A whole number of times as large. */
export function enlargedPicture(picture: PixelImage, factor: number): PixelImage {
  return factor === 1 ? picture : scaledPicture(picture, { width: picture.width * factor, height: picture.height * factor })
}

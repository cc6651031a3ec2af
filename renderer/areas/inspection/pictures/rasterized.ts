// An SVG file as a PNG file, drawn by the browser.
import type { SvgFile } from '@common/pictures/picture-svg'

/** @param density pixels of the PNG for each CSS pixel. @throws Error where the browser cannot draw it */
export async function rasterized({ text, width, height }: SvgFile, density: number): Promise<Uint8Array<ArrayBuffer>> {
  const url = URL.createObjectURL(new Blob([text], { type: 'image/svg+xml' }))
  try {
    const image = new Image()
    image.src = url
    await image.decode()
    const canvas = document.createElement('canvas')
    canvas.width = Math.round(width * density)
    canvas.height = Math.round(height * density)
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height)
    const blob = await new Promise<Blob | null>((resolve) => { canvas.toBlob(resolve, 'image/png') })
    if (!blob) throw new Error(`A picture of ${canvas.width} x ${canvas.height} pixels cannot be drawn.`)
    return new Uint8Array(await blob.arrayBuffer())
  } finally {
    URL.revokeObjectURL(url)
  }
}

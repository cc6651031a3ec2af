// Decodes image files (PNG, JPEG, WebP, BMP, TIFF, the first frame of GIF), whose size is known from their headers before, to RGBA.
import type { RgbaImage } from '@common/inspection/preprocessing/rgba-image'
import { checkedHeader } from './checked-header'
import { decodeGif } from './gif/decode-gif'
import { decodedImage, rgbaOf } from './native-decoder'
import { orientedImage } from './oriented-image'

/**
 * @param name of the file, for messages
 * @throws ImageFault `image/unknown-kind`, `image/too-large`, `image/damaged`, LabError `image/no-decoder`
 */
export async function decodeImage(bytes: Uint8Array, name: string): Promise<RgbaImage> {
  const header = checkedHeader(bytes, name)
  if (header.kind === 'gif') return decodeGif(bytes, name)
  return orientedImage(rgbaOf(await decodedImage({ bytes, header, name }, 'elsewhere')), header.orientation)
}

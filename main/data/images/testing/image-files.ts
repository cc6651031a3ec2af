// Image files of each kind by real encoders, with the pixels that Pillow decodes them to (make-images.py).
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { inflateSync } from 'node:zlib'

const folder = join(import.meta.dirname, 'files')

export interface ExpectedImage {
  readonly width: number
  readonly height: number
  /** How far a value may be from Pillow's, as decoders of lossy files differ. */
  readonly tolerance: number
  /** Base64 of packed red, green, blue, alpha. */
  readonly rgba: string
}

export const expectedImages = JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')) as Readonly<Record<string, ExpectedImage>>

export const expectedPixels = ({ rgba }: ExpectedImage): Uint8Array => inflateSync(Buffer.from(rgba, 'base64'))

export const imageFileNames: readonly string[] = readdirSync(folder).filter((name) => name in expectedImages)

export const imageFile = (name: string): Buffer => readFileSync(join(folder, name))

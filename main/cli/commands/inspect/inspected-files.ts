// The files that `cnn-lab inspect --out` writes, by the end of the name.
import { enumeration } from '@common/words/listed-words'
import { phrase } from '@language/phrase'
import { pictureSvg, type PictureDrawing } from '@common/pictures/picture-svg'
import { pixelDrawing } from '@common/pictures/pixel-drawing'
import type { PixelImage } from '@common/pictures/pixel-image'
import { enlargedPicture } from '@common/pictures/scaled-picture'
import { extname } from 'node:path'
import { writeFileWhole, type Piece } from '../../../files/durable-file'
import { encodePng } from '../../../files/png'
import { csvLine } from '../../../lab/reports/csv-line'
import { UsageError } from '../../flags/usage-error'
import type { Inspected } from './inspection'

const formats = {
  png: ({ picture }: Inspected): Piece => encodePng(enlarged(picture)),
  svg: ({ picture, drawing = drawingOf(picture), title, caption, alternative }: Inspected): Piece => pictureSvg(drawing, { title, caption, alternative }).text,
  json: (inspected: Inspected): Piece => `${jsonOf(inspected)}\n`,
  csv: ({ table: { head, rows } }: Inspected): Piece => [head, ...rows].map(csvLine).join(''),
} as const
export type InspectedFormat = keyof typeof formats

export const inspectedFormats = Object.keys(formats) as readonly InspectedFormat[]

/** @throws UsageError where the name has none of the endings */
export function inspectedFormatOf(out: string): InspectedFormat {
  const ending = extname(out).slice(1).toLowerCase()
  const found = inspectedFormats.find((format) => format === ending)
  if (found === undefined) throw new UsageError(phrase('--out {path} must end in {endings}.', { path: out, endings: enumeration(inspectedFormats.map((format) => `.${format}`)) }))
  return found
}

/** @param path absolute */
export async function writeInspected(inspected: Inspected, format: InspectedFormat, path: string): Promise<void> {
  await writeFileWhole(path, formats[format](inspected))
}

/** Title, caption and values in one line; arrays of numbers as lists. */
export function jsonOf({ title, caption, data }: Inspected): string {
  return JSON.stringify({ title, caption, ...data }, (_, value: unknown) => (ArrayBuffer.isView(value) ? Array.from(value as unknown as ArrayLike<number>) : value))
}

/** Least longest edge of a picture, in pixels. */
const leastEdge = 640

/** A whole number of times as large, its pixels as squares. */
const enlarged = (picture: PixelImage): PixelImage => enlargedPicture(picture, Math.ceil(leastEdge / Math.max(picture.width, picture.height)))

/** Pixels as squares at that size: the viewer enlarges them. */
function drawingOf(picture: PixelImage): PictureDrawing {
  const { width, height } = enlarged(picture)
  return pixelDrawing({ png: encodePng(picture).toString('base64'), width, height })
}

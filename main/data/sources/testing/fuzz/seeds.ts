// Valid sources of every kind, from which a campaign makes damaged ones: small, so that a mutation hits something that matters.
import { Transformer } from '@napi-rs/image'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { encodePng } from '../../../../files/png'
import { tarEnd, tarHeader, tarPadding } from '../../../../files/tar'
import { arrayFile } from '../array-files'
import { zipBytes } from '../zip-bytes'
import type { FuzzInput } from '../../../../testing/fuzz/reader'

/** A source that is imported as a folder has its files below this one; else all of its files are imported. */
export const openedFolder = 'opened'

/** Image files of every format that is read. */
async function images(): Promise<FuzzInput> {
  const [width, height] = [9, 7]
  const grey = Uint8Array.from({ length: width * height }, (_, place) => (place * 37) % 256)
  const rgba = Uint8Array.from({ length: 4 * width * height }, (_, place) => (place % 4 === 3 ? 255 - (place % 7) : (place * 29) % 256))
  const from = (): Transformer => Transformer.fromRgbaPixels(rgba, width, height)
  return {
    'grey.png': encodePng({ width, height, channels: 1, pixels: grey }),
    'alpha.png': await from().png(),
    'photo.jpg': await Transformer.fromRgbaPixels(rgba.map((value, place) => (place % 4 === 3 ? 255 : value)), width, height).jpeg(80),
    'photo.webp': await from().webp(80),
    'plain.bmp': await from().bmp(),
    'plain.tiff': await from().tiff(),
    'small.gif': gif,
  }
}

/** A GIF of 3x5 pixels, four colours and two frames, as Pillow writes it. */
const gif = Buffer.from('R0lGODlhAwAFAIEAAAAAAP8AAAD/AAAA/ywAAAAAAwAFAAAIEAABBBggQEAAAQEADAAwICAAOw==', 'base64')

/** A folder of each class, with all images in each. */
async function classFolders(): Promise<FuzzInput> {
  const files = Object.entries(await images())
  return Object.fromEntries(['train/cat', 'train/dog', 'test/cat', 'test/dog'].flatMap((folder) => files.map(([name, bytes]) => [`${folder}/${name}`, bytes])))
}

function tarBytes(files: FuzzInput): Buffer {
  return Buffer.concat([...Object.entries(files).flatMap(([name, content]) => [tarHeader({ name, bytes: content.length }), content, tarPadding(content.length)]), tarEnd])
}

function tableOfLabels(files: FuzzInput): Uint8Array {
  return Buffer.from(`image,label,split\n${Object.keys(files).map((name, index) => `${name},"class ${index % 2}",${index % 3 === 0 ? 'test' : 'train'}`).join('\n')}\n`)
}

/** The files of a folder of the fixtures. */
function fixture(folder: string): FuzzInput {
  const path = arrayFile(folder)
  if (statSync(path).isFile()) return { [basename(path)]: readFileSync(path) }
  return Object.fromEntries(readdirSync(path).map((name) => [name, readFileSync(join(path, name))]))
}

const asFolder = (files: FuzzInput): FuzzInput => Object.fromEntries(Object.entries(files).map(([name, content]) => [`${openedFolder}/${name}`, content]))

/** A .zip of files, every second one packed. */
function zipOf(files: FuzzInput): Uint8Array {
  return zipBytes(Object.entries(files).map(([name, content], index) => ({ name, content, isDeflated: index % 2 === 1 })))
}

export async function seeds(): Promise<readonly FuzzInput[]> {
  const folders = await classFolders()
  const table = await images()
  return [
    asFolder(fixture('mnist')),
    fixture('emnist'),
    ...readdirSync(arrayFile('cifar')).map((name) => fixture(join('cifar', name))),
    ...['pair', 'stored.npz', 'deflated.npz'].map((name) => fixture(join('numpy', name))),
    asFolder(folders),
    { 'set.zip': zipOf(folders) },
    { 'set.tar': tarBytes(folders) },
    { 'set.tar.gz': gzipSync(tarBytes(folders)) },
    asFolder({ ...table, 'labels.csv': tableOfLabels(table) }),
  ]
}

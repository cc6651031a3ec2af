// Valid sources of every kind, from which a campaign makes damaged ones: small, so that a mutation hits something that matters.
import { Transformer } from '@napi-rs/image'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { encodePng } from '../../../../files/png'
import { tarEnd, tarHeader, tarPadding } from '../../../../files/tar'
import { arrayFile } from '../array-files'
import { zipBytes } from './zip-bytes'

/** A source as files by their paths below a folder of its own. */
export interface Seed {
  readonly title: string
  readonly files: Readonly<Record<string, Uint8Array>>
  /** What is imported: these files, or the folder. */
  readonly opened: 'files' | 'folder'
}

/** Image files of every format that is read. */
async function images(): Promise<Readonly<Record<string, Uint8Array>>> {
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
async function classFolders(): Promise<Readonly<Record<string, Uint8Array>>> {
  const files = Object.entries(await images())
  return Object.fromEntries(['train/cat', 'train/dog', 'test/cat', 'test/dog'].flatMap((folder) => files.map(([name, bytes]) => [`${folder}/${name}`, bytes])))
}

function tarBytes(files: Readonly<Record<string, Uint8Array>>): Buffer {
  return Buffer.concat([...Object.entries(files).flatMap(([name, content]) => [tarHeader({ name, bytes: content.length }), content, tarPadding(content.length)]), tarEnd])
}

function tableOfLabels(files: Readonly<Record<string, Uint8Array>>): Uint8Array {
  return Buffer.from(`image,label,split\n${Object.keys(files).map((name, index) => `${name},"class ${index % 2}",${index % 3 === 0 ? 'test' : 'train'}`).join('\n')}\n`)
}

/** The files of a folder of the fixtures. */
function fixture(folder: string): Readonly<Record<string, Uint8Array>> {
  const path = arrayFile(folder)
  if (statSync(path).isFile()) return { [basename(path)]: readFileSync(path) }
  return Object.fromEntries(readdirSync(path).map((name) => [name, readFileSync(join(path, name))]))
}

export async function seeds(): Promise<readonly Seed[]> {
  const folders = await classFolders()
  const table = await images()
  const files = (title: string, path: string): Seed => ({ title, files: fixture(path), opened: 'files' })
  return [
    { title: 'IDX files', files: fixture('mnist'), opened: 'folder' },
    { title: 'EMNIST', files: fixture('emnist'), opened: 'files' },
    ...readdirSync(arrayFile('cifar')).map((name) => files(name, join('cifar', name))),
    ...['pair', 'stored.npz', 'deflated.npz'].map((name) => files(`NumPy ${name}`, join('numpy', name))),
    { title: 'folders of images', files: folders, opened: 'folder' },
    { title: '.zip', files: { 'set.zip': zipBytes(folders) }, opened: 'files' },
    { title: '.tar', files: { 'set.tar': tarBytes(folders) }, opened: 'files' },
    { title: '.tar.gz', files: { 'set.tar.gz': gzipSync(tarBytes(folders)) }, opened: 'files' },
    { title: 'table of labels', files: { ...table, 'labels.csv': tableOfLabels(table) }, opened: 'folder' },
  ]
}

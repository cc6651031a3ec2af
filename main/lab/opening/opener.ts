// Opens what the user brings, whatever it is: finds out what a file holds, and has the part of the lab open it that knows such files.
import { phrase } from '@language/phrase'
import type { OpenedThing } from '@contract/window/opened-thing'
import { LabError } from '@contract/problem'
import { checkFileSize } from '@common/pictures/picture-file-size'
import { stat } from 'node:fs/promises'
import { basename, extname } from 'node:path'
import { fileTrouble } from '../../files/file-trouble'
import { readRegular } from '../../files/regular-file'
import type { BundleUseCases } from '../bundles/bundle-use-cases'
import type { ImportUseCases } from '../data/imports/import-use-cases'
import type { NetworkFileUseCases } from '../models/network-files/network-file-use-cases'
import { fileKindOf, type FileKind } from './file-kind'
import { readJsonFile, specOf } from './json-file'
import { readSweepFile } from './sweep-file'

export interface OpenerDeps {
  readonly bundles: Pick<BundleUseCases, 'open'>
  readonly imports: Pick<ImportUseCases, 'offer'>
  readonly networkFiles: Pick<NetworkFileUseCases, 'open'>
}

/** What is opened together: a file or folder, or files that a data set is made of. */
export type Together = readonly [string, ...string[]]

/** Media types that a page must be told: it finds out those of other pictures by itself. */
const mediaTypes: Readonly<Record<string, string>> = { '.svg': 'image/svg+xml', '.avif': 'image/avif' }

/**
 * Which of some paths are opened together: what data sets are made of; each other file is opened by itself.
 * @param paths absolute
 */
export async function openedTogether(paths: readonly string[]): Promise<readonly Together[]> {
  const kinds = await Promise.all(paths.map((path) => fileKindOf(path).catch((): null => null))) // told when it is opened
  const isPart = (kind: FileKind | null): boolean => kind === 'images' || kind === 'picture'
  const parts = paths.filter((_, index) => isPart(kinds[index] ?? null))
  const [first, ...others] = parts
  return [...paths.filter((path) => !parts.includes(path)).map((path): Together => [path]), ...(first === undefined ? [] : [[first, ...others] as const])]
}

/** @param paths absolute @throws LabError `file/...`, `bundle/...`, `onnx/...`, `listing/...`, `json/...`, `spec/...`, `sweep/...` */
export async function open(paths: Together, { bundles, imports, networkFiles }: OpenerDeps): Promise<OpenedThing> {
  const [path, ...others] = paths
  const images = (): OpenedThing => ({ kind: 'images', source: imports.offer(paths) })
  if (others.length > 0) return images()
  switch (await fileKindOf(path)) {
    case 'bundle':
      return { kind: 'bundle', bundle: await bundles.open(path) }
    case 'network':
      return { kind: 'network', file: await networkFiles.open(path) }
    case 'picture':
      return picture(path)
    case 'images':
      return images()
    case 'json':
      return fromJson(path, networkFiles)
  }
}

async function fromJson(path: string, networkFiles: OpenerDeps['networkFiles']): Promise<OpenedThing> {
  const { kind, value } = await readJsonFile(path)
  const name = basename(path)
  switch (kind) {
    case 'layers':
      return { kind: 'network', file: await networkFiles.open(path) }
    case 'spec':
      return { kind, name, spec: specOf(name, value) }
    case 'sweep':
      return { kind, name, spec: await readSweepFile(path) }
  }
}

async function picture(path: string): Promise<OpenedThing> {
  const name = basename(path)
  try {
    checkFileSize(name, (await stat(path)).size)
    return { kind: 'picture', name, type: mediaTypes[extname(path).toLowerCase()] ?? '', bytes: Uint8Array.from(await readRegular(path)) }
  } catch (error) {
    if (error instanceof LabError) throw error
    throw new LabError('file/unreadable', phrase('{path} cannot be read: {trouble}.', { path, trouble: fileTrouble(error) }), phrase('Choose another file.'), { cause: error })
  }
}

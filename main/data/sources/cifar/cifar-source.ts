// CIFAR-10 and CIFAR-100 as a source: the binary version and Python's, in a folder, as files, or in their .tar.gz.
import { phrase } from '@language/phrase'
import type { ImportOptions } from '@contract/data/import-source'
import { LabError } from '@contract/problem'
import { basename } from 'node:path'
import { arraySource, type LabelledArray } from '../arrays/array-source'
import { labelFault } from '../arrays/label-classes'
import type { ByteReader } from '../bytes/byte-reader'
import { fileRun } from '../bytes/byte-run'
import { tarredFiles } from '../bytes/tarred-files'
import { pickleDict, pickleText } from '../pickle/pickle-values'
import { readPickle } from '../pickle/read-pickle'
import type { OpenSource, SourceFormat } from '../source'
import { damaged } from '../source-faults'
import { candidateFiles, severalSets, sourceFiles } from '../source-files'
import { readCifarBatch, type CifarBatch, type CifarPlace } from './cifar-batch'
import { cifarClasses, cifarLabels, type CifarLabels } from './cifar-classes'
import { cifarBatchFile, cifarClassesFile, namesCifar, pathNamesCifar, type CifarBatchFile, type CifarClassesFile } from './cifar-files'

export const cifarSource: SourceFormat = { kind: 'cifar', recognises, open }

const isArchive = (name: string): boolean => /\.(tar|tar\.gz|tgz)$/i.test(name)
const isCifarName = (name: string): boolean => cifarBatchFile(name) !== null || cifarClassesFile(name) !== null

/** Files of an archive whose names are looked at to recognise it, and how far into it. */
const lookedAt = { files: 4, bytes: 2 ** 16 }

async function recognises(paths: readonly string[]): Promise<boolean> {
  const [path = ''] = paths
  if (paths.length === 1 && isArchive(path)) return archiveNamesCifar(path)
  const [found] = await candidateFiles(paths, isCifarName)
  const names = found?.files.map((file) => basename(file)) ?? []
  if (!names.some((name) => cifarBatchFile(name))) return false
  return names.some(namesCifar) || (names.includes('meta') && (names.includes('train') || names.includes('test'))) || (found?.files.some(pathNamesCifar) ?? false)
}

async function archiveNamesCifar(path: string): Promise<boolean> {
  const reader = (await fileRun(path)).read()
  try {
    let files = 0
    for await (const { name, offset, bytes } of tarredFiles(path, reader)) {
      if (pathNamesCifar(name)) return true
      if (++files === lookedAt.files || offset + bytes > lookedAt.bytes) return false
    }
    return false
  } catch (error) {
    if (error instanceof LabError) return false // whether it is damaged, the format finds that takes any archive
    throw error
  } finally {
    await reader.close()
  }
}

/** A file of CIFAR that was looked through. */
type ReadFile = { readonly file: CifarBatchFile; readonly batch: CifarBatch; readonly name: string } | { readonly file: CifarClassesFile; readonly classes: CifarClassLists }

type CifarClassLists = Partial<Record<CifarLabels, readonly string[]>>

async function open(paths: readonly string[], options: ImportOptions, signal?: AbortSignal): Promise<OpenSource> {
  const [path = ''] = paths
  const isOneArchive = paths.length === 1 && isArchive(path)
  const files = isOneArchive ? await readArchive(path, signal) : await readFiles(paths, signal)
  const kinds = [...new Set(files.map(({ file: { set, version } }) => (version === 'binary' ? phrase('{set}, binary version', { set }) : phrase('{set}, Python version', { set }))))]
  const [title = ''] = kinds
  if (kinds.length > 1) throw severalSets(path, kinds)
  const batches = files
    .flatMap((read) => ('batch' in read ? [read] : []))
    .sort((a, b) => Number(a.file.part === 'test') - Number(b.file.part === 'test') || a.file.order - b.file.order)
  const [first] = batches
  if (!first) throw new LabError('import/empty', phrase('{path} holds no batches of CIFAR.', { path }), phrase('Choose a folder or archive with batches.'))
  const labelsKind = first.file.set === 'CIFAR-10' ? 'only' : options.labels
  const lists = files.flatMap((read) => ('classes' in read ? [read.classes] : []))
  const classes = lists.map((list) => list[labelsKind]).find((list) => list !== undefined) ?? cifarClasses[labelsKind]
  const arrays = batches.map(({ file, batch: { array, labels, names }, name }): LabelledArray => {
    const own = labels[labelsKind]
    if (!own) throw damaged(name, withoutLabels[labelsKind])
    const misfit = own.findIndex((label) => label >= classes.length)
    if (misfit >= 0) throw labelFault(name, phrase('image {misfit} has the label {own}, and there are {classes} classes, from 0', { misfit, own: own[misfit] ?? 0, classes: classes.length }))
    return { array, part: file.part, labels: own, ...(names?.length === array.count && { names }) }
  })
  return arraySource({ kind: 'cifar', title, name: first.file.set, classes, found: first.file.set === 'CIFAR-10' ? {} : { labels: options.labels }, notes: notesOf(batches) }, arrays, signal)
}

const withoutLabels: Readonly<Record<CifarLabels, string>> = { only: phrase('it has no labels'), fine: phrase('it has no fine labels'), coarse: phrase('it has no coarse labels') }

/** What is missing of CIFAR-10's five batches. */
function notesOf(batches: readonly { readonly file: CifarBatchFile }[]): readonly string[] {
  const missing = [1, 2, 3, 4, 5].filter((order) => !batches.some(({ file }) => file.order === order))
  const isPartial = batches.some(({ file }) => file.order > 0) && missing.length > 0
  return isPartial ? [phrase('Of the five training batches these are missing: {missing}.', { missing: missing.join(', ') })] : []
}

async function readArchive(path: string, signal: AbortSignal | undefined): Promise<readonly ReadFile[]> {
  const run = await fileRun(path)
  const reader = run.read(signal)
  const read: ReadFile[] = []
  try {
    for await (const { name, offset, bytes } of tarredFiles(path, reader)) {
      const shortName = basename(name)
      const file = await readFile(reader, { name: `${path}, ${name}`, shortName, run, offset, bytes })
      if (reader.position > offset + bytes) throw damaged(`${path}, ${name}`, phrase('it is shorter than its content'))
      if (file) read.push(file)
    }
    await reader.finish()
  } finally {
    await reader.close()
  }
  return read
}

async function readFiles(paths: readonly string[], signal: AbortSignal | undefined): Promise<readonly ReadFile[]> {
  const read: ReadFile[] = []
  for (const path of (await sourceFiles(paths, isCifarName))?.files ?? []) {
    const run = await fileRun(path)
    const reader = run.read(signal)
    try {
      const file = await readFile(reader, { name: path, shortName: basename(path), run, offset: 0, bytes: run.length })
      if (file) read.push(file)
    } finally {
      await reader.close()
    }
  }
  return read
}

async function readFile(reader: ByteReader, place: CifarPlace): Promise<ReadFile | null> {
  const batchFile = cifarBatchFile(place.shortName)
  if (batchFile) return { file: batchFile, batch: await readCifarBatch(reader, place, batchFile), name: place.name }
  const classesFile = cifarClassesFile(place.shortName)
  return classesFile ? { file: classesFile, classes: await readClasses(reader, place, classesFile) } : null
}

/** Lists of classes are short. */
const mostListBytes = 2 ** 20

async function readClasses(reader: ByteReader, { name, bytes }: CifarPlace, { labels }: CifarClassesFile): Promise<CifarClassLists> {
  if ((bytes ?? 0) > mostListBytes) throw damaged(name, phrase('it is too long for a list of classes'))
  if (labels !== null) {
    const text = Buffer.from(await reader.readUpTo(bytes ?? mostListBytes)).toString('utf8')
    return { [labels]: text.split(/\r?\n/).map((line) => line.trim()).filter((line) => line !== '') }
  }
  const content = pickleDict(name, await readPickle(name, reader))
  return Object.fromEntries(
    cifarLabels.flatMap((kind) => {
      const list = content.get(kind === 'only' ? 'label_names' : `${kind}_label_names`)
      return Array.isArray(list) ? [[kind, list.map((entry, index) => pickleText(entry) ?? String(index))]] : []
    }),
  )
}

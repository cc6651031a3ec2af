// Use cases about data sets that are fetched by name: downloads what is missing of one, checks it, and has it imported.
import { phrase } from '@language/phrase'
import type { AreaCalls } from '@contract/api/lab-api'
import type { DatasetId } from '@contract/data/datasets'
import { defaultImportOptions } from '@contract/data/import-source'
import type { ImportedDataset } from '@contract/data/imports'
import type { DownloadProgress, KnownDatasetInfo } from '@contract/data/known-datasets'
import { LabError } from '@contract/problem'
import { progressInterval } from '@contract/runs/progress-interval'
import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { knownDatasets, type KnownDataset, type PublishedFile } from '../../../data/known/known-datasets'
import { unzipEntries } from '../../../data/known/unzip-entries'
import { storedDataset } from '../../../data/stored/stored-datasets'
import { assertFreeSpace } from '../../../data/free-space'
import { makeFolder } from '../../../files/make-folder'
import { logTrouble } from '../../../log/log'
import type { HomeFolders } from '../../home-folders'
import { labClosed } from '../../lab-closed'
import type { LabEvents } from '../../lab-events'
import type { LabStore } from '../../store/lab-store'
import type { ImportUseCases } from '../imports/import-use-cases'
import { DownloadClock } from './download-clock'
import { downloadFile, partialName } from './download-file'
import { lockDownloads } from './download-lock'

export interface DownloadDeps {
  readonly folders: Pick<HomeFolders, 'downloads'>
  readonly store: Pick<LabStore, 'owners'>
  readonly events: Pick<LabEvents, 'tell'>
  /** Id of this process. */
  readonly owner: string
  readonly imports: Pick<ImportUseCases, 'importFiles'>
  /** The sets that can be fetched; default: those of the lab. */
  readonly known?: readonly KnownDataset[]
}

export interface DownloadHooks {
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: DownloadProgress) => void
}

/** Name of the folder, within that of a set's files, into which they are unpacked. */
const unpackedName = 'unpacked'

export class DownloadUseCases implements AreaCalls<'downloads'> {
  readonly #deps: DownloadDeps
  readonly #known: readonly KnownDataset[]
  #current: { readonly abort: AbortController; readonly end: Promise<unknown> } | null = null

  constructor(deps: DownloadDeps) {
    this.#deps = deps
    this.#known = deps.known ?? knownDatasets
  }

  knownDatasets(): Promise<readonly KnownDatasetInfo[]> {
    return Promise.all(this.#known.map((known) => this.#infoOf(known)))
  }

  /** @throws LabError `download/...`, `import/...`, `disk/too-little-space` */
  getKnownDataset(id: DatasetId): Promise<ImportedDataset> {
    return this.get(id)
  }

  /** The same, for the command line. @throws LabError `download/...`, `import/...`, `disk/too-little-space`; the reason of the signal */
  async get(id: DatasetId, hooks: DownloadHooks = {}): Promise<ImportedDataset> {
    const known = this.#knownOf(id)
    if (this.#current) throw new LabError('download/busy', phrase('Another data set is being fetched.'), phrase('Wait for its end, or cancel it.'))
    const abort = new AbortController()
    const signal = hooks.signal ? AbortSignal.any([hooks.signal, abort.signal]) : abort.signal
    const work = this.#get(known, { ...hooks, signal })
    this.#current = { abort, end: work.catch(() => undefined) }
    try {
      return await work
    } finally {
      this.#current = null
    }
  }

  async cancelDownload(): Promise<boolean> {
    const current = this.#current
    current?.abort.abort(new LabError('download/cancelled', phrase('The download was cancelled.'), phrase('Get the set again: the download goes on where it ended.')))
    await current?.end
    return current !== null
  }

  /** Ends a download that goes on. */
  async close(): Promise<void> {
    this.#current?.abort.abort(labClosed())
    await this.#current?.end
  }

  async #get(known: KnownDataset, { signal, onProgress }: DownloadHooks & { readonly signal: AbortSignal }): Promise<ImportedDataset> {
    const here = hereOf(known.id)
    if (here) return here
    const folder = this.#folderOf(known)
    await makeFolder(folder)
    const { owner, store } = this.#deps
    const unlock = await lockDownloads(folder, owner, (await store.owners.list()).map(({ id }) => id))
    if (!unlock) throw new LabError('download/busy', phrase('Another process of the lab is fetching {dataset}.', { dataset: known.title }), phrase('Wait for its end.'))
    try {
      await assertFreeSpace(folder, (await this.#bytesLeft(known)) + known.importedBytes, known.title)
      const files = await this.#download(known, signal, onProgress)
      const paths = known.entries ? await unpacked(files[0] ?? '', known.entries, folder, signal) : files
      const { id, title, description, licence, source, classes } = known
      const imported = await this.#deps.imports.importFiles(paths, { ...defaultImportOptions, ...known.options, name: title }, { id, title, description, licence, source, classes }, { signal })
      await this.#tidy(known)
      return imported
    } finally {
      await rm(join(folder, unpackedName), { recursive: true, force: true })
      await unlock()
    }
  }

  /** @returns the paths of the files */
  async #download(known: KnownDataset, signal: AbortSignal, onProgress?: (progress: DownloadProgress) => void): Promise<readonly string[]> {
    const clock = new DownloadClock(bytesOf(known))
    let [before, toldAt] = [0, -Infinity]
    const tell = (done: number): void => {
      const isLast = done === bytesOf(known)
      if (performance.now() - toldAt < progressInterval && !isLast) return
      toldAt = performance.now()
      const progress = { dataset: known.id, ...clock.at(done) }
      onProgress?.(progress)
      this.#deps.events.tell({ type: 'download-progress', progress })
    }
    const paths: string[] = []
    for (const file of known.files) {
      const begun = before
      paths.push(await downloadFile(file, { folder: this.#folderOf(known), signal, onBytes: (bytes) => { tell(begun + bytes) } }))
      before += file.bytes
      tell(before)
    }
    return paths
  }

  /** Removes files that were imported; one that holds other sets, too, stays until the lab has them all. */
  async #tidy(known: KnownDataset): Promise<void> {
    const isWanted = this.#known.some((other) => other.folder === known.folder && other.id !== known.id && !hereOf(other.id))
    if (isWanted) return
    try {
      await rm(this.#folderOf(known), { recursive: true, force: true })
    } catch (error) {
      logTrouble('downloads', 'files not removed', error) // they only take room
    }
  }

  async #infoOf(known: KnownDataset): Promise<KnownDatasetInfo> {
    const { id, title, description, licence, source, files, importedBytes } = known
    return {
      ...{ id, title, description, licence, source, importedBytes },
      files: files.map(({ name, addresses, bytes }) => ({ name, address: addresses[0] ?? '', bytes })),
      bytesLeft: await this.#bytesLeft(known),
      isHere: hereOf(id) !== null,
    }
  }

  async #bytesLeft(known: KnownDataset): Promise<number> {
    const there = await Promise.all(known.files.map((file) => bytesThere(file, this.#folderOf(known))))
    return Math.max(0, bytesOf(known) - there.reduce((sum, bytes) => sum + bytes, 0))
  }

  #folderOf({ folder }: KnownDataset): string {
    return join(this.#deps.folders.downloads, folder)
  }

  /** @throws LabError `download/unknown-set` */
  #knownOf(id: DatasetId): KnownDataset {
    const known = this.#known.find((set) => set.id === id)
    if (known) return known
    throw new LabError('download/unknown-set', phrase('There is no data set {id} that can be fetched by name.', { id }), phrase('Choose one of {known}.', { known: this.#known.map((set) => set.id).join(', ') }))
  }
}

const bytesOf = ({ files }: KnownDataset): number => files.reduce((sum, { bytes }) => sum + bytes, 0)

/** A set that the lab has already; null: it has not, or its images were removed. */
function hereOf(id: DatasetId): ImportedDataset | null {
  const stored = storedDataset(id)
  if (stored?.removedAt !== null) return null
  const { trainImages, validationImages, testImages } = stored.info
  return { id, isNew: false, images: trainImages + validationImages + testImages, leftOut: stored.leftOut }
}

/** Bytes of a file that were downloaded. */
async function bytesThere(file: PublishedFile, folder: string): Promise<number> {
  const names = await readdir(folder).catch((): string[] => []) // nothing was downloaded yet
  const name = [file.name, partialName(file.name)].find((one) => names.includes(one))
  return name === undefined ? 0 : (await stat(join(folder, name))).size
}

async function unpacked(archive: string, entries: readonly string[], folder: string, signal: AbortSignal): Promise<readonly string[]> {
  const to = join(folder, unpackedName)
  await rm(to, { recursive: true, force: true })
  await makeFolder(to)
  return unzipEntries(archive, entries, to, signal)
}

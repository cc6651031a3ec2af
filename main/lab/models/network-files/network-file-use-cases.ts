// Use cases about files that hold networks: open them, keep ONNX files in the lab, write lists of layers to files, remember what was opened.
import { stat } from 'node:fs/promises'
import { basename, isAbsolute } from 'node:path'
import { phrase } from '@language/phrase'
import type { AreaCalls } from '@contract/api/lab-api'
import type { ImportedNetwork } from '@contract/models/imported-network'
import type { NetworkListing } from '@contract/models/layers/listing'
import { networkFileKind, type ImportReport, type OpenedNetworkFile, type RecentFile } from '@contract/models/network-file'
import { fromProblem, LabError } from '@contract/problem'
import { writeFileWhole } from '../../../files/durable-file'
import { fileTrouble } from '../../../files/file-trouble'
import { kindOf } from '../../../files/regular-file'
import type { EngineLauncher } from '../../engine-process/channel'
import { askEngine } from '../../engine-process/single-question'
import type { HomeFolders } from '../../home-folders'
import { labClosed } from '../../lab-closed'
import type { LabEvents } from '../../lab-events'
import type { LabStore } from '../../store/lab-store'

export interface NetworkFileDeps {
  readonly launcher: EngineLauncher
  readonly folders: HomeFolders
  readonly store: Pick<LabStore, 'networkFiles'>
  readonly events: LabEvents
}

const cancelled = (): LabError => new LabError('file/cancelled', phrase('The file was not read to its end: that was cancelled.'), phrase('Open it again.'))

export class NetworkFileUseCases implements AreaCalls<'networkFiles'> {
  readonly #deps: NetworkFileDeps
  /** Names of the ONNX files that are being read, in the order in which that began, and what ends the reading of each. */
  readonly #reading = new Map<AbortController, string>()

  constructor(deps: NetworkFileDeps) {
    this.#deps = deps
  }

  /** Opens one of the recent files. @throws LabError `file/not-recent`, and as {@link open} */
  async openRecentFile(path: string): Promise<OpenedNetworkFile> {
    const recent = await this.recentFiles()
    if (recent.some((file) => file.path === path)) return this.open(path)
    throw new LabError('file/not-recent', phrase('{path} was not opened lately.', { path }), phrase('Choose it in the dialog.'))
  }

  /** Ends the reading of ONNX files, by ending the processes that read them; whether there was one. */
  cancelNetworkFile(): Promise<boolean> {
    const wasReading = this.#reading.size > 0
    for (const reading of this.#reading.keys()) reading.abort(cancelled())
    return Promise.resolve(wasReading)
  }

  /** Ends the processes that read files. */
  close(): void {
    for (const reading of this.#reading.keys()) reading.abort(labClosed())
  }

  /** The files that were opened last, the newest first, whether they are still there or not. */
  recentFiles(): Promise<readonly RecentFile[]> {
    return this.#deps.store.networkFiles.recent()
  }

  /** The networks of ONNX files of which the lab keeps a copy, the newest first. */
  importedNetworks(): Promise<readonly ImportedNetwork[]> {
    return this.#deps.store.networkFiles.imported()
  }

  /**
   * Opens an ONNX file or a JSON file with a list of layers, and remembers it among the recent files.
   * @param path absolute
   * @throws LabError `file/...`, `listing/...`, `onnx/...`; `file/cancelled` where it was ended; a network that the engine cannot take is no error, but reported
   */
  async open(path: string): Promise<OpenedNetworkFile> {
    const kind = networkFileKind(path)
    if (kind === null) throw new LabError('file/kind', phrase('{path} is no file of a network.', { path }), phrase('Choose an .onnx file, or a .json file with a list of layers.'))
    await assertFile(path)
    const opened: OpenedNetworkFile = kind === 'onnx' ? { kind, path, report: await this.#report(path) } : { kind, path, listing: await readListing(path) }
    await this.#deps.store.networkFiles.addRecent(path)
    return opened
  }

  /**
   * Takes an ONNX file into the lab, which keeps a copy: runs of it can be resumed after the file itself is gone.
   * @param path absolute
   * @throws LabError `file/...`, `onnx/...`
   */
  async importNetwork(path: string): Promise<ImportedNetwork> {
    await assertFile(path)
    const { network, problem } = await this.#report(path)
    if (network) return network
    throw problem ? fromProblem(problem) : new Error(`the engine refused ${path} and did not say why`)
  }

  /**
   * Writes a list of layers to a file: itself, or by the end of the file's name its network with the first weights.
   * @param path absolute
   * @returns the size of the file in bytes
   * @throws LabError `export/unwritable`, `network/...`
   */
  async write(listing: NetworkListing, path: string): Promise<number> {
    if (networkFileKind(path) !== 'layers') return askEngine(this.#deps.launcher, 'exportListing', { listing, path })
    const { textOfListing } = await import('../../../networks/from-file/listing-file')
    const text = textOfListing(listing)
    await writeFileWhole(path, text).catch((error: unknown) => {
      throw new LabError('export/unwritable', phrase('{path} cannot be written: {trouble}.', { path, trouble: fileTrouble(error) }), phrase('Choose another folder.'), { cause: error })
    })
    return Buffer.byteLength(text)
  }

  async #report(path: string): Promise<ImportReport> {
    const { launcher, folders, store } = this.#deps
    const reading = new AbortController()
    this.#reading.set(reading, basename(path))
    this.#tellReading()
    try {
      const report = await askEngine(launcher, 'importNetwork', { path, networkFolder: folders.networks }, { signal: reading.signal })
      if (report.network) await store.networkFiles.addImported(report.network)
      return report
    } finally {
      this.#reading.delete(reading)
      this.#tellReading()
    }
  }

  #tellReading(): void {
    this.#deps.events.tell({ type: 'network-file', name: [...this.#reading.values()].at(-1) ?? null })
  }
}

async function readListing(path: string): Promise<NetworkListing> {
  const { readListingFile } = await import('../../../networks/from-file/listing-file')
  return readListingFile(path)
}

/** @throws LabError `file/relative`, `file/gone`, `file/unreadable`, `file/no-file` */
async function assertFile(path: string): Promise<void> {
  if (!isAbsolute(path)) throw new LabError('file/relative', phrase('{path} does not say in which folder it lies.', { path }), phrase('Give the whole path.'))
  const stats = await stat(path).catch((error: unknown) => {
    const isGone = error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')
    if (isGone) throw new LabError('file/gone', phrase('{path} is not there.', { path }), phrase('Where it was moved, choose it in its new folder.'), { cause: error })
    throw new LabError('file/unreadable', phrase('{path} cannot be read: {trouble}.', { path, trouble: fileTrouble(error) }), phrase('Choose another file.'), { cause: error })
  })
  // A pipe or a device could be read for ever.
  if (!stats.isFile()) throw new LabError('file/no-file', phrase('{path} cannot be opened: {trouble}.', { path, trouble: kindOf(stats) }), phrase('Choose a file.'))
}

// Use cases about bringing data sets into the lab and removing them: previews, one import at a time in an engine process of its own, and nothing left of those that did not end well.
import { phrase } from '@language/phrase'
import type { AreaCalls } from '@contract/api/lab-api'
import type { DatasetId } from '@contract/data/datasets'
import { defaultImportOptions, type ImportOptions, type SourcePreview } from '@contract/data/import-source'
import type { DatasetUses, ImportedDataset, ImportProgress, KnownSet, OfferedSource, RemovedDataset } from '@contract/data/imports'
import { LabError } from '@contract/problem'
import { randomUUID } from 'node:crypto'
import { stat } from 'node:fs/promises'
import { basename, isAbsolute } from 'node:path'
import { forgetStoredDatasets } from '../../../data/stored/stored-datasets'
import { logTrouble } from '../../../log/log'
import type { EngineLauncher } from '../../engine-process/channel'
import { OpenEngine } from '../../engine-process/open-engine'
import { askEngine } from '../../engine-process/single-question'
import type { HomeFolders } from '../../home-folders'
import { labClosed } from '../../lab-closed'
import type { LabEvents } from '../../lab-events'
import type { LabStore } from '../../store/lab-store'
import { DatasetRemoval } from './dataset-removal'
import { ImportClock } from './import-clock'
import { WorkFolders } from './work-folders'

export interface ImportDeps {
  readonly launcher: EngineLauncher
  readonly folders: Pick<HomeFolders, 'datasets'>
  readonly store: Pick<LabStore, 'datasetUses' | 'owners' | 'runFolders'>
  readonly events: LabEvents
  /** Id of this process. */
  readonly owner: string
  /** Whether a run trains, to which an import leaves the processors. */
  readonly isTraining: () => boolean
}

export interface ImportHooks {
  /** Ends the import; it fails with the signal's reason then. */
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: ImportProgress) => void
}

/** Milliseconds for which the process that makes previews waits for the next question: a user corrects one option after another. */
const previewPatience = 20_000

/** Milliseconds that an older preview may have taken: ending its process then is quicker than waiting for it. */
const previewLimit = 1000

/** Milliseconds between two looks for sets that other processes have imported or removed. */
const lookInterval = 2000

/** Sources that are remembered by their tokens. */
const mostSources = 100

const cancelled = (): LabError => new LabError('import/cancelled', phrase('The import was cancelled; nothing of it was kept.'))
const replaced = (): LabError => new LabError('import/replaced', phrase('A newer preview took the place of this one.'))

export class ImportUseCases implements AreaCalls<'imports'> {
  readonly #deps: ImportDeps
  readonly #workFolders: WorkFolders
  readonly #removal: DatasetRemoval
  readonly #previews: OpenEngine
  readonly #timer: NodeJS.Timeout
  /** Paths by the token of their source. */
  readonly #sources = new Map<string, readonly string[]>()
  #current: { readonly abort: AbortController; readonly end: Promise<unknown> } | null = null
  /** When the folder of data sets had last changed at the last look. */
  #seen: number | null = null

  constructor(deps: ImportDeps) {
    this.#deps = deps
    const { datasets } = deps.folders
    this.#workFolders = new WorkFolders(datasets, deps.owner)
    this.#removal = new DatasetRemoval({ store: deps.store, datasets, workFolders: this.#workFolders })
    this.#previews = new OpenEngine(deps.launcher, { patience: previewPatience })
    this.#timer = setInterval(() => void this.#look(), lookInterval)
    this.#timer.unref()
  }

  /** @throws LabError `import/no-file` where something else than files of this machine was dropped */
  openDroppedSource(paths: readonly string[]): Promise<OfferedSource> {
    if (paths.length > 0 && paths.every(isAbsolute)) return Promise.resolve(this.offer(paths))
    return Promise.reject(new LabError('import/no-file', phrase('What was dropped is no file or folder of this machine.'), phrase('Save it to a file first, then drop that.')))
  }

  /** Remembers a source that the user has chosen. @param paths absolute */
  offer(paths: readonly string[]): OfferedSource {
    const token = randomUUID()
    this.#sources.set(token, paths)
    for (const old of [...this.#sources.keys()].slice(0, -mostSources)) this.#sources.delete(old)
    const [first = '', ...others] = paths.map((path) => basename(path))
    return { token, name: others.length === 0 ? first : phrase('{first} and {others} more', { first, others: others.length }) }
  }

  /** @throws LabError `import/...` */
  async previewSource(token: string, options: ImportOptions | null): Promise<SourcePreview> {
    return this.preview(this.#pathsOf(token), options ?? defaultImportOptions)
  }

  /** @param paths absolute @throws LabError `import/...` */
  async preview(paths: readonly string[], options: ImportOptions): Promise<SourcePreview> {
    this.#previews.interrupt(previewLimit, replaced())
    try {
      return await this.#previews.ask('previewSource', { paths: [...paths], options }, 'preview')
    } catch (error) {
      throw error instanceof LabError && error.code === 'inspection/replaced' ? replaced() : error
    }
  }

  /** @throws LabError `import/...`, `disk/too-little-space` */
  async importSource(token: string, options: ImportOptions): Promise<ImportedDataset> {
    return this.importFiles(this.#pathsOf(token), options)
  }

  /**
   * Imports files or a folder; one import at a time.
   * @param paths absolute
   * @param as what a known set is called; null: the set is the user's own
   * @throws LabError `import/...`, `disk/too-little-space`; the reason of the signal
   */
  async importFiles(paths: readonly string[], options: ImportOptions, as: KnownSet | null = null, hooks: ImportHooks = {}): Promise<ImportedDataset> {
    if (this.#current) throw new LabError('import/busy', phrase('Another data set is being imported.'), phrase('Wait for its end, or cancel it.'))
    const abort = new AbortController()
    const work = this.#import(paths, options, as, { ...hooks, signal: hooks.signal ? AbortSignal.any([hooks.signal, abort.signal]) : abort.signal })
    this.#current = { abort, end: work.catch(() => undefined) }
    try {
      return await work
    } finally {
      this.#current = null
    }
  }

  /** Ends the import and the preview that go on. */
  async cancelImport(): Promise<boolean> {
    const wasPreviewing = this.#previews.interrupt(0, cancelled())
    const current = this.#current
    current?.abort.abort(cancelled())
    await current?.end
    return current !== null || wasPreviewing
  }

  datasetUses(id: DatasetId): Promise<DatasetUses> {
    return this.#removal.uses(id)
  }

  async removeDataset(id: DatasetId): Promise<RemovedDataset> {
    try {
      return await this.#removal.remove(id)
    } finally {
      this.#tellOfDatasets()
    }
  }

  /** @throws LabError `import/other-content`, `dataset/not-put-back` */
  async putBackDataset(id: DatasetId): Promise<null> {
    try {
      await this.#removal.putBack(id)
    } finally {
      this.#tellOfDatasets()
    }
    return null
  }

  async deleteDatasetsForGood(): Promise<null> {
    await this.#removal.deleteForGood()
    return null
  }

  /** Removes what imports and removals of processes have left that are gone. */
  async removeAbandoned(): Promise<void> {
    try {
      await this.#workFolders.removeAbandoned((await this.#deps.store.owners.list()).map(({ id }) => id))
    } catch (error) {
      logTrouble('imports', 'unfinished imports not removed', error) // the next start tries again
    }
  }

  /** Ends an import that goes on, waits until nothing of it is left, and deletes for good what was removed. */
  async close(): Promise<void> {
    clearInterval(this.#timer)
    this.#previews.close()
    this.#current?.abort.abort(labClosed())
    await this.#current?.end
    await this.#removal.deleteForGood().catch((error: unknown) => {
      logTrouble('imports', 'removed data sets not deleted for good', error) // the next start does so
    })
  }

  async #import(paths: readonly string[], options: ImportOptions, as: KnownSet | null, { signal, onProgress }: ImportHooks): Promise<ImportedDataset> {
    const { launcher, isTraining } = this.#deps
    const workFolder = this.#workFolders.next()
    const clock = new ImportClock()
    const tell = (progress: ImportProgress): void => {
      onProgress?.(progress)
      this.#deps.events.tell({ type: 'import-progress', progress })
    }
    const watched = watchedLauncher(launcher)
    try {
      tell(clock.opening)
      const question = { paths: [...paths], options, as, workFolder }
      return await askEngine(watched.launcher, 'importDataset', question, { ...(signal && { signal }), isInBackground: isTraining(), onProgress: (progress) => { tell(clock.at(progress)) } })
    } finally {
      await watched.gone() // before, it could still write
      await this.#workFolders.remove(workFolder)
      this.#tellOfDatasets()
    }
  }

  /** @throws LabError `import/forgotten-source` */
  #pathsOf(token: string): readonly string[] {
    const paths = this.#sources.get(token)
    if (paths) return paths
    throw new LabError('import/forgotten-source', phrase('The lab does not remember this source any more.'), phrase('Choose it again.'))
  }

  #tellOfDatasets(): void {
    forgetStoredDatasets()
    this.#deps.events.tell({ type: 'datasets' })
  }

  /** Notices sets that other processes have imported or removed. */
  async #look(): Promise<void> {
    const { mtimeMs } = await stat(this.#deps.folders.datasets).catch(() => ({ mtimeMs: 0 })) // nothing was imported yet
    const before = this.#seen
    this.#seen = mtimeMs
    if (before !== null && before !== mtimeMs) this.#tellOfDatasets()
  }
}

/** A launcher that also tells when the process is gone. */
function watchedLauncher(launcher: EngineLauncher): { readonly launcher: EngineLauncher; readonly gone: () => Promise<void> } {
  let gone: Promise<void> = Promise.resolve()
  return {
    launcher: {
      launch: () => {
        const channel = launcher.launch()
        gone = new Promise((resolve) => {
          channel.onExit(() => {
            resolve()
          })
        })
        return channel
      },
    },
    gone: () => gone,
  }
}

// Use cases about bundles: runs are written to one file, opened from one, and trained again to see whether they are what they claim to be.
import { randomUUID } from 'node:crypto'
import { cp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { phrase } from '@language/phrase'
import { filterHistoryFile } from '@contract/inspection/filters'
import { keptPictureFolder } from '@contract/inspection/kept-picture'
import { networkFileName } from '@contract/models/networks'
import type { AreaCalls } from '@contract/api/lab-api'
import { bundleFormat, bundleVersion, noMarks, type BundleManifest, type OpenedBundle, type RunMarks, type Verification, type WrittenBundle } from '@contract/bundles/bundle'
import type { DatasetId } from '@contract/data/datasets'
import type { StoredDataset } from '@contract/data/stored-dataset'
import type { RunEvent } from '@contract/engine/run-events'
import { LabError } from '@contract/problem'
import type { RunRecord } from '@contract/runs/run-record'
import { evaluationsFolder } from '@contract/runs/evaluation'
import { telemetryFile } from '@contract/runs/telemetry'
import { isKnownDataset } from '../../data/catalogue'
import { keepFacts } from '../../data/stored/former-dataset'
import { storedDataset } from '../../data/stored/stored-datasets'
import { syncFolder } from '../../files/durable-file'
import { fileTrouble } from '../../files/file-trouble'
import { exists, makeFolder } from '../../files/make-folder'
import { processorName } from '../devices/cpu'
import type { Devices } from '../devices/devices'
import type { EngineLauncher } from '../engine-process/channel'
import type { HomeFolders } from '../home-folders'
import type { LabEvents } from '../lab-events'
import { pointsFile, recordFile } from '../store/bundle-store'
import type { RunMarkKeeper } from '../runs/run-mark-keeper'
import type { LabStore } from '../store/lab-store'
import { keptPictures } from '../inspection/kept-pictures'
import { labVersion } from '../version'
import { unpackBundle } from './unpack-bundle'
import { verifyRun } from './verify-run'
import { filesIn } from '../../files/files-in'
import { writeBundle, type Packed } from './write-bundle'

export interface BundleDeps {
  readonly launcher: EngineLauncher
  readonly folders: HomeFolders
  readonly store: Pick<LabStore, 'bundles' | 'checkpoints' | 'evaluations' | 'runMarks'>
  readonly devices: Devices
  readonly events: LabEvents
  readonly marks: RunMarkKeeper
  readonly record: (id: string) => Promise<RunRecord>
}

export interface VerifyOptions {
  /** Version of the program that wrote the bundle, where it came from one. */
  readonly bundledBy?: string
  /** Told of everything that the engine tells of the training. */
  readonly onEvent?: (event: RunEvent) => void
  /** Told how many steps are done of those that are trained again. */
  readonly onSteps?: (step: number, steps: number) => void
  /** Ends the training. */
  readonly signal?: AbortSignal
}

export class BundleUseCases implements AreaCalls<'bundles'> {
  readonly #deps: BundleDeps
  /** Runs that the window has verified at present. */
  readonly #verifying = new Map<string, AbortController>()

  constructor(deps: BundleDeps) {
    this.#deps = deps
  }

  /**
   * Writes ended runs with curves, checkpoints, evaluations, telemetry, filters over the epochs and kept pictures to one file; an existing file is replaced.
   * @param path absolute
   * @throws LabError `run/unknown`, `run/active`, `bundle/...`
   */
  async write(ids: readonly string[], path: string): Promise<WrittenBundle> {
    const { store } = this.#deps
    const runs = [...new Set(ids)]
    return this.#inScratch(async (scratch) => {
      const packed: Packed[] = []
      const marks: RunMarks[] = []
      const networks = new Set<string>()
      const datasets = new Map<DatasetId, StoredDataset>()
      for (const [index, id] of runs.entries()) {
        const folder = `runs/${index + 1}`
        await makeFolder(join(scratch, folder))
        const run = await store.bundles.writeRun(id, join(scratch, folder))
        marks.push(await store.bundles.marks(id))
        for (const name of [recordFile, pointsFile]) packed.push({ name: `${folder}/${name}`, path: join(scratch, folder, name) })
        packed.push(...(await this.#filesOf(id, folder)))
        const stored = storedDataset(run.spec.dataset.id)
        if (stored) datasets.set(stored.info.id, stored)
        if (run.spec.network.kind === 'file') networks.add(networkFileName(run.spec.network.file))
      }
      for (const name of networks) packed.push({ name: `networks/${name}`, path: join(this.#deps.folders.networks, name) })
      const facts: Omit<BundleManifest, 'files'> = { format: bundleFormat, version: bundleVersion, cnnLab: labVersion, createdAt: new Date().toISOString(), lab: await store.bundles.lab(), processor: processorName(), runs, marks, datasets: [...datasets.values()] }
      try {
        return { path, bytes: await writeBundle(path, facts, packed), runs }
      } catch (error) {
        if (error instanceof LabError) throw error
        throw new LabError('bundle/unwritable', phrase('{path} cannot be written: {trouble}.', { path, trouble: fileTrouble(error) }), phrase('Choose another folder, or free some space.'), { cause: error })
      }
    })
  }

  /**
   * Takes over the runs of a bundle, all of them or none; runs that are here already are left alone.
   * @param path absolute
   * @param titled gives the runs that are taken over a title of their settings in the place of the bundle's
   * @throws LabError `bundle/...`
   */
  async open(path: string, titled?: (run: RunRecord) => string): Promise<OpenedBundle> {
    const { store, folders, events, record, marks } = this.#deps
    return this.#inScratch(async (scratch) => {
      const manifest = await unpackBundle(path, scratch)
      const unpacked = manifest.runs.map((_, index) => ({ folder: join(scratch, 'runs', String(index + 1)), lab: manifest.lab, marks: manifest.marks[index] ?? noMarks }))
      // Networks first: a copy that no run needs does no harm.
      await makeFolder(folders.networks)
      for (const { name, sha256 } of manifest.files) {
        const [, network] = /^networks\/([0-9a-f]{64})\.onnx$/.exec(name) ?? []
        if (network === undefined) continue
        if (network !== sha256) throw new LabError('bundle/damaged', phrase('{path} was not opened, because its network {network} has other bytes than its name says.', { path, network }), phrase('Ask for the bundle again.'))
        const target = join(folders.networks, `${network}.onnx`)
        if (!(await exists(target))) await cp(join(scratch, name), target)
      }
      const removedAt = new Date().toISOString()
      for (const stored of manifest.datasets) if (!isKnownDataset(stored.info.id)) await keepFacts({ ...stored, removedAt }, join(folders.datasets, stored.info.id))
      if (manifest.datasets.length > 0) events.tell({ type: 'datasets' })
      const runs = await store.bundles.adopt(unpacked, folders.runs)
      await syncFolder(folders.runs).catch(() => undefined) // where every run was here already, the folder may be missing
      for (const { id, wasThere } of runs) {
        if (wasThere) continue
        if (titled) await store.runMarks.title(id, titled(await record(id)), true)
        events.tell({ type: 'run', run: await record(id) })
      }
      await marks.keep(runs.filter(({ wasThere }) => !wasThere).map(({ id }) => id))
      return { path, runs, bundledBy: manifest.cnnLab }
    })
  }

  /**
   * Trains a run again, from its beginning to its last whole epoch that has a checkpoint, and compares.
   * @throws LabError `run/unknown`, `verification/...`; what the engine says where it cannot train
   */
  async verify(id: string, options: VerifyOptions = {}): Promise<Verification> {
    const { record } = this.#deps
    const run = await record(id)
    return this.#inScratch((scratch) => verifyRun(run, { ...this.#deps, ...options, scratch }))
  }

  /**
   * Verifies a run for the window, which hears by events how far that is.
   * @throws LabError `verification/active`, `verification/stopped`; as `verify` does
   */
  async verifyRun(id: string, bundledBy: string): Promise<Verification> {
    if (this.#verifying.has(id)) throw new LabError('verification/active', phrase('Run {id} is being verified.', { id }), phrase('Wait for the result, or cancel it.'))
    const stopping = new AbortController()
    this.#verifying.set(id, stopping)
    const onSteps = (step: number, steps: number): void => {
      this.#deps.events.tell({ type: 'verifying', runId: id, step, steps })
    }
    try {
      return await this.verify(id, { bundledBy, signal: stopping.signal, onSteps })
    } finally {
      this.#verifying.delete(id)
    }
  }

  /** Ends the second training of a run, with its engine process; whether there was one. */
  cancelVerification(id: string): Promise<boolean> {
    const stopping = this.#verifying.get(id)
    stopping?.abort(stopped())
    return Promise.resolve(stopping !== undefined)
  }

  /** Ends what is verified for the window. */
  close(): void {
    for (const stopping of this.#verifying.values()) stopping.abort(stopped())
  }

  /** The whole checkpoints and evaluations of a run, and its telemetry, filters over the epochs and kept pictures where it has any. */
  async #filesOf(id: string, folder: string): Promise<readonly Packed[]> {
    const { store, folders } = this.#deps
    const runFolder = folders.run(id)
    const [checkpoints, evaluations] = await Promise.all([store.checkpoints.kept(runFolder), store.evaluations.list(runFolder)])
    const sealed = [...checkpoints.map((checkpoint) => checkpoint.folder), ...evaluations.map(({ name }) => `${evaluationsFolder}/${name}`)]
    const files = await Promise.all(sealed.map(async (name) => (await filesIn(join(runFolder, name))).map((file) => `${name}/${file}`)))
    const watched = await Promise.all([telemetryFile, filterHistoryFile].map(async (name) => ((await exists(join(runFolder, name))) ? [name] : [])))
    const pictures = (await keptPictures(runFolder)).flatMap(({ id }) => [`${keptPictureFolder}/${id}.png`, `${keptPictureFolder}/${id}.json`])
    return [...files.flat(), ...watched.flat(), ...pictures].map((name) => ({ name: `${folder}/${name}`, path: join(runFolder, name) }))
  }

  /** Does work in a folder of its own on the disk of the lab, which is gone afterwards. */
  async #inScratch<T>(work: (folder: string) => Promise<T>): Promise<T> {
    const folder = join(this.#deps.folders.home, 'unfinished', randomUUID())
    await makeFolder(folder)
    try {
      return await work(folder)
    } finally {
      await rm(folder, { recursive: true, force: true, maxRetries: 5 })
    }
  }
}

const stopped = (): LabError => new LabError('verification/stopped', phrase('The second training was stopped.'), phrase('Verify the run again.'))

// Readers of files that the lab writes itself, and that disks and strangers damage: bundles, checkpoints, the store, its rows, telemetry, pictures, manifests, tasks of a cluster, the place of the window.
import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { bundleManifestName } from '@contract/bundles/bundle'
import { telemetryFile } from '@contract/runs/telemetry'
import { madeUpStoredDataset } from '../../../data/testing/made-up-stored-set'
import { storedDatasetSchema } from '@contract/data/stored-dataset'
import { encodePng } from '../../../files/png'
import { BrokenSeal, readSealedFolder, writeSealedFolder } from '../../../files/sealed-folder'
import { readTarHeader, tarBlock, tarEnd, tarHeader, tarPadding } from '../../../files/tar'
import { SweepFolder } from '../../../lab/cluster/sweep-folder'
import { keepPicture, keptPictures } from '../../../lab/inspection/kept-pictures'
import { Lab } from '../../../lab/lab'
import { openDirectStore } from '../../../lab/store/direct-store'
import { readEpoch, readPoint, readRun } from '../../../lab/store/run-rows'
import { Database } from '../../../lab/store/database'
import { Store } from '../../../lab/store/store'
import { FakeLauncher } from '../../../lab/testing/fake-launcher'
import { sampleEpoch, samplePoint, sampleSpec } from '../../../lab/testing/samples'
import { readTelemetry } from '../../../telemetry/telemetry-file'
import { readPlacement } from '../../../app/window-placement'
import { mutatedFile, type Draw } from '../damaged-file'
import { damagedJson } from '../damaged-json'
import { takenAsJson } from '../json-input'
import { writeInput } from '../kept-input'
import { isSentence, readerOfFile, type FuzzInput, type FuzzOutcome, type FuzzReader } from '../reader'

const newFolder = (): string => mkdtempSync(join(tmpdir(), 'cnn-lab-fuzz-home-'))
const json = (value: unknown): Uint8Array => Buffer.from(JSON.stringify(value))
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** Uses a folder that is gone afterwards. */
async function inNewFolder<Result>(use: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = newFolder()
  try {
    return await use(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** A home with one stopped run of two epochs, and a checkpoint. @returns what was made of it */
const homeWithRun = <Result>(use: (home: string, run: string) => Promise<Result> | Result): Promise<Result> => inNewFolder(async (home) => use(home, await addRun(home)))

/** @returns the run's id */
async function addRun(home: string): Promise<string> {
  const store = new Store(home)
  store.owners.renew({ id: 'me', pid: process.pid, seenAt: Date.now() })
  const checkpoint = { folder: 'checkpoints/step-000000020-epoch-2', epoch: 2, step: 20 }
  const run = store.runs.create(sampleSpec({ epochs: 3 }), 'handed in', 'me')
  store.runs.save({ ...run, status: 'stopped', device: 'cpu', threads: 2, stepsPerEpoch: 10, step: 20, startedAt: run.createdAt, endedAt: run.createdAt, checkpoint }, 'me', { epochs: [sampleEpoch(1), sampleEpoch(2)], points: [samplePoint(10), samplePoint(20)] })
  store.close()
  mkdirSync(join(home, 'runs', run.id, 'checkpoints'), { recursive: true })
  await writeSealedFolder(join(home, 'runs', run.id, checkpoint.folder), { 'parameters.safetensors': [Buffer.alloc(300, 7)] }, {})
  return run.id
}

const openLab = (home: string): Promise<Lab> => Lab.open({ home, launcher: new FakeLauncher(), openStore: openDirectStore })

interface TarFile {
  readonly name: string
  readonly content: Uint8Array
}

function filesOfTar(bytes: Buffer): readonly TarFile[] {
  const files: TarFile[] = []
  for (let at = 0; at + tarBlock <= bytes.length; ) {
    const header = readTarHeader(bytes.subarray(at, at + tarBlock))
    if (!header) break
    files.push({ name: header.name, content: bytes.subarray(at + tarBlock, at + tarBlock + header.bytes) })
    at += tarBlock + header.bytes + tarPadding(header.bytes).length
  }
  return files
}

/** A file within is damaged, and its checksum in the manifest made to fit: else the checksum would catch everything. */
function damagedWithin(bundle: Uint8Array, draw: Draw): Uint8Array {
  const files = filesOfTar(Buffer.from(bundle))
  const chosen = draw(files.length)
  const changed = files.map((file, index) => (index === chosen ? { ...file, content: file.name.endsWith('.json') ? damagedJson(file.content, draw) : mutatedFile(file.content, draw) } : file))
  const manifest = changed.find(({ name }) => name === bundleManifestName)
  const fitting = changed.map((file) => (file === manifest && chosen !== 0 ? { ...file, content: json({ ...(JSON.parse(Buffer.from(file.content).toString('utf8')) as object), files: changed.filter((other) => other !== manifest).map(({ name, content }) => ({ name, bytes: content.length, sha256: sha256(content) })) }) } : file))
  return Buffer.concat([...fitting.flatMap(({ name, content }) => [tarHeader({ name, bytes: content.length }), content, tarPadding(content.length)]), tarEnd])
}

/** Bundles after which a lab is made anew: it takes over what it can read. */
const bundlesEach = 300

function bundleReader(): FuzzReader {
  let lab: Lab | null = null
  let opened = 0
  const closed = async (): Promise<void> => {
    await lab?.close()
    if (lab) rmSync(lab.folders.home, { recursive: true, force: true })
    lab = null
  }
  return readerOfFile({
    name: 'bundle',
    file: 'damaged.cnnlab',
    seeds: () => homeWithRun(async (home, run) => {
      const from = await openLab(home)
      const path = join(home, 'run.cnnlab')
      await from.bundles.write([run], path)
      await from.close()
      return [readFileSync(path)]
    }),
    damaged: (bundle, draw) => (draw(4) === 0 ? mutatedFile(bundle, draw) : damagedWithin(bundle, draw)),
    read: async (_, written): Promise<FuzzOutcome> => {
      if (opened++ % bundlesEach === 0) await closed()
      lab ??= await openLab(newFolder())
      try {
        for (const { id } of (await lab.bundles.open(written())).runs) await lab.runs.run(id)
        return 'read'
      } finally {
        const left = readdirSync(join(lab.folders.home, 'unfinished'))
        if (left.length > 0) throw new Error(`${left.length} folders are left of a bundle`)
      }
    },
    close: closed,
  })
}

/** The files of a folder. */
const filesIn = (folder: string): FuzzInput => Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name))]))

const checkpoint: FuzzReader = {
  name: 'checkpoint',
  seeds: () => inNewFolder(async (within) => {
    const folder = join(within, 'sealed')
    await writeSealedFolder(folder, { 'parameters.safetensors': [Buffer.alloc(300, 7)], 'optimizer.safetensors': [Buffer.alloc(30, 8)] }, { epochs: [sampleEpoch(1)], spec: sampleSpec() })
    return [filesIn(folder)]
  }),
  damaged: (input, draw) => {
    const files = Object.entries(input)
    const chosen = draw(files.length)
    const changed = files.flatMap(([name, content], index): (readonly [string, Uint8Array])[] => {
      if (index !== chosen) return [[name, content]]
      return draw(20) === 0 ? [] : [[name, name.endsWith('.json') && draw(2) === 0 ? damagedJson(content, draw) : mutatedFile(content, draw)]]
    })
    // The manifest's own checksum fits half of the time.
    const manifest = changed.find(([name]) => name === 'manifest.json')?.[1]
    const fits = draw(2) === 0 && manifest !== undefined
    return Object.fromEntries(changed.map(([name, content]) => [name, fits && name !== 'manifest.json' && Buffer.from(content).includes('manifest.json') ? Buffer.from(`${sha256(manifest)}  manifest.json\n`) : content]))
  },
  read: async (input, folder) => {
    writeInput(input, folder())
    await readSealedFolder(folder())
    return 'read'
  },
  isRefusal: (error) => error instanceof BrokenSeal || isSentence(error),
}

/** The first run of a home. */
let firstRun = ''

const store = readerOfFile({
  name: 'store',
  file: 'lab.db',
  seeds: () => homeWithRun((home, run) => {
    firstRun = run
    const database = new Database(join(home, 'lab.db'))
    database.all('PRAGMA wal_checkpoint(TRUNCATE)')
    database.close()
    return [readFileSync(join(home, 'lab.db'))]
  }),
  damaged: mutatedFile,
  read: (_, written) => {
    const opened = new Store(dirname(written()))
    try {
      const run = opened.runs.get(firstRun)
      opened.runs.points(run.id)
      opened.runs.mergedCurves(run.id)
      return 'read'
    } finally {
      opened.close()
    }
  },
})

/** The rows of a table, as JSON. */
function rowsOf(table: string): Promise<readonly Uint8Array[]> {
  return homeWithRun((home) => {
    const database = new Database(join(home, 'lab.db'))
    const rows = database.all(`SELECT * FROM ${table}`).map(json)
    database.close()
    return rows
  })
}

const rows = readerOfFile({
  name: 'records',
  file: 'row.json',
  seeds: async () => (await Promise.all(['runs', 'epochs', 'points'].map(rowsOf))).flat(),
  damaged: (input, draw) => {
    for (;;) {
      const damaged = damagedJson(input, draw)
      try {
        const row: unknown = JSON.parse(Buffer.from(damaged).toString('utf8'))
        if (typeof row === 'object' && row !== null && !Array.isArray(row) && Object.values(row).every((cell) => typeof cell === 'string' || typeof cell === 'number' || cell === null)) return damaged // SQLite gives nothing else
      } catch {
        // no row; the next draw gives another
      }
    }
  },
  read: (input) => {
    const row = JSON.parse(Buffer.from(input).toString('utf8')) as Parameters<typeof readRun>[0]
    const read = 'spec' in row ? readRun(row, []) : 'running_loss' in row ? readPoint(row) : readEpoch(row)
    JSON.stringify(read)
    return 'read'
  },
})

const telemetry = readerOfFile({
  name: 'telemetry',
  file: telemetryFile,
  seeds: () => Promise.resolve([Buffer.from(`${JSON.stringify({ version: 1, layers: [{ name: 'fc1', kind: 'linear' }] })}\n${JSON.stringify({ step: 1, epoch: 0.1, figures: { mean: [0] } })}\n`)]),
  damaged: mutatedFile,
  read: async (_, written) => ((await readTelemetry(dirname(written()), 100)) === null ? 'refused' : 'read'),
})

const pictures: FuzzReader = {
  name: 'kept-pictures',
  seeds: () => inNewFolder(async (folder) => {
    await keepPicture(folder, { title: 'A', caption: 'b', png: new Uint8Array(encodePng({ width: 3, height: 2, channels: 1, pixels: new Uint8Array(6) })) })
    return [Object.fromEntries(Object.entries(filesIn(join(folder, 'pictures'))).map(([name, content]) => [`pictures/${name}`, content]))]
  }),
  damaged: (input, draw) => {
    const names = Object.keys(input)
    const name = names[draw(names.length)] ?? ''
    const content = input[name] ?? new Uint8Array()
    return { ...input, [name]: name.endsWith('.json') ? damagedJson(content, draw) : mutatedFile(content, draw) }
  },
  read: async (input, folder) => {
    writeInput(input, folder())
    return (await keptPictures(folder())).length > 0 ? 'read' : 'refused'
  },
}

const datasetManifest = readerOfFile({
  name: 'dataset-manifest',
  file: 'manifest.json',
  seeds: () => Promise.resolve([json(madeUpStoredDataset('made-up'))]),
  damaged: damagedJson,
  read: (input) => takenAsJson(input, (value) => storedDatasetSchema.safeParse(value).success),
})

/** Where a cluster finds the task of point 3, below the folder of the sweep. */
const taskFile = relative('sweep', new SweepFolder('sweep').spec(3))

const task: FuzzReader = {
  name: 'cluster-task',
  seeds: () => Promise.resolve([{ [taskFile]: json({ format: 1, point: 3, sweep: 'sweep-1', title: 'A point', spec: sampleSpec() }) }]),
  damaged: (input, draw) => ({ [taskFile]: damagedJson(input[taskFile] ?? new Uint8Array(), draw) }),
  read: async (input, folder) => {
    writeInput(input, folder())
    await new SweepFolder(folder()).point(3)
    return 'read'
  },
}

const placement = readerOfFile({
  name: 'window-place',
  file: 'window.json',
  seeds: () => Promise.resolve([json({ bounds: { x: 1, y: 2, width: 1000, height: 700 }, maximized: false })]),
  damaged: damagedJson,
  read: (_, written) => (readPlacement(written()) === null ? 'refused' : 'read'),
})

export const filesOfTheLab: readonly FuzzReader[] = [bundleReader(), checkpoint, store, rows, telemetry, pictures, datasetManifest, task, placement]

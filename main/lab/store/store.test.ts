// The store keeps what it was told over a restart, between two connections, and against damage.
import { defaultOptimizer } from '@contract/training/optimizer'
import { LabError } from '@contract/problem'
import { spawnSync } from 'node:child_process'
import { existsSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { newestFirstChoice } from '@contract/runs/run-query'
import { sweepSpecSchema } from '@contract/sweeps/sweep-spec'
import { validatedEpoch } from '@contract/testing/sample-runs'
import { sampleEpoch, samplePoint, sampleSpec, temporaryFolder } from '../testing/samples'
import { Database } from './database'
import { migrate } from './migrations'
import { Store } from './store'

const nothing = { epochs: [], points: [] }

function openStore(home: string): Store {
  const store = new Store(home)
  onTestFinished(() => {
    store.close()
  })
  return store
}

function storeWithOwner(home = temporaryFolder(), owner = 'me'): Store {
  const store = openStore(home)
  store.owners.renew({ id: owner, pid: process.pid, seenAt: Date.now() })
  return store
}

/** The database behind a store, for looking at and damaging what it holds. */
function openDatabase(home: string): Database {
  const database = new Database(join(home, 'lab.db'))
  onTestFinished(() => {
    database.close()
  })
  return database
}

function thrown(work: () => unknown): LabError {
  try {
    work()
  } catch (error) {
    if (error instanceof LabError) return error
    throw error
  }
  throw new Error('nothing was thrown')
}

/** Ids of all runs, newest first. */
const listed = (store: Store): readonly string[] => store.runTable.ids(newestFirstChoice, 0, 100)

describe('opening', () => {
  it('makes the folder, in WAL mode with full synchronisation and foreign keys', () => {
    const home = join(temporaryFolder(), 'a', 'b')
    openStore(home)
    const database = openDatabase(home)
    expect(database.one('PRAGMA journal_mode')).toMatchObject({ journal_mode: 'wal' })
    expect(database.one('PRAGMA synchronous')).toMatchObject({ synchronous: 2 })
    expect(database.one('PRAGMA foreign_keys')).toMatchObject({ foreign_keys: 1 })
  })

  it('brings a store of the first version up to date, and reads its runs', () => {
    const home = temporaryFolder()
    const store = storeWithOwner(home)
    const { id } = store.runs.create(sampleSpec(), '', 'me')
    store.close()
    const database = openDatabase(home)
    const later = {
      runs: ['notice', 'device_title', 'predicted_rss_bytes', 'peak_device_bytes', 'predicted_device_bytes', 'device_bytes_basis', 'queued_at', 'sweep', 'sweep_point', 'until_epoch', 'cluster', 'pinned', 'note', 'file_bytes', 'discarded_at', 'discarded_by', 'revision', 'predicted_images_per_second', 'test_loss', 'test_accuracy', 'plan', 'title_made'],
      epochs: ['held_out'],
      points: ['device_bytes', 'device_utilization'],
      calibrations: ['device_bytes'],
    }
    for (const trigger of ['run_added', 'run_changed', 'run_removed', 'tag_added', 'tag_removed']) database.script(`DROP TRIGGER ${trigger}`)
    for (const index of ['runs_discarded', 'runs_by_status', 'runs_by_owner', 'runs_by_revision']) database.script(`DROP INDEX ${index}`)
    for (const table of ['run_index', 'run_tags', 'run_revisions', 'removed_runs']) database.script(`DROP TABLE ${table}`)
    database.script('DROP TRIGGER experiment_run_made; DROP TABLE experiment_points; DROP TABLE experiment_runs; DROP INDEX runs_by_sweep; DROP TABLE sweep_points; DROP TABLE sweeps; DROP TABLE experiments')
    for (const [table, columns] of Object.entries(later)) {
      for (const column of columns) database.script(`ALTER TABLE ${table} DROP COLUMN ${column}`)
    }
    database.script('ALTER TABLE epochs RENAME COLUMN held_out_loss TO test_loss; ALTER TABLE epochs RENAME COLUMN held_out_accuracy TO test_accuracy')
    database.script('DROP TABLE network_revisions; DROP TABLE own_networks; DROP TABLE device_roofs; DROP TABLE imported_networks; DROP TABLE recent_files; DROP TABLE label_corrections; DROP TABLE queue; DROP TABLE choices; DROP TABLE run_origins; DROP TABLE run_overheads; DROP TABLE deleted_sweeps; DROP TABLE deleted_experiments')
    database.script(`UPDATE runs SET spec = json_remove(spec, '$.checkpointMinutes')`)
    database.script('PRAGMA user_version = 1')
    expect(openStore(home).runs.get(id)).toMatchObject({ spec: sampleSpec(), notice: null, deviceTitle: null, peakDeviceBytes: null, queuedAt: null })
  })

  it('refuses a store of a newer version and leaves it as it is', () => {
    const home = temporaryFolder()
    openStore(home).close()
    openDatabase(home).script('PRAGMA user_version = 1000')
    expect(thrown(() => new Store(home)).code).toBe('store/newer')
    expect(openDatabase(home).one('PRAGMA user_version')).toMatchObject({ user_version: 1000 })
  })

  it('migrates an empty database once, whoever comes first', () => {
    const home = temporaryFolder()
    const [first, second] = [openDatabase(home), openDatabase(home)]
    migrate(first, 'lab.db')
    migrate(second, 'lab.db')
    expect(second.all(`SELECT name FROM sqlite_master WHERE type = 'table' AND name = 'runs'`)).toHaveLength(1)
  })

  it('says so when the file is no database', () => {
    const home = temporaryFolder()
    writeFileSync(join(home, 'lab.db'), 'no database at all '.repeat(1000))
    const error = thrown(() => new Store(home))
    expect(error.code).toBe('store/damaged')
    expect(error.message).toContain(join(home, 'lab.db'))
    expect(error.remedy).not.toBe('')
  })

  it('says so when the home folder cannot be made', () => {
    const file = join(temporaryFolder(), 'file')
    writeFileSync(file, '')
    expect(thrown(() => new Store(join(file, 'deep', 'home'))).code).toBe('home/unusable')
    if (process.platform === 'linux') expect(thrown(() => new Store('/proc/cnn-lab/home')).code).toBe('home/unusable')
  })
})

describe('runs', () => {
  it('get ids by model and number that are never given twice', () => {
    const store = storeWithOwner()
    const first = store.runs.create(sampleSpec(), '', 'me')
    expect(first).toMatchObject({ id: 'lenet-relu-1', title: 'lenet-relu-1', status: 'queued', step: 0, epochs: [], problem: null })
    store.runs.save({ ...first, status: 'stopped' }, 'me', nothing)
    store.runs.remove(first.id)
    expect(store.runs.create(sampleSpec(), 'Mine', 'me')).toMatchObject({ id: 'lenet-relu-2', title: 'Mine' })
  })

  it('that are judged by images for validation keep these figures by epoch, and have one test, which is forgotten when they go on', () => {
    const home = temporaryFolder()
    const before = storeWithOwner(home)
    const spec = sampleSpec({ dataset: { ...sampleSpec().dataset, validation: 'share' } })
    const created = before.runs.create(spec, '', 'me')
    const epochs = [validatedEpoch(1, { validationLoss: 0.5, validationAccuracy: 0.9 }), validatedEpoch(2, { validationLoss: 0.7, validationAccuracy: 0.8 })]
    const validated = { ...created, status: 'running' as const, epochs, trainLoss: 0.5, trainAccuracy: 0.81, validationLoss: 0.7, validationAccuracy: 0.8 }
    before.runs.save(validated, 'me', { epochs, points: [] })
    expect(before.runs.get(created.id)).toEqual(validated)
    const tested = { ...validated, status: 'completed' as const, testLoss: 0.75, testAccuracy: 0.78 }
    before.runs.save(tested, 'me', nothing)
    before.close()
    const after = openStore(home)
    expect(after.runs.get(created.id)).toEqual(tested)
    expect(after.runs.curves(created.id).epochs.heldOutLoss).toEqual(Float64Array.of(0.5, 0.7))
    const [row] = after.runTable.page({ ...newestFirstChoice, filter: 'test accuracy = 78 % and validation accuracy = 80 % and best validation accuracy = 90 % and best validation loss = 0.5' }, { offset: 0, limit: 1 }).rows
    expect(row).toMatchObject({ kind: 'run', run: { bestTestAccuracy: 0.78, bestValidationLoss: 0.5 } })
    expect(after.runs.rewind(created.id, { folder: 'c', epoch: 1, step: 20 }, [])).toMatchObject({ epochs: epochs.slice(0, 1), validationAccuracy: 0.9, testLoss: null, testAccuracy: null })
  })

  it('come back after a restart, exactly', () => {
    const home = temporaryFolder()
    const before = storeWithOwner(home)
    const created = before.runs.create(sampleSpec({ seed: 0xffff_ffff, optimizer: defaultOptimizer('adamw', 0.1 + 0.2) }), 'Über', 'me')
    const epochs = [sampleEpoch(1), sampleEpoch(2)]
    const points = [samplePoint(3), samplePoint(7), samplePoint(12)]
    const { trainLoss, trainAccuracy, testLoss, testAccuracy } = sampleEpoch(2)
    const saved = {
      ...created,
      ...{ trainLoss, trainAccuracy, testLoss, testAccuracy, epochs },
      status: 'failed' as const,
      device: 'webgpu' as const,
      deviceTitle: 'Some GPU through WebGPU',
      threads: 2,
      parameters: 61_706,
      stepsPerEpoch: 469,
      startedAt: '2026-01-02T03:04:05.678Z',
      endedAt: '2026-01-02T04:04:05.678Z',
      step: 12,
      imagesPerSecond: 1007,
      peakRssBytes: 3.5e9,
      predictedRssBytes: 3e9,
      peakDeviceBytes: 2.5e9,
      predictedDeviceBytes: 2e9,
      deviceBytesBasis: 'measured' as const,
      elapsedSeconds: 1.2,
      checkpoint: { folder: 'checkpoints/epoch-2', epoch: 2, step: 12 },
      problem: { code: 'x/y', message: 'It broke.', remedy: 'Mend it.' },
    }
    expect(before.runs.save(saved, 'me', { epochs, points })).toBe(true)
    before.close()
    const after = openStore(home)
    expect(after.runs.get(created.id)).toEqual(saved)
    expect(after.runs.points(created.id)).toEqual(points)
    const { points: columns, epochs: results, last } = after.runs.curves(created.id)
    expect(columns.step).toEqual(Float64Array.of(3, 7, 12))
    columns.loss.forEach((loss, place) => { expect(loss).toBeCloseTo(points[place]?.loss ?? NaN, 14); })
    expect(columns.memoryBytes).toEqual(Float64Array.from(points, ({ deviceBytes }) => deviceBytes ?? NaN))
    results.heldOutAccuracy.forEach((accuracy, place) => { expect(accuracy).toBeCloseTo(epochs[place]?.testAccuracy ?? NaN, 14); })
    expect(last).toEqual(points[2])
    expect(listed(after)).toEqual([created.id])
    expect(after.runs.medianImagesPerSecond(created.id)).toBe(1007)
  })

  it('are listed newest first', () => {
    const store = storeWithOwner()
    for (let i = 0; i < 3; i += 1) store.runs.create(sampleSpec(), '', 'me')
    expect(listed(store)).toEqual(['lenet-relu-3', 'lenet-relu-2', 'lenet-relu-1'])
  })

  it('have their points merged where there are very many, with a gap where there are none', () => {
    const store = storeWithOwner()
    const run = store.runs.create(sampleSpec(), '', 'me')
    const points = (count: number, from: number) => Array.from({ length: count }, (_, index) => samplePoint(from + index + 1))
    store.runs.save(run, 'me', { epochs: [], points: points(2400, 0) })
    const { pointsEach, ...short } = store.runs.mergedCurves(run.id)
    expect(pointsEach).toBe(1)
    expect(short).toEqual(store.runs.curves(run.id))

    store.runs.save(run, 'me', { epochs: [sampleEpoch(1)], points: points(2401, 4002) })
    const merged = store.runs.mergedCurves(run.id)
    const { step, epoch, loss, memoryBytes } = merged.points
    expect(merged.pointsEach).toBe(3)
    expect([...step.slice(0, 2), ...step.slice(799, 801)]).toEqual([3, 6, 2400, 4005])
    expect(loss[0]).toBeCloseTo([1, 2, 3].reduce((sum, at) => sum + samplePoint(at).loss, 0) / 3, 12)
    expect(memoryBytes[2]).toBe(samplePoint(9).deviceBytes)
    expect([step.at(-1), epoch.at(-1)]).toEqual([6403, samplePoint(6403).epoch])
    expect(merged.last).toEqual(samplePoint(6403))
    expect([...merged.epochs.epoch]).toEqual([1])
  })

  it('have the median of their points, even where their number is even', () => {
    const store = storeWithOwner()
    const run = store.runs.create(sampleSpec(), '', 'me')
    expect(store.runs.medianImagesPerSecond(run.id)).toBeNull()
    store.runs.save(run, 'me', { epochs: [], points: [samplePoint(10), samplePoint(20), samplePoint(40), samplePoint(1)] })
    expect(store.runs.medianImagesPerSecond(run.id)).toBe(1015)
    expect(store.runs.medianStepSeconds(run.id)).toBeCloseTo(0.100015, 9)
  })

  it('go back to a checkpoint, or to the beginning', () => {
    const store = storeWithOwner()
    const run = store.runs.create(sampleSpec(), '', 'me')
    store.runs.save({ ...run, step: 30, elapsedSeconds: 3 }, 'me', {
      epochs: [sampleEpoch(1), sampleEpoch(2)],
      points: [samplePoint(10), samplePoint(20), samplePoint(30)],
    })
    const rewound = store.runs.rewind(run.id, { folder: 'c', epoch: 1, step: 20 }, [sampleEpoch(1)])
    expect(rewound).toMatchObject({ checkpoint: { step: 20 }, step: 20, elapsedSeconds: 13, epochs: [sampleEpoch(1)], trainLoss: 1, imagesPerSecond: 1015 })
    expect(store.runs.points(run.id).map((point) => point.step)).toEqual([10, 20])
    const anew = store.runs.rewind(run.id, null, [])
    expect(anew).toMatchObject({ step: 0, elapsedSeconds: 0, epochs: [], trainLoss: null, imagesPerSecond: null, peakRssBytes: null })
    expect(store.runs.points(run.id)).toEqual([])
  })

  it('go on from a checkpoint that the store was never told of, with the epochs that it lacks', () => {
    const store = storeWithOwner()
    const run = store.runs.create(sampleSpec(), '', 'me')
    const known = { ...sampleEpoch(1), seconds: 99 }
    store.runs.save({ ...run, step: 10 }, 'me', { epochs: [known], points: [samplePoint(10)] })
    const rewound = store.runs.rewind(run.id, { folder: 'c', epoch: 2, step: 20 }, [sampleEpoch(1), sampleEpoch(2)])
    expect(rewound).toMatchObject({ step: 20, checkpoint: { folder: 'c' }, epochs: [known, sampleEpoch(2)], testLoss: sampleEpoch(2).testLoss })
  })

  it('are removed with everything that belongs to them', () => {
    const home = temporaryFolder()
    const store = storeWithOwner(home)
    const run = store.runs.create(sampleSpec(), '', 'me')
    store.runs.save(run, 'me', { epochs: [sampleEpoch(1)], points: [samplePoint(1)] })
    expect(thrown(() => { store.runs.remove(run.id) }).code).toBe('run/active')
    store.runs.save({ ...run, status: 'stopped' }, 'me', nothing)
    store.runs.remove(run.id)
    expect(thrown(() => store.runs.get(run.id)).code).toBe('run/unknown')
    const database = openDatabase(home)
    for (const table of ['runs', 'epochs', 'points']) expect(database.all(`SELECT * FROM ${table}`)).toEqual([])
  })

  it('hide nothing else when one of them is damaged', () => {
    const home = temporaryFolder()
    const store = storeWithOwner(home)
    const names = ['spec', 'status', 'epoch', 'fine'] as const
    for (const name of names) {
      const run = store.runs.create(sampleSpec(), name, 'me')
      store.runs.save({ ...run, status: 'stopped' }, 'me', { epochs: [sampleEpoch(1)], points: [samplePoint(1)] })
    }
    const database = openDatabase(home)
    database.run(`UPDATE runs SET spec = '{"version": 1' WHERE title = 'spec'`)
    database.run(`UPDATE runs SET status = 'dreaming' WHERE title = 'status'`)
    database.run(`UPDATE epochs SET train_accuracy = 7 WHERE run = 3`)
    const { rows } = store.runTable.page(newestFirstChoice, { offset: 0, limit: 10 })
    expect(rows.map((row) => (row.kind === 'run' ? row.run.title : row.kind))).toEqual(['fine', 'damaged', 'damaged', 'damaged'])
    expect(rows.flatMap((row) => (row.kind === 'damaged' ? [`${row.title}: ${row.why}`] : []))).toEqual([
      'epoch: its trainAccuracy has a value that no run has',
      'status: its status has a value that no run has',
      'spec: its settings or its state are no JSON',
    ])
    const error = thrown(() => store.runs.get('lenet-relu-1'))
    expect(error.code).toBe('store/damaged')
    expect(error.message).toContain('lenet-relu-1')
    store.runs.remove('lenet-relu-1')
    expect(listed(store)).toEqual(['lenet-relu-4', 'lenet-relu-3', 'lenet-relu-2'])
  })
})

describe('two processes', () => {
  it('see what the other one wrote', () => {
    const home = temporaryFolder()
    const [window, terminal] = [storeWithOwner(home, 'window'), storeWithOwner(home, 'terminal')]
    const run = window.runs.create(sampleSpec(), '', 'window')
    expect(terminal.runs.get(run.id)).toEqual(run)
    const other = terminal.runs.create(sampleSpec(), '', 'terminal')
    expect(listed(window)).toEqual([other.id, run.id])
    window.runs.save({ ...run, status: 'running' }, 'window', { epochs: [], points: [samplePoint(1)] })
    expect(terminal.runs.points(run.id)).toEqual([samplePoint(1)])
    expect(terminal.runs.busyElsewhere('terminal')).toBe(true)
    expect(window.runs.busyElsewhere('window')).toBe(false)
  })

  it('cannot write a run that the other one has in hand', () => {
    const home = temporaryFolder()
    const [window, terminal] = [storeWithOwner(home, 'window'), storeWithOwner(home, 'terminal')]
    const run = window.runs.create(sampleSpec(), '', 'window')
    expect(terminal.runs.save({ ...run, step: 9 }, 'terminal', { epochs: [], points: [samplePoint(9)] })).toBe(false)
    expect(thrown(() => terminal.runs.takeAgain(run.id, 'terminal')).code).toBe('run/active')
    expect(window.runs.get(run.id).step).toBe(0)
    window.runs.save({ ...run, status: 'stopped' }, 'window', nothing)
    vi.setSystemTime(Date.parse(run.createdAt) + 5000)
    onTestFinished(() => {
      vi.useRealTimers()
    })
    expect(terminal.runs.takeAgain(run.id, 'terminal')).toMatchObject({ status: 'queued', queuedAt: new Date().toISOString(), createdAt: run.createdAt })
    expect(window.runs.save({ ...run, step: 9 }, 'window', nothing)).toBe(false)
  })

  it('leave runs without an owner behind when one dies, which become interrupted', () => {
    const home = temporaryFolder()
    const [window, terminal] = [storeWithOwner(home, 'window'), storeWithOwner(home, 'terminal')]
    const lost = terminal.runs.create(sampleSpec(), '', 'terminal')
    const kept = window.runs.create(sampleSpec(), '', 'window')
    const ended = terminal.runs.create(sampleSpec(), '', 'terminal')
    terminal.runs.save({ ...ended, status: 'completed' }, 'terminal', nothing)
    window.owners.remove('terminal')
    window.runs.interruptOrphans()
    const found = window.runs.get(lost.id)
    expect(found).toMatchObject({ status: 'interrupted', problem: { code: 'run/orphaned' } })
    expect(found.endedAt).not.toBeNull()
    expect(window.runs.get(kept.id).status).toBe('queued')
    expect(window.runs.get(ended.id)).toMatchObject({ status: 'completed', problem: null })
  })

  it('keep what was saved when a process is killed in the middle of a transaction', () => {
    const home = temporaryFolder()
    storeWithOwner(home)
    const script = `
      const Database = require('libsql')
      const database = new Database(process.argv[1])
      const insert = "INSERT INTO owners VALUES (?, 1, 1)"
      database.prepare(insert).run('saved')
      database.exec('BEGIN IMMEDIATE')
      database.prepare(insert).run('half done')
      process.kill(process.pid, 'SIGKILL')`
    spawnSync(process.execPath, ['-e', script, join(home, 'lab.db')], { cwd: import.meta.dirname })
    expect(openStore(home).owners.list().map(({ id }) => id).sort()).toEqual(['me', 'saved'])
  })
})

describe('calibrations', () => {
  const place = { device: 'cpu', threads: 2, machine: 'Some CPU' } as const
  const key = { ...place, network: 'alexnet', size: 224, batchSize: 32, dropout: true } as const
  const work = { macs: 1e9, activationBytes: 1e8 }
  const twice = { macs: 2e9, activationBytes: 2e8 }
  const calibration = { stepSeconds: 0.75, testImageSeconds: 0.005, peakRssBytes: 1e9, deviceBytes: 7e8 }

  it('are found under exactly their key, the latest one', () => {
    const store = openStore(temporaryFolder())
    store.calibrations.save(key, { ...calibration, stepSeconds: 9 }, work)
    store.calibrations.save(key, calibration, null)
    expect(store.calibrations.find(key)).toEqual(calibration)
    const others = [{ batchSize: 33 }, { dropout: false }, { size: 96 }, { threads: 4 }, { machine: 'Other CPU' }, { network: 'alexnet TensorFlow tab' }]
    for (const other of others) expect(store.calibrations.find({ ...key, ...other })).toBeNull()
  })

  it('tell of other networks on the same machine, where their operations are known', () => {
    const store = openStore(temporaryFolder())
    store.calibrations.save(key, { ...calibration, stepSeconds: 9 }, work)
    store.calibrations.save(key, calibration, null)
    store.calibrations.save({ ...key, batchSize: 64 }, calibration, twice)
    store.calibrations.save({ ...key, batchSize: 65 }, calibration, null)
    store.calibrations.save({ ...key, threads: 8 }, calibration, twice)
    expect(store.calibrations.listAt(place)).toEqual([
      { calibration, batchSize: 32, work },
      { calibration, batchSize: 64, work: twice },
    ])
  })

  it('that make no sense are as good as none', () => {
    const home = temporaryFolder()
    const store = openStore(home)
    store.calibrations.save(key, calibration, work)
    openDatabase(home).run('UPDATE calibrations SET step_seconds = -1')
    expect(store.calibrations.find(key)).toBeNull()
    expect(store.calibrations.listAt(place)).toEqual([])
  })
})

it('closes twice without harm, and says so when it is used afterwards', () => {
  const home = temporaryFolder()
  const store = new Store(home)
  store.close()
  store.close()
  expect(thrown(() => store.runs.current()).code).toBe('store/closed')
  expect(existsSync(join(home, 'lab.db'))).toBe(true)
  expect(statSync(join(home, 'lab.db')).size).toBeGreaterThan(0)
})

describe('a transaction that SQLite undoes by itself', () => {
  it('tells the error that it met, and the next one works', () => {
    const database = openDatabase(temporaryFolder())
    database.script('CREATE TABLE t (a UNIQUE ON CONFLICT ROLLBACK)')
    database.run('INSERT INTO t VALUES (1)')
    const error = thrown(() => {
      database.transaction(() => database.run('INSERT INTO t VALUES (1)')) // rolls back, as a full disk does
    })
    expect(error.message).toContain('UNIQUE constraint failed')
    database.transaction(() => database.run('INSERT INTO t VALUES (2)'))
    expect(database.all('SELECT a FROM t ORDER BY a')).toEqual([{ a: 1 }, { a: 2 }])
  })

  it('on a disk that is full says so', () => {
    const home = temporaryFolder()
    const store = storeWithOwner(home)
    const database = openDatabase(home)
    const pages = Number(database.one('PRAGMA page_count')?.page_count)
    database.one(`PRAGMA max_page_count = ${pages}`) // no page more: SQLITE_FULL
    const error = thrown(() => {
      database.transaction(() => {
        for (let number = 0; number < 1000; number++) {
          database.run(`INSERT INTO runs (model, title, status, spec, created_at, step, elapsed_seconds) VALUES ('lenet', ?, 'stopped', '', '', 0, 0)`, 'x'.repeat(1000))
        }
      })
    })
    expect(error).toMatchObject({ code: 'store/disk', remedy: 'Free some space on that disk, then try again.' })
    expect(listed(store)).toEqual([])
  })
})

it('tells what other connections add, change and remove, and nothing of its own', () => {
  const home = temporaryFolder()
  const [window, terminal] = [storeWithOwner(home, 'window'), storeWithOwner(home, 'terminal')]
  expect(window.changes.since('window')).toEqual({ changed: [], removed: [], sweeps: [], removedSweeps: [], ownNetworks: false })
  const { id } = terminal.runs.create(sampleSpec(), '', 'terminal')
  expect(window.changes.since('window')).toEqual({ changed: [id], removed: [], sweeps: [], removedSweeps: [], ownNetworks: false })
  expect(window.changes.since('window')).toEqual({ changed: [], removed: [], sweeps: [], removedSweeps: [], ownNetworks: false })
  terminal.runs.save({ ...terminal.runs.get(id), status: 'running', step: 7 }, 'terminal', nothing)
  expect(window.changes.since('window').changed).toEqual([id])
  window.runs.create(sampleSpec(), '', 'window')
  expect(window.changes.since('window').changed).toEqual([])
  terminal.runs.save({ ...terminal.runs.get(id), status: 'stopped', endedAt: new Date().toISOString() }, 'terminal', nothing)
  expect(window.changes.since('window').changed).toEqual([id])
  terminal.runs.remove(id)
  expect(window.changes.since('window')).toEqual({ changed: [], removed: [id], sweeps: [], removedSweeps: [], ownNetworks: false })
})

it('tells of sweeps that other connections add, change and remove, and of those whose runs go on', () => {
  const home = temporaryFolder()
  const [window, terminal] = [storeWithOwner(home, 'window'), storeWithOwner(home, 'terminal')]
  window.changes.since('window')
  const spec = sweepSpecSchema.parse({ version: 1, base: sampleSpec(), axes: [], strategy: { kind: 'grid' }, seeds: [1, 2] })
  const points = [1, 2].map((seed) => ({ values: {}, seed }))
  const { id } = terminal.sweeps.create({ spec, title: 'Seeds', place: { kind: 'local' }, networks: [], points, experiment: null, known: [] }, 'terminal')
  expect(window.changes.since('window').sweeps).toEqual([id])
  const run = terminal.runs.create(sampleSpec(), '', 'terminal', { sweep: { id, point: 2 }, untilEpoch: 3 })
  expect(run).toMatchObject({ sweep: { id, point: 2 }, untilEpoch: 3 })
  expect(terminal.sweeps.points(id)).toMatchObject([{ status: 'waiting', run: null }, { status: 'queued', run: run.id }])
  expect(window.changes.since('window')).toMatchObject({ changed: [run.id], sweeps: [id] })
  terminal.runs.save({ ...run, status: 'running', step: 7 }, 'terminal', nothing)
  expect(window.changes.since('window').sweeps).toEqual([id])
  terminal.runs.save({ ...run, status: 'stopped' }, 'terminal', nothing)
  terminal.sweeps.setStatus(id, 'paused', null, 'terminal')
  expect(window.sweeps.get(id)).toMatchObject({ status: 'paused', counts: { total: 2, waiting: 2 } })
  terminal.sweeps.remove(id)
  expect(window.changes.since('window').removedSweeps).toEqual([id])
  expect(window.runs.get(run.id)).toMatchObject({ sweep: null, untilEpoch: null })
})

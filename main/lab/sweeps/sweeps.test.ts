// Sweeps in the lab: points through the queue, pause, crash, extension, repetition; the engine is a stand-in.
import { labEventSchema, type LabEvent } from '@contract/runs/events'
import { LabError } from '@contract/problem'
import { sweepRecordSchema, type SweepRecord, type SweepStatus } from '@contract/sweeps/sweep-record'
import { sweepSpecSchema, type SweepSpec } from '@contract/sweeps/sweep-spec'
import { defaultSchedule } from '@contract/training/schedule'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { Lab } from '../lab'
import { Database } from '../store/database'
import { openDirectStore } from '../store/direct-store'
import { Store } from '../store/store'
import { allRuns } from '../testing/all-runs'
import { FakeLauncher, type FakeBehaviour } from '../testing/fake-launcher'
import { sampleListing } from '../testing/sample-listing'
import { sampleSpec, temporaryFolder } from '../testing/samples'
import { join } from 'node:path'

const local = { kind: 'local' } as const

async function openLab(behaviour: FakeBehaviour = {}, home = temporaryFolder()) {
  const launcher = new FakeLauncher(behaviour)
  const lab = await Lab.open({ openStore: openDirectStore, home, launcher })
  onTestFinished(() => lab.close())
  const events: LabEvent[] = []
  lab.onEvent((event) => events.push(labEventSchema.parse(event)))
  const reaches = (id: string, status: SweepStatus): Promise<SweepRecord> =>
    vi.waitFor(
      async () => {
        const sweep = sweepRecordSchema.parse(await lab.sweeps.sweep(id))
        if (sweep.status !== status) throw new Error(`${id} is ${sweep.status}, its points are ${sweep.points.map((point) => point.status).join(', ')}`)
        return sweep
      },
      { timeout: 50_000, interval: 10 },
    )
  return { lab, launcher, events, reaches, home }
}

function sweep(changes: Partial<Record<keyof SweepSpec, unknown>> = {}): SweepSpec {
  const axes = [{ setting: 'optimizer.learningRate', values: [0.1, 0.2] }]
  return sweepSpecSchema.parse({ version: 1, base: sampleSpec({ epochs: 1 }), axes, strategy: { kind: 'grid' }, ...changes })
}

async function rejection(promise: Promise<unknown>): Promise<LabError> {
  try {
    await promise
  } catch (error) {
    if (error instanceof LabError) return error
    throw error
  }
  throw new Error('nothing was thrown')
}

/** How often an engine was told to train. */
const trainings = (launcher: FakeLauncher): number => launcher.commands.filter(({ type }) => type === 'train').length

describe('a sweep', () => {
  it('trains every point once, and each run knows its place in it', async () => {
    const { lab, launcher, events, reaches } = await openLab()
    const started = await lab.sweeps.startSweep(sweep({ seeds: [3, 4] }), local)
    expect(started).toMatchObject({ id: 'sweep-1', title: 'LeNet with ReLU: Learning rate', status: 'running', counts: { total: 4 } })
    const { points, counts, endedAt } = await reaches('sweep-1', 'completed')
    expect(counts).toMatchObject({ completed: 4, failed: 0, waiting: 0 })
    expect(endedAt).not.toBeNull()
    expect(points.map(({ values, seed }) => [values['optimizer.learningRate'], seed])).toEqual([[0.1, 3], [0.1, 4], [0.2, 3], [0.2, 4]])
    expect(points[3]).toMatchObject({ number: 4, run: 'lenet-relu-4', status: 'completed', figures: { testAccuracy: 0.4, bestTestAccuracy: 0.4, epochs: 1, parameters: 61_706, peakRssBytes: 3e8 } })
    const { run } = await lab.runs.run('lenet-relu-4')
    expect(run).toMatchObject({ sweep: { id: 'sweep-1', point: 4 }, untilEpoch: null, spec: { seed: 4, optimizer: { learningRate: 0.2 } } })
    expect(trainings(launcher)).toBe(4)
    const told = events.filter((event) => event.type === 'sweep')
    expect(told.at(-1)).toMatchObject({ sweep: { status: 'completed', counts: { completed: 4 } } })
    expect(new Set(told.flatMap((event) => event.points.map(({ number }) => number)))).toEqual(new Set([1, 2, 3, 4]))
  })

  it('lets a run of the user wait behind two of its runs at most', async () => {
    const { lab, reaches } = await openLab({ stepMilliseconds: 10 })
    await lab.sweeps.startSweep(sweep({ axes: [], seeds: [1, 2, 3, 4] }), local)
    await vi.waitFor(() => { expect(lab.runs.active).toHaveLength(1) })
    const own = await lab.runs.start(sampleSpec({ epochs: 1, seed: 99 }), 'mine')
    await reaches('sweep-1', 'completed')
    const runs = (await allRuns(lab)).filter(({ startedAt }) => startedAt !== null).sort((a, b) => ((a.startedAt ?? '') < (b.startedAt ?? '') ? -1 : 1))
    expect(runs.findIndex(({ id }) => id === own.id)).toBeLessThanOrEqual(2)
  })

  it('tells which points failed and why, and repeats one alone', async () => {
    const { lab, launcher, reaches } = await openLab({ failure: { atStep: 5, kind: 'problem', ofSeed: 2 } })
    await lab.sweeps.startSweep(sweep({ seeds: [1, 2] }), local)
    const failed = await reaches('sweep-1', 'completed')
    expect(failed.points.map(({ status }) => status)).toEqual(['completed', 'failed', 'completed', 'failed'])
    expect(failed.points[1]?.problem).toMatchObject({ code: 'training/diverged' })
    launcher.behaviour = {}
    const trained = trainings(launcher)
    await lab.sweeps.retryPoint('sweep-1', 2)
    const again = await reaches('sweep-1', 'completed')
    expect(again.points.map(({ status }) => status)).toEqual(['completed', 'completed', 'completed', 'failed'])
    expect(again.points[1]).toMatchObject({ problem: null, run: failed.points[1]?.run })
    expect(trainings(launcher)).toBe(trained + 1)
    expect(await rejection(lab.sweeps.retryPoint('sweep-1', 1))).toMatchObject({ code: 'sweep/point-fine' })
    expect(await rejection(lab.sweeps.retryPoint('sweep-1', 9))).toMatchObject({ code: 'sweep/no-point' })
    await lab.sweeps.retryFailed('sweep-1')
    expect((await reaches('sweep-1', 'completed')).counts).toMatchObject({ completed: 4, failed: 0 })
    expect(await rejection(lab.sweeps.retryFailed('sweep-1'))).toMatchObject({ code: 'sweep/none-failed' })
  })

  it('is paused with a checkpoint, and goes on where it stood', async () => {
    const { lab, launcher, reaches } = await openLab({ stepMilliseconds: 10 })
    await lab.sweeps.startSweep(sweep({ base: sampleSpec({ epochs: 3 }) }), local)
    await vi.waitFor(async () => { expect((await lab.runs.run('lenet-relu-1')).run.step).toBeGreaterThan(3) })
    const paused = await lab.sweeps.pauseSweep('sweep-1')
    expect(paused).toMatchObject({ status: 'paused', counts: { waiting: 2, completed: 0 } })
    const { step } = (await lab.runs.run('lenet-relu-1')).run
    expect(await rejection(lab.sweeps.pauseSweep('sweep-1'))).toMatchObject({ code: 'sweep/not-running' })
    launcher.behaviour = {}
    await lab.sweeps.resumeSweep('sweep-1')
    const { points } = await reaches('sweep-1', 'completed')
    expect(points.map(({ run, status }) => [run, status])).toEqual([['lenet-relu-1', 'completed'], ['lenet-relu-2', 'completed']])
    const { points: curve } = await lab.runs.run('lenet-relu-1')
    expect(curve.map((point) => point.step)).toEqual(Array.from({ length: 30 }, (_, index) => index + 1))
    expect(step).toBeLessThan(30)
    expect(await rejection(lab.sweeps.resumeSweep('sweep-1'))).toMatchObject({ code: 'sweep/completed' })
  })

  it('that is paused while its last run ends is complete', async () => {
    const { lab } = await openLab({ stepMilliseconds: 10, deafToStop: true })
    await lab.sweeps.startSweep(sweep({ base: sampleSpec({ epochs: 1 }), axes: [] }), local)
    await vi.waitFor(async () => { expect((await lab.runs.run('lenet-relu-1')).run.step).toBeGreaterThan(3) })
    expect(await lab.sweeps.pauseSweep('sweep-1')).toMatchObject({ status: 'completed', counts: { waiting: 0, completed: 1 } })
  })

  it('survives the end of the lab and a crash: what was interrupted goes on, and nothing is trained twice', async () => {
    const first = await openLab({ stepMilliseconds: 10 })
    await first.lab.sweeps.startSweep(sweep({ base: sampleSpec({ epochs: 2 }), seeds: [1, 2] }), local)
    await vi.waitFor(async () => { expect((await first.lab.sweeps.sweep('sweep-1')).counts.completed).toBe(1) })
    await first.lab.close()
    const second = await openLab({}, first.home)
    expect(await second.lab.sweeps.sweep('sweep-1')).toMatchObject({ status: 'interrupted', counts: { completed: 1, waiting: 3 } })
    await second.lab.close()
    // A crash: its owner is gone, its run stands as running.
    const database = new Database(join(first.home, 'lab.db'))
    database.script(`UPDATE sweeps SET status = 'running'; UPDATE sweep_points SET status = 'running' WHERE point = 2; UPDATE runs SET status = 'running' WHERE sweep_point = 2`)
    database.close()
    const third = await openLab({}, first.home)
    expect(await third.lab.sweeps.sweep('sweep-1')).toMatchObject({ status: 'interrupted', counts: { completed: 1, waiting: 3 } })
    await third.lab.takeOver()
    await third.lab.sweeps.resumeSweep('sweep-1')
    const { points } = await third.reaches('sweep-1', 'completed')
    expect(points.map(({ run }) => run)).toEqual([1, 2, 3, 4].map((number) => `lenet-relu-${number}`))
    expect(trainings(third.launcher)).toBe(3)
  })

  it('is extended by seeds, values and epochs, and trains only what is new', async () => {
    const { lab, launcher, reaches } = await openLab()
    await lab.sweeps.startSweep(sweep({ axes: [{ setting: 'optimizer.learningRate', values: [0.1] }] }), local)
    await reaches('sweep-1', 'completed')
    const axes = [{ setting: 'optimizer.learningRate', values: [0.1, 0.3] }]
    const wider = { axes, seeds: [0, 1] }
    await lab.sweeps.extendSweep('sweep-1', sweep(wider))
    const more = await reaches('sweep-1', 'completed')
    expect(more.points.map(({ values, seed }) => [values['optimizer.learningRate'], seed])).toEqual([[0.1, 0], [0.1, 1], [0.3, 0], [0.3, 1]])
    expect(trainings(launcher)).toBe(4)
    await lab.sweeps.extendSweep('sweep-1', sweep({ ...wider, base: sampleSpec({ epochs: 2 }) }))
    const longer = await reaches('sweep-1', 'completed')
    expect(longer.points.map(({ figures }) => figures.epochs)).toEqual([2, 2, 2, 2])
    const { run, points: curve } = await lab.runs.run('lenet-relu-1')
    expect(run).toMatchObject({ status: 'completed', spec: { epochs: 2 } })
    expect(curve).toHaveLength(20)
    expect(trainings(launcher)).toBe(8)
  })

  it('refuses to be extended to another experiment', async () => {
    const { lab, reaches } = await openLab()
    const cosine = sweep({ base: sampleSpec({ epochs: 2, schedule: defaultSchedule('cosine') }) })
    await lab.sweeps.startSweep(cosine, local)
    expect(await rejection(lab.sweeps.extendSweep('sweep-1', cosine))).toMatchObject({ code: 'sweep/active' })
    await reaches('sweep-1', 'completed')
    const refused = async (spec: SweepSpec) => (await rejection(lab.sweeps.extendSweep('sweep-1', spec))).code
    expect(await refused(sweep())).toBe('sweep/other-base')
    expect(await refused({ ...cosine, axes: [] })).toBe('sweep/other-axes')
    expect(await refused({ ...cosine, base: { ...cosine.base, epochs: 1 } })).toBe('sweep/fewer-epochs')
    expect(await refused({ ...cosine, base: { ...cosine.base, epochs: 4 } })).toBe('sweep/schedule')
  })

  it('is refused where its points contradict themselves, are too many, or name no network', async () => {
    const { lab } = await openLab()
    const refused = async (changes: Partial<Record<keyof SweepSpec, unknown>>) => rejection(lab.sweeps.startSweep(sweep(changes), local))
    const contrary = [{ setting: 'optimizer.name', values: ['sgd', 'momentum'] }, { setting: 'optimizer.momentum', values: [0.5] }]
    expect((await refused({ axes: contrary })).message).toBe('1 of 2 points cannot be trained: point 1: Momentum means nothing with the optimizer sgd.')
    const many = [{ setting: 'optimizer.learningRate', from: 0.1, to: 1, count: 1000 }, { setting: 'optimizer.weightDecay', from: 0, to: 1, count: 1000 }]
    expect((await refused({ axes: many })).message).toContain('it has 1,000,000 points; a sweep has at most 10,000')
    expect((await refused({ axes: [{ setting: 'network.model', values: ['lenet', 'mine'] }] })).code).toBe('network/unknown')
    expect(await lab.sweeps.sweeps()).toEqual([])
  })

  it('trains own networks as they were when it began, and says where one cannot take the images', async () => {
    const { lab, reaches } = await openLab({ stepMilliseconds: 5 })
    await lab.ownNetworks.saveNetwork(sampleListing('mine'))
    await lab.sweeps.startSweep(sweep({ axes: [{ setting: 'network.model', values: ['lenet-relu', 'Mine'] }] }), local)
    await lab.ownNetworks.saveNetwork(sampleListing('mine', 12))
    const { points } = await reaches('sweep-1', 'completed')
    expect(points.map(({ status }) => status)).toEqual(['completed', 'completed'])
    expect((await lab.runs.run(points[1]?.run ?? '')).run.spec.network).toMatchObject({ kind: 'layers', listing: { layers: [{ channels: 6 }, {}, {}, {}] } })
  })

  it('is removed with its runs or without', async () => {
    const { lab, launcher, events, reaches } = await openLab()
    await lab.sweeps.startSweep(sweep(), local)
    expect(await rejection(lab.sweeps.removeSweep('sweep-1', false))).toMatchObject({ code: 'sweep/active' })
    await reaches('sweep-1', 'completed')
    await vi.waitFor(() => { expect(launcher.alive).toBe(0) })
    await lab.sweeps.removeSweep('sweep-1', false)
    expect((await allRuns(lab)).map((run) => run.sweep)).toEqual([null, null])
    await lab.sweeps.startSweep(sweep(), local)
    await reaches('sweep-2', 'completed')
    await lab.sweeps.removeSweep('sweep-2', true)
    expect((await allRuns(lab)).map(({ id }) => id)).toEqual(['lenet-relu-2', 'lenet-relu-1'])
    expect(events.filter(({ type }) => type === 'sweep-removed')).toEqual([{ type: 'sweep-removed', sweepId: 'sweep-1' }, { type: 'sweep-removed', sweepId: 'sweep-2' }])
    expect(await rejection(lab.sweeps.sweep('sweep-2'))).toMatchObject({ code: 'sweep/unknown' })
  })

  it.each([[false], [true]])('that was deleted is put back whole, also where its runs went with it: %s', async (withRuns) => {
    const { lab, events, reaches } = await openLab()
    await lab.sweeps.startSweep(sweep({ seeds: [3, 4] }), local)
    await reaches('sweep-1', 'completed')
    await lab.sweeps.ended('sweep-1')
    const before = await lab.sweeps.sweep('sweep-1')
    const ids = before.points.flatMap(({ run }) => run ?? [])
    for (const id of ids) await lab.runs.settled(id)
    const runs = await allRuns(lab)
    const deleted = await lab.sweeps.removeSweep('sweep-1', withRuns)
    expect([...deleted.runs].sort()).toEqual(withRuns ? [...ids].sort() : [])
    expect((await allRuns(lab)).map((run) => run.sweep)).toEqual(withRuns ? [] : [null, null, null, null])
    expect(await lab.sweeps.sweeps()).toEqual([])
    events.length = 0
    await lab.sweeps.putBackSweep('sweep-1', deleted.runs)
    expect(await lab.sweeps.sweep('sweep-1')).toEqual(before)
    expect(await allRuns(lab)).toEqual(runs)
    const { points, ...summary } = before
    expect(events.filter(({ type }) => type === 'sweep')).toEqual([{ type: 'sweep', sweep: summary, points }])
    await lab.sweeps.putBackSweep('sweep-1', []) // nothing is left to do
    expect(await lab.sweeps.startSweep(sweep(), local)).toMatchObject({ id: 'sweep-2' })
  })

  it('that was deleted is put back without what has gone since: runs that were deleted for good', async () => {
    const { lab, reaches } = await openLab()
    await lab.sweeps.startSweep(sweep(), local)
    const { points } = await reaches('sweep-1', 'completed')
    const [first = '', second = ''] = points.flatMap(({ run }) => run ?? [])
    for (const id of [first, second]) await lab.runs.settled(id)
    await lab.sweeps.removeSweep('sweep-1', false)
    await lab.runs.remove(first)
    await lab.sweeps.putBackSweep('sweep-1', [])
    expect((await lab.sweeps.sweep('sweep-1')).points.map(({ run }) => run)).toEqual([null, second])
  })

  it('stays whole where one of its runs cannot go with it', async () => {
    const { lab, reaches } = await openLab({ stepMilliseconds: 20 })
    await lab.sweeps.startSweep(sweep(), local)
    await vi.waitFor(() => { expect(lab.runs.active).toHaveLength(1) })
    await lab.sweeps.pauseSweep('sweep-1')
    const { points } = await reaches('sweep-1', 'paused')
    const [run = ''] = points.flatMap(({ run }) => run ?? [])
    await lab.runs.settled(run)
    await lab.runs.resume(run)
    expect(await rejection(lab.sweeps.removeSweep('sweep-1', true))).toMatchObject({ code: 'run/active', message: expect.stringContaining(run) as string })
    expect(await lab.sweeps.sweep('sweep-1')).toMatchObject({ status: 'paused' })
    expect(await lab.runs.record(run)).toMatchObject({ sweep: { id: 'sweep-1' } })
    await lab.runs.stop(run)
  })

  it('that was deleted is gone for good when the lab closes, or at the next start where it has crashed', async () => {
    const { lab, reaches, home } = await openLab()
    await lab.sweeps.startSweep(sweep(), local)
    await reaches('sweep-1', 'completed')
    await lab.sweeps.startSweep(sweep(), local)
    await reaches('sweep-2', 'completed')
    await lab.sweeps.removeSweep('sweep-1', false)
    const kept = () => {
      const database = new Database(join(home, 'lab.db'))
      const rows = database.all('SELECT id, deleted_by FROM deleted_sweeps').map(({ id }) => id)
      database.close()
      return rows
    }
    expect(kept()).toEqual(['sweep-1'])
    await lab.close()
    expect(kept()).toEqual([])

    const crashed = new Store(home)
    crashed.owners.renew({ id: 'crashed', pid: 2 ** 30, seenAt: 0 })
    crashed.deletedSweeps.discard('sweep-2', 'crashed')
    crashed.close()
    const next = await openLab({}, home)
    await next.lab.close() // waits for the clean-up
    expect(kept()).toEqual([])
  })
})

describe('successive halving', () => {
  const asha = (points: number, epochs: number) =>
    sweep({ base: sampleSpec({ epochs }), axes: [{ setting: 'optimizer.learningRate', from: 0.01, to: 1, scale: 'log' }], strategy: { kind: 'asha', points, reduction: 2, figure: 'testAccuracy' } })

  it('trains each point to its rung and no further, and the best to the end', async () => {
    const { lab, events, reaches } = await openLab()
    await lab.sweeps.startSweep(asha(4, 4), local)
    const { points, counts } = await reaches('sweep-1', 'completed')
    // All are equally good in the stand-in: of equals the lower number goes on.
    expect(points.map(({ figures }) => figures.epochs)).toEqual([4, 2, 1, 1])
    expect(points.map(({ rung }) => rung)).toEqual([2, 1, 0, 0])
    expect(counts).toMatchObject({ completed: 1, halted: 3 })
    const { run, points: curve } = await lab.runs.run(points[0]?.run ?? '')
    expect(run).toMatchObject({ status: 'completed', untilEpoch: null, spec: { epochs: 4 } })
    expect(curve).toHaveLength(40) // each step once
    const last = points[3]?.run ?? ''
    expect((await lab.runs.run(last)).run).toMatchObject({ status: 'stopped', untilEpoch: 1 })
    // The user lets one go on that the sweep has left.
    await lab.runs.resume(last)
    await vi.waitFor(() => {
      const told = events.flatMap((event) => (event.type === 'sweep' ? event.points : [])).filter(({ number }) => number === 4)
      expect(told.at(-1)).toMatchObject({ status: 'completed', figures: { epochs: 4 } })
    }, { timeout: 10_000 })
  })

  it('goes on after the lab has ended as if it had not', async () => {
    const first = await openLab({ stepMilliseconds: 3 })
    await first.lab.sweeps.startSweep(asha(4, 2), local)
    await vi.waitFor(async () => { expect((await first.lab.sweeps.sweep('sweep-1')).counts.halted).toBeGreaterThan(0) }, { interval: 10 })
    await first.lab.close()
    const second = await openLab({}, first.home)
    await second.lab.sweeps.resumeSweep('sweep-1')
    const { points } = await second.reaches('sweep-1', 'completed')
    expect(points.map(({ figures }) => figures.epochs)).toEqual([2, 2, 1, 1])
  })

  it('is extended by points and epochs: the points of before are kept, and go on where they are good enough', async () => {
    const { lab, reaches } = await openLab()
    await lab.sweeps.startSweep(asha(2, 2), local)
    const before = await reaches('sweep-1', 'completed')
    expect(before.points.map(({ figures }) => figures.epochs)).toEqual([2, 1])
    await lab.sweeps.extendSweep('sweep-1', asha(4, 4))
    const { points } = await reaches('sweep-1', 'completed')
    expect(points.slice(0, 2).map(({ run, values }) => [run, values])).toEqual(before.points.map(({ run, values }) => [run, values]))
    expect(points.map(({ figures }) => figures.epochs)).toEqual([4, 2, 1, 1])
  })
})

describe('an estimate', () => {
  it('sums up the costs of all points, and says what cannot be trained', async () => {
    const { lab } = await openLab()
    const base = sampleSpec({ epochs: 1 })
    const one = await lab.training.estimate(base, false)
    const estimate = await lab.sweeps.estimateSweep(sweep({ seeds: [1, 2, 3] }))
    expect(estimate).toMatchObject({ points: 6, faults: [], faultCount: 0, unknown: null, basis: 'predicted', memoryBytes: one.memoryBytes, deviceBytes: null })
    expect(estimate.seconds).toBeCloseTo(6 * (one.seconds + one.overheadSeconds))
    expect(one.overheadSeconds).toBeGreaterThan(1) // an engine process starts
    const halved = await lab.sweeps.estimateSweep(sweep({ base: sampleSpec({ epochs: 3 }), axes: [{ setting: 'optimizer.learningRate', from: 0.1, to: 1 }], strategy: { kind: 'asha', points: 9, reduction: 3 } }))
    // Nine for an epoch, three of them for two more: twelve starts.
    expect(halved.seconds).toBeCloseTo((9 + 3 * 2) * one.seconds + (9 + 3) * one.overheadSeconds)
    const contrary = await lab.sweeps.estimateSweep(sweep({ axes: [{ setting: 'schedule.name', values: ['constant', 'cosine'] }, { setting: 'schedule.finalShare', values: [0.1] }] }))
    expect(contrary).toMatchObject({ points: 2, faults: [{ number: 1, reason: 'Ends at means nothing with the schedule constant.' }], faultCount: 1 })
    const tiny = await lab.sweeps.estimateSweep(sweep({ axes: [{ setting: 'preprocessing.height', along: ['preprocessing.width'], values: [4, 28] }] }))
    expect(tiny).toMatchObject({ faultCount: 1, faults: [{ number: 1 }] })
    const elsewhere = await lab.sweeps.estimateSweep(sweep({ axes: [{ setting: 'device', values: ['cpu', 'cuda'] }] }))
    expect(elsewhere).toMatchObject({ faultCount: 0, unknown: { points: 1 } })
  })
})

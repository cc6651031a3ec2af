// Experiments in the lab: parts in their order, larger sizes without work twice, pause, crash, faults; the engine is a stand-in.
import { carriedOver, withNetworks } from '@common/experiments/joining-networks'
import { planOf } from '@common/experiments/plan-of'
import { fewNetworks } from '@common/experiments/testing/few-networks'
import { madeUpExperiment } from '@common/experiments/testing/made-up-experiment'
import { experimentRecordSchema, type ExperimentRecord, type ExperimentStatus } from '@contract/experiments/experiment-record'
import { resultRowSchema, type ResultRow } from '@contract/experiments/result-row'
import { LabError } from '@contract/problem'
import { labEventSchema, type LabEvent } from '@contract/runs/events'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { join } from 'node:path'
import { Lab } from '../lab'
import { Database } from '../store/database'
import { openDirectStore } from '../store/direct-store'
import { FakeLauncher, type FakeBehaviour } from '../testing/fake-launcher'
import { sampleListing } from '../testing/sample-listing'
import { sampleSpec, temporaryFolder } from '../testing/samples'

const name = 'batch-size'
const id = 'batch-size-1'

async function openLab(behaviour: FakeBehaviour = {}, home = temporaryFolder(), experiments = [madeUpExperiment()]) {
  const launcher = new FakeLauncher(behaviour)
  const lab = await Lab.open({ openStore: openDirectStore, home, launcher, experiments })
  onTestFinished(() => lab.close())
  const events: LabEvent[] = []
  lab.onEvent((event) => events.push(labEventSchema.parse(event)))
  const reaches = (status: ExperimentStatus): Promise<ExperimentRecord> =>
    vi.waitFor(
      async () => {
        const experiment = experimentRecordSchema.parse(await lab.experiments.experiment(id))
        if (experiment.status !== status) throw new Error(`it is ${experiment.status}, its parts are ${experiment.parts.map((part) => part.status).join(', ')}`)
        return experiment
      },
      { timeout: 50_000, interval: 10 },
    )
  const rows = async (): Promise<readonly ResultRow[]> => (await lab.experiments.experimentResults(id)).map((row) => resultRowSchema.parse(row))
  return { lab, launcher, events, reaches, rows, home }
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

const runsOf = (rows: readonly ResultRow[], part: string): (string | null)[] => rows.filter((row) => row.part === part).map(({ run }) => run)

describe('an experiment', () => {
  it('works off its parts in their order, and trains what two of them ask for once', async () => {
    const { lab, launcher, events, reaches, rows } = await openLab()
    const started = await lab.experiments.startExperiment(name, 'quick', null)
    expect(started).toMatchObject({ id, name, size: 'quick', status: 'running', isChanged: false, parts: [{ name: 'rates' }, { name: 'flips', status: 'waiting', sweep: null, counts: { total: 2, waiting: 2 } }] })
    const ended = await reaches('completed')
    expect(ended.parts).toMatchObject([{ status: 'completed', sweep: 'sweep-1', counts: { total: 2, completed: 2 } }, { status: 'completed', sweep: 'sweep-2', counts: { total: 2, completed: 2 } }])
    expect(ended).toMatchObject({ secondsLeft: 0, conclusion: '' })
    const all = await rows()
    expect(all.map(({ part, values, seed, point, status }) => [part, values, seed, point, status])).toEqual([
      ['rates', { 'optimizer.learningRate': 0.1 }, 1, 1, 'completed'],
      ['rates', { 'optimizer.learningRate': 0.2 }, 1, 2, 'completed'],
      ['flips', { 'augmentation.flip': 0 }, 1, 1, 'completed'],
      ['flips', { 'augmentation.flip': 0.5 }, 1, 2, 'completed'],
    ])
    expect(runsOf(all, 'flips')[0]).toBe(runsOf(all, 'rates')[0]) // the base, whose rate is 0.1
    expect(trainings(launcher)).toBe(3)
    expect(all[0]?.figures).toMatchObject({ testAccuracy: 0.4, gap: expect.closeTo(0.1) as number, bestEpoch: 1, secondsPerEpoch: 70, accuracyAtEqualTime: 0.4, diverged: 0, multiplyAdds: 416_520, epochs: 1 })
    await vi.waitFor(() => { expect(events.filter(({ type }) => type === 'experiment').at(-1)).toMatchObject({ experiment: { status: 'completed' } }) })
    expect(await rejection(lab.experiments.resumeExperiment(id))).toMatchObject({ code: 'experiment/completed' })
    expect(await rejection(lab.experiments.pauseExperiment(id))).toMatchObject({ code: 'experiment/not-running' })
  })

  it('in a larger size keeps what was trained, and makes runs longer where that is exact', async () => {
    const { lab, launcher, reaches, rows } = await openLab()
    await lab.experiments.startExperiment(name, 'quick', null)
    await reaches('completed')
    const before = runsOf(await rows(), 'rates')
    expect(await lab.experiments.estimateExperiment(name, 'evening', null, id)).toMatchObject({ points: 5, reused: 5, faults: [], unknown: null })
    await lab.experiments.extendExperiment(id, 'evening', null)
    const evening = await reaches('completed')
    expect(evening).toMatchObject({ size: 'evening', parts: [{ counts: { total: 6, completed: 6 } }, { counts: { total: 4, completed: 4 } }] })
    expect(trainings(launcher)).toBe(3 + 4 + 1)
    const after = await rows()
    expect(runsOf(after, 'rates').filter((run) => before.includes(run))).toEqual(before)
    expect((await lab.sweeps.sweeps()).map(({ id: sweep }) => sweep)).toEqual(evening.parts.map(({ sweep }) => sweep).reverse()) // the quick ones have no runs that these have not
    expect(await lab.experiments.estimateExperiment(name, 'full', null, id)).toMatchObject({ points: 8, reused: 2 })
    await lab.experiments.extendExperiment(id, 'full', null)
    await reaches('completed')
    const full = await rows()
    expect(new Set(full.map(({ run }) => run))).toEqual(new Set(after.map(({ run }) => run)))
    expect(full.map(({ figures }) => figures.epochs)).toEqual(full.map(() => 2))
    expect(trainings(launcher)).toBe(8 + 8) // each went on once
    const { points } = await lab.runs.run(full[0]?.run ?? '')
    expect(points.map(({ step }) => step)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1)) // no step was done twice
  })

  it('is paused with a checkpoint, and goes on where it stood', async () => {
    const { lab, launcher, reaches, rows } = await openLab({ stepMilliseconds: 20 })
    await lab.experiments.startExperiment(name, 'full', null)
    await vi.waitFor(async () => { expect((await lab.runs.run('lenet-relu-1')).run.step).toBeGreaterThan(3) })
    expect(await lab.experiments.pauseExperiment(id)).toMatchObject({ status: 'paused', parts: [{ status: 'paused' }, { status: 'waiting' }] })
    expect(await rejection(lab.experiments.removeExperiment('batch-size-7', false))).toMatchObject({ code: 'experiment/unknown' })
    launcher.behaviour = {}
    await lab.experiments.resumeExperiment(id)
    await reaches('completed')
    const all = await rows()
    expect(all.every(({ status }) => status === 'completed')).toBe(true)
    expect((await lab.runs.run(all[0]?.run ?? '')).points.map(({ step }) => step)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1))
  })

  it('that is paused while its last run ends is complete', async () => {
    const { lab } = await openLab({ stepMilliseconds: 10, deafToStop: true })
    await lab.experiments.startExperiment(name, 'quick', null)
    await vi.waitFor(async () => { expect((await lab.runs.run('lenet-relu-3')).run.step).toBeGreaterThan(3) }, { timeout: 10_000 })
    expect(await lab.experiments.pauseExperiment(id)).toMatchObject({ status: 'completed', parts: [{ status: 'completed' }, { status: 'completed' }] })
  })

  it('that is extended while it is paused takes over the run that was stopped', async () => {
    const { lab, launcher, reaches, rows } = await openLab({ stepMilliseconds: 20 })
    await lab.experiments.startExperiment(name, 'quick', null)
    await vi.waitFor(async () => { expect((await lab.runs.run('lenet-relu-1')).run.step).toBeGreaterThan(3) })
    expect(await rejection(lab.experiments.extendExperiment(id, 'evening', null))).toMatchObject({ code: 'experiment/active' })
    await lab.experiments.pauseExperiment(id)
    launcher.behaviour = {}
    await lab.experiments.extendExperiment(id, 'evening', null)
    await reaches('completed')
    expect(runsOf(await rows(), 'rates')[0]).toBe('lenet-relu-1')
    expect((await lab.runs.run('lenet-relu-1')).points.map(({ step }) => step)).toEqual(Array.from({ length: 10 }, (_, index) => index + 1))
  })

  it('is interrupted by the end of the lab, and goes on in the next one', async () => {
    const first = await openLab({ stepMilliseconds: 20 })
    await first.lab.experiments.startExperiment(name, 'quick', null)
    await vi.waitFor(async () => { expect((await first.lab.runs.run('lenet-relu-1')).run.step).toBeGreaterThan(3) })
    await first.lab.close()
    const second = await openLab({}, first.home)
    expect(await second.lab.experiments.experiment(id)).toMatchObject({ status: 'interrupted', parts: [{ status: 'interrupted' }, { status: 'waiting' }] })
    await second.lab.experiments.takeOver()
    await second.reaches('completed')
    expect(trainings(second.launcher)).toBe(3) // the first of them goes on
  })

  it('tells after a crash that it was interrupted, and trains nothing twice', async () => {
    const first = await openLab()
    await first.lab.experiments.startExperiment(name, 'quick', null)
    await first.reaches('completed')
    await first.lab.close()
    const database = new Database(join(first.home, 'lab.db'))
    database.script(`UPDATE experiments SET status = 'running', ended_at = NULL; UPDATE sweeps SET status = 'running' WHERE number = 2; DELETE FROM runs WHERE id = 'lenet-relu-3'`)
    database.close()
    const second = await openLab({}, first.home)
    expect(await second.lab.experiments.experiment(id)).toMatchObject({ status: 'interrupted' })
    await second.lab.experiments.resumeExperiment(id)
    const { parts } = await second.reaches('completed')
    expect(parts[1]).toMatchObject({ counts: { completed: 1, stopped: 1 } }) // its run was deleted: it is trained again only when that is asked for
    await second.lab.experiments.repeatExperimentPoint(id, 'flips', 2)
    await vi.waitFor(async () => { expect((await second.reaches('completed')).parts[1]).toMatchObject({ counts: { completed: 2 } }) })
    expect(trainings(second.launcher)).toBe(1)
  })

  it('counts points whose training diverged, which are no faults', async () => {
    const { lab, reaches } = await openLab({ failure: { atStep: 5, kind: 'problem', ofSeed: 2 } })
    await lab.experiments.startExperiment(name, 'evening', null)
    expect((await reaches('completed')).parts).toMatchObject([{ counts: { failed: 3 }, diverged: 3 }, { counts: { failed: 2 }, diverged: 2 }])
  })

  it('goes on past points whose engine dies, and repeats one', async () => {
    const { lab, launcher, reaches, rows } = await openLab({ failure: { atStep: 5, kind: 'kill', ofSeed: 2 } })
    await lab.experiments.startExperiment(name, 'evening', null)
    const ended = await reaches('completed')
    expect(ended.parts).toMatchObject([{ status: 'completed', counts: { completed: 3, failed: 3 }, diverged: 0 }, { counts: { completed: 2, failed: 2 } }])
    launcher.behaviour = {}
    const failed = (await rows()).find(({ status }) => status === 'failed')
    await lab.experiments.repeatExperimentPoint(id, 'rates', failed?.point ?? 0)
    await vi.waitFor(async () => { expect((await reaches('completed')).parts[0]).toMatchObject({ counts: { completed: 4, failed: 2 } }) })
    expect(await rejection(lab.experiments.repeatExperimentPoint(id, 'rates', 1))).toMatchObject({ code: 'sweep/point-fine' })
    expect(await rejection(lab.experiments.repeatExperimentPoint(id, 'rates', 99))).toMatchObject({ code: 'sweep/no-point' })
    expect(await rejection(lab.experiments.repeatExperimentPoint(id, 'others', 1))).toMatchObject({ code: 'experiment/no-part' })
    expect(await lab.experiments.experiment(id)).toMatchObject({ status: 'completed' })
  })

  it('refuses a plan that contradicts itself by part and point, and parts that it has not', async () => {
    const { lab } = await openLab()
    const { plan } = madeUpExperiment().sizes.quick
    const { rates } = plan
    if (rates?.kind !== 'sweep') throw new Error('it is a sweep')
    const wrong = { ...rates, sweep: { ...rates.sweep, axes: [{ setting: 'optimizer.momentum' as const, along: [], values: [0.9] }] } }
    const refusal = await rejection(lab.experiments.startExperiment(name, 'quick', { ...plan, rates: wrong }))
    expect(refusal).toMatchObject({ code: 'experiment/points-invalid', message: 'The experiment cannot be run: point 1 of the part rates: Momentum means nothing with the optimizer sgd.' })
    expect(await lab.experiments.estimateExperiment(name, 'quick', { ...plan, rates: wrong }, null)).toMatchObject({ faults: [{ part: 'rates', number: 1, reason: 'Momentum means nothing with the optimizer sgd.' }] })
    expect(await rejection(lab.experiments.startExperiment(name, 'quick', { rate: rates }))).toMatchObject({ code: 'experiment/no-part', message: 'The experiment batch-size has no part rate. Did you mean rates?' })
    expect(await rejection(lab.experiments.startExperiment('cost', 'quick', null))).toMatchObject({ code: 'experiment/no-definition' })
    expect(await lab.experiments.experiments()).toEqual([])
    const changed = await lab.experiments.startExperiment(name, 'quick', { rates })
    expect(changed).toMatchObject({ isChanged: true, parts: [{ name: 'rates' }] })
  })

  it('stays readable where its definition is gone, and where its sweep was deleted takes over the runs that are left', async () => {
    const first = await openLab()
    await first.lab.experiments.startExperiment(name, 'quick', null)
    await first.reaches('completed')
    await first.lab.sweeps.removeSweep('sweep-2', false)
    expect((await first.lab.experiments.experiment(id)).parts[1]).toMatchObject({ status: 'failed', problem: { code: 'experiment/sweep-gone' } })
    await first.lab.close()
    const second = await openLab({}, first.home, [])
    expect(await second.lab.experiments.experiments()).toHaveLength(1)
    await second.lab.experiments.resumeExperiment(id)
    expect((await second.reaches('completed')).parts[1]).toMatchObject({ status: 'completed', counts: { completed: 2 } })
    expect(trainings(second.launcher)).toBe(0)
    expect(await rejection(second.lab.experiments.extendExperiment(id, 'full', null))).toMatchObject({ code: 'experiment/no-definition' })
  })

  it('keeps a conclusion, and is forgotten with its runs or without', async () => {
    const { lab, events, reaches, rows } = await openLab()
    await lab.experiments.startExperiment(name, 'quick', null)
    await reaches('completed')
    expect(await lab.experiments.saveConclusion(id, 'Yes: $x^2$.')).toMatchObject({ conclusion: 'Yes: $x^2$.' })
    const [{ run } = { run: null }] = await rows()
    await lab.experiments.removeExperiment(id, false)
    expect(await lab.experiments.experiments()).toEqual([])
    expect(await lab.runs.record(run ?? '')).toMatchObject({ status: 'completed', sweep: { id: 'sweep-1' } })
    await lab.experiments.startExperiment(name, 'quick', null)
    await vi.waitFor(async () => { expect(await lab.experiments.experiment('batch-size-2')).toMatchObject({ status: 'completed' }) })
    await lab.experiments.removeExperiment('batch-size-2', true)
    expect((await lab.sweeps.sweeps()).map((sweep) => sweep.id)).toEqual(['sweep-2', 'sweep-1'])
    expect(await rejection(lab.runs.record('lenet-relu-4'))).toMatchObject({ code: 'run/unknown' })
    expect(events.filter(({ type }) => type === 'experiment-removed')).toHaveLength(2)
  })

  it.each([[false], [true]])('that was deleted is put back whole, also where its sweeps and runs went with it: %s', async (withRuns) => {
    const { lab, events, reaches, rows } = await openLab()
    await lab.experiments.startExperiment(name, 'quick', null)
    await reaches('completed')
    await lab.experiments.ended(id)
    await lab.experiments.saveConclusion(id, 'Yes.')
    const whole = async () => ({ record: await lab.experiments.experiment(id), rows: await rows(), sweeps: await lab.sweeps.sweeps() })
    const before = await whole()
    for (const { run } of before.rows) if (run !== null) await lab.runs.settled(run)
    const { sweeps, runs } = await lab.experiments.removeExperiment(id, withRuns)
    expect([sweeps.length, runs.length > 0]).toEqual(withRuns ? [before.sweeps.length, true] : [0, false])
    expect([await lab.experiments.experiments(), (await lab.sweeps.sweeps()).length]).toEqual([[], withRuns ? 0 : before.sweeps.length])
    events.length = 0
    await lab.experiments.putBackExperiment(id, sweeps, runs)
    expect(await whole()).toEqual(before)
    expect(events).toContainEqual({ type: 'experiment', experiment: before.record })
    await lab.experiments.putBackExperiment(id, sweeps, runs) // nothing is left to do
    expect(await whole()).toEqual(before)
    await lab.experiments.removeExperiment(id, withRuns)
    await lab.runTable.deleteForGood()
    await lab.experiments.putBackExperiment(id, sweeps, runs)
    expect(await lab.experiments.experiments()).toEqual([])
  })
})

it('an estimate counts every run once, and takes over nothing for a new experiment', async () => {
  const { lab } = await openLab()
  const one = await lab.training.estimate(sampleSpec({ epochs: 1 }), false)
  const estimate = await lab.experiments.estimateExperiment(name, 'quick', null, null)
  expect(estimate).toMatchObject({ points: 3, reused: 1, memoryBytes: one.memoryBytes, deviceBytes: null, basis: 'predicted' })
  expect(estimate.seconds).toBeGreaterThan(3 * one.seconds)
})

describe('own networks in an experiment', () => {
  const few = fewNetworks()
  const { parts, sizes } = few
  const simplified = 'simplify-1'

  it('are trained with their layers as they joined, over a restart and in a larger size, and it is told that they were changed or removed since', async () => {
    const first = await openLab({}, temporaryFolder(), [few])
    await first.lab.ownNetworks.saveNetwork(sampleListing('mine'))
    const plan = withNetworks(parts, sizes.quick.plan, ['Mine'])
    expect(await first.lab.experiments.estimateExperiment('simplify', 'quick', plan, null)).toMatchObject({ points: 2, faults: [], changedNetworks: [] })
    await first.lab.experiments.startExperiment('simplify', 'quick', plan)
    await first.lab.experiments.ended(simplified)
    const layersOf = async (lab: Lab, row: ResultRow | undefined) => (await lab.runs.run(row?.run ?? '')).run.spec
    const quick = await first.lab.experiments.experimentResults(simplified)
    expect(quick.map(({ values, status }) => [values['network.model'], status])).toEqual([['lenet-relu', 'completed'], ['Mine', 'completed']])
    expect(await layersOf(first.lab, quick[1])).toMatchObject({ epochs: 1, network: { kind: 'layers', listing: { name: 'mine', layers: [{ channels: 6 }, {}, {}, {}] } }, preprocessing: { height: 28 }, optimizer: { learningRate: 0.01 } })

    await first.lab.ownNetworks.saveNetwork(sampleListing('mine', 12))
    const noteOf = async (lab: Lab) => (await lab.experiments.estimateExperiment('simplify', 'quick', plan, simplified)).changedNetworks
    expect(await noteOf(first.lab)).toMatchObject([{ part: 'networks', name: 'mine', note: expect.stringContaining('was changed since it joined') as string }])
    await first.lab.ownNetworks.removeNetwork('mine')
    await first.lab.close()

    const { lab } = await openLab({}, first.home, [few])
    const record = await lab.experiments.experiment(simplified)
    expect(await noteOf(lab)).toMatchObject([{ note: expect.stringContaining('was removed or renamed') as string }])
    await lab.experiments.extendExperiment(simplified, 'evening', carriedOver(parts, planOf(record), sizes.evening.plan))
    await lab.experiments.ended(simplified)
    const evening = await lab.experiments.experimentResults(simplified)
    expect(evening.map(({ values, status }) => [values['network.model'], status])).toEqual([['lenet-relu', 'completed'], ['Mine', 'completed']])
    expect(await layersOf(lab, evening[1])).toMatchObject({ epochs: 2, network: { listing: { layers: [{ channels: 6 }, {}, {}, {}] } }, optimizer: { learningRate: 0.02 } })
    const anew = await lab.experiments.estimateExperiment('simplify', 'quick', plan, null)
    expect(anew.faults).toMatchObject([{ part: 'networks', number: 2, reason: 'there is no network Mine.' }])
    expect(await rejection(lab.experiments.startExperiment('simplify', 'quick', plan))).toMatchObject({ code: 'experiment/points-invalid' })
  })
})

// Runs in the lab: start, pause, resume, stop, crash, queue, restart; the engine is a stand-in, in a real process where a test is about processes.
import { noAugmentation } from '@contract/data/augmentation'
import type { LabEvent } from '@contract/runs/events'
import { labEventSchema } from '@contract/runs/events'
import { LabError } from '@contract/problem'
import type { RunRecord, RunStatus } from '@contract/runs/run-record'
import { existsSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { kill } from '../cli/testing/cnn-lab-process'
import type { EngineLauncher } from './engine-process/channel'
import { forkLauncher } from './engine-process/fork-launcher'
import { Lab } from './lab'
import { openDirectStore } from './store/direct-store'
import { Database } from './store/database'
import { Store } from './store/store'
import { allRuns } from './testing/all-runs'
import { FakeLauncher, type FakeBehaviour, type FakePlace } from './testing/fake-launcher'
import { square } from '@contract/training/run-spec'
import { sampleSpec, temporaryFolder } from './testing/samples'

interface TestLab {
  readonly lab: Lab
  readonly launcher: FakeLauncher
  readonly events: LabEvent[]
  /** Waits until a run has a status. */
  readonly reaches: (id: string, ...statuses: RunStatus[]) => Promise<RunRecord>
}

async function openTestLab(behaviour: FakeBehaviour = {}, home = temporaryFolder(), place: FakePlace = behaviour.failure ? 'in a process' : 'here'): Promise<TestLab> {
  const launcher = new FakeLauncher(behaviour, place)
  return { ...await openLab(home, launcher), launcher }
}

async function openLab(home: string, launcher: EngineLauncher): Promise<Omit<TestLab, 'launcher'>> {
  const lab = await Lab.open({ openStore: openDirectStore, home, launcher })
  onTestFinished(() => lab.close())
  const events: LabEvent[] = []
  lab.onEvent((event) => events.push(labEventSchema.parse(event)))
  const reaches = (id: string, ...statuses: RunStatus[]) =>
    vi.waitFor(
      async () => {
        const { run } = await lab.runs.run(id)
        if (!statuses.includes(run.status)) throw new Error(`${id} is ${run.status}`)
        return run
      },
      { interval: 5 },
    )
  return { lab, events, reaches }
}

/** Waits until something is so. */
const soon = (check: () => void): Promise<void> => vi.waitFor(check)

async function rejection(promise: Promise<unknown>): Promise<LabError> {
  try {
    await promise
  } catch (error) {
    if (error instanceof LabError) return error
    throw error
  }
  throw new Error('nothing was thrown')
}

/** The statuses that a run was told to have, repetitions left out. */
function statusesTold(events: readonly LabEvent[], id: string): RunStatus[] {
  const told = events.flatMap((event) => (event.type === 'run' && event.run.id === id ? [event.run.status] : []))
  return told.filter((status, index) => status !== told[index - 1])
}

/** The run as it was told when it began to train the last time: on a busy machine it may be at its end before one looks. */
function lastBegun(events: readonly LabEvent[], id: string): RunRecord | undefined {
  const told = events.flatMap((event) => (event.type === 'run' && event.run.id === id ? [event.run] : []))
  return told.slice(told.findLastIndex(({ status }) => status === 'starting')).find(({ status }) => status === 'running')
}

describe('a run', () => {
  it('goes from queued to completed, and everything of it is stored', async () => {
    const { lab, events, reaches, launcher } = await openTestLab()
    const started = await lab.runs.start(sampleSpec({ epochs: 3 }), 'My run')
    expect(started).toMatchObject({ id: 'lenet-relu-1', title: 'My run', status: 'starting' })
    const run = await reaches(started.id, 'completed')
    expect(run).toMatchObject({
      ...{ device: 'cpu', threads: 2, parameters: 61_706, stepsPerEpoch: 10, step: 30, problem: null },
      ...{ trainLoss: 1 / 3, testLoss: 2 / 3, trainAccuracy: 0.5, testAccuracy: 0.4, imagesPerSecond: 1015.5, peakRssBytes: 3e8 },
      ...{ elapsedSeconds: 210, checkpoint: { folder: 'checkpoints/step-000000030-epoch-3', epoch: 3, step: 30 } },
    })
    expect(run.epochs.map(({ epoch }) => epoch)).toEqual([1, 2, 3])
    expect(Date.parse(run.endedAt ?? '')).toBeGreaterThanOrEqual(Date.parse(run.startedAt ?? ''))
    const { points } = await lab.runs.run(run.id)
    expect(points.map(({ step }) => step)).toEqual(Array.from({ length: 30 }, (_, index) => index + 1))
    expect(statusesTold(events, run.id)).toEqual(['queued', 'starting', 'running', 'completed'])
    expect(events.filter(({ type }) => type === 'epoch')).toHaveLength(3)
    expect(events.at(-1)).toEqual({ type: 'run', run })
    await soon(() => {
      expect(launcher.alive).toBe(0)
    })
    expect(lab.runs.active).toEqual([])
  })

  it.each([
    ['memory', 'failed', 'It is full.'],
    ['kill', 'interrupted', 'was killed while training'],
  ] as const)('out of memory (%s) says which batch size would fit, stays resumable, and the next run works', async (kind, status, words) => {
    const { lab, reaches, launcher } = await openTestLab({ failure: { atStep: 15, kind } })
    const { id } = await lab.runs.start(sampleSpec({ batchSize: 128, epochs: 2 }), '')
    const run = await reaches(id, status)
    expect(run).toMatchObject({ problem: { batchSize: 64 }, checkpoint: { epoch: 1, step: 10 }, predictedRssBytes: expect.any(Number) as number })
    expect(run.problem?.message).toContain(words)
    expect(run.problem?.remedy).toContain('Try 64.')
    launcher.behaviour = {}
    const next = await lab.runs.start(sampleSpec({ batchSize: 64, epochs: 1 }), '')
    await reaches(next.id, 'completed')
    await lab.runs.resume(id)
    expect(await reaches(id, 'completed')).toMatchObject({ step: 20, problem: null })
  })

  it('without a title gets one made of its settings', async () => {
    const { lab } = await openTestLab()
    const run = await lab.runs.start(sampleSpec({ epochs: 3 }), '  ')
    expect(run.title).toBe('LeNet with ReLU, 3 epochs')
    await lab.runs.stop(run.id)
  })

  it('is refused where its spec or its device cannot be', async () => {
    const { lab, launcher } = await openTestLab()
    expect((await rejection(lab.runs.start(sampleSpec({ batchSize: 0 }), ''))).code).toBe('spec/invalid')
    expect((await rejection(lab.runs.start(sampleSpec({ device: 'cuda' }), ''))).code).toBe('device/unusable')
    expect(await allRuns(lab)).toEqual([])
    expect(launcher.channels).toEqual([])
  })

  it('is refused where its network cannot be built for images of another size', async () => {
    const { lab } = await openTestLab({ failure: { atStep: 0, kind: 'problem' } })
    expect((await rejection(lab.runs.start(sampleSpec({ preprocessing: square(4) }), ''))).code).toBe('network/input-too-small')
    expect(await allRuns(lab)).toEqual([])
  })

  it('tells at most ten progress events a second, and stores every point', async () => {
    const { lab, events, reaches } = await openTestLab({ stepsPerEpoch: 300, stepMilliseconds: 1 })
    const times: number[] = []
    lab.onEvent((event) => {
      if (event.type === 'progress') times.push(performance.now())
    })
    const { id } = await lab.runs.start(sampleSpec({ epochs: 1 }), '')
    await reaches(id, 'completed')
    const seconds = ((times.at(-1) ?? 0) - (times[0] ?? 0)) / 1000
    expect(times.length).toBeGreaterThan(2)
    expect(times.length).toBeLessThanOrEqual(seconds * 10 + 2) // the first one, and the last before the end
    expect((await lab.runs.run(id)).points).toHaveLength(300)
    expect(events.findLast(({ type }) => type === 'progress')).toMatchObject({ point: { step: 300 } })
  })

  it('saves its points while it goes on, so that a crash of the lab costs a second or two', async () => {
    const home = temporaryFolder()
    const { lab, reaches } = await openTestLab({ stepsPerEpoch: 10_000, stepMilliseconds: 10 }, home)
    const { id } = await lab.runs.start(sampleSpec({ epochs: 1 }), '')
    await reaches(id, 'running')
    const other = new Store(home)
    onTestFinished(() => {
      other.close()
    })
    await vi.waitFor(() => {
      expect(other.runs.get(id).step).toBeGreaterThan(10)
      expect(other.runs.points(id).length).toBe(other.runs.get(id).step)
    })
  })
})

describe('pause, resume, stop', () => {
  const slow = { stepsPerEpoch: 1000, stepMilliseconds: 5 }

  it('pauses with a checkpoint and goes on from there', async () => {
    const { lab, events, reaches } = await openTestLab({ stepsPerEpoch: 40, stepMilliseconds: 5 })
    const { id } = await lab.runs.start(sampleSpec({ epochs: 1 }), '')
    const paused = await lab.runs.pause(id) // asked for before it has even started
    expect(paused.status).toBe('paused')
    expect(paused.checkpoint?.step).toBe(paused.step)
    expect((await lab.runs.pause(id)).status).toBe('paused')
    expect((await lab.runs.resume(id)).status).toBe('running')
    expect((await lab.runs.resume(id)).status).toBe('running')
    await reaches(id, 'completed')
    expect(statusesTold(events, id)).toEqual(['queued', 'starting', 'running', 'paused', 'running', 'completed'])
  })

  it('answers every one of several hasty requests', async () => {
    const { lab } = await openTestLab(slow)
    const { id } = await lab.runs.start(sampleSpec(), '')
    const answers = await Promise.all([lab.runs.pause(id), lab.runs.resume(id), lab.runs.pause(id), lab.runs.pause(id), lab.runs.resume(id)])
    expect(answers.map(({ status }) => status)).toEqual(['paused', 'running', 'paused', 'paused', 'running'])
  })

  it('stops with a checkpoint, from running and from paused', async () => {
    const { lab, reaches } = await openTestLab(slow)
    const first = await lab.runs.start(sampleSpec(), '')
    await reaches(first.id, 'running')
    const stopped = await lab.runs.stop(first.id)
    expect(stopped).toMatchObject({ status: 'stopped', problem: null, peakRssBytes: 2e8, checkpoint: { step: stopped.step } })
    expect(stopped.endedAt).not.toBeNull()
    const second = await lab.runs.start(sampleSpec(), '')
    await lab.runs.pause(second.id)
    expect((await lab.runs.stop(second.id)).status).toBe('stopped')
    expect((await rejection(lab.runs.pause(second.id))).code).toBe('run/ended')
    expect((await allRuns(lab)).map(({ status }) => status)).toEqual(['stopped', 'stopped'])
  })

  it('stops at once while the engine still starts', async () => {
    const { lab } = await openTestLab({ startMilliseconds: 60_000 })
    const { id } = await lab.runs.start(sampleSpec(), '')
    const pausing = rejection(lab.runs.pause(id))
    expect(await lab.runs.stop(id)).toMatchObject({ status: 'stopped', problem: null, step: 0, checkpoint: null })
    expect((await pausing).code).toBe('run/ended')
  })

  it('resumes a stopped run from its checkpoint in a new process', async () => {
    const { lab, reaches, launcher } = await openTestLab({ stepsPerEpoch: 30, stepMilliseconds: 5 })
    const { id } = await lab.runs.start(sampleSpec({ epochs: 2 }), '')
    await soon(() => {
      expect(lab.runs.active[0]?.step).toBeGreaterThan(3)
    })
    const stopped = await lab.runs.stop(id)
    const again = await lab.runs.resume(id)
    expect(again).toMatchObject({ status: 'starting', checkpoint: stopped.checkpoint, endedAt: null })
    const run = await reaches(id, 'completed')
    expect(run.step).toBe(60)
    expect(launcher.channels).toHaveLength(2)
    expect(launcher.mostAlive).toBe(1)
    expect((await lab.runs.run(id)).points.map(({ step }) => step)).toEqual(Array.from({ length: 60 }, (_, index) => index + 1))
    expect((await rejection(lab.runs.resume(id))).code).toBe('run/completed')
  })
})

it('begins again, and says so, where all its checkpoints are gone', async () => {
  const { lab, reaches } = await openTestLab({ stepsPerEpoch: 30, stepMilliseconds: 5 })
  const { id } = await lab.runs.start(sampleSpec({ epochs: 1 }), '')
  await soon(() => {
    expect(lab.runs.active[0]?.step).toBeGreaterThan(3)
  })
  const { step } = await lab.runs.stop(id)
  rmSync(join(lab.folders.run(id), 'checkpoints'), { recursive: true })
  await lab.runs.resume(id)
  const run = await reaches(id, 'completed')
  expect(run.notice).toBe(`The run has lost all its checkpoints, so that it began again at its first step; its results up to step ${step} were dropped.`)
  expect(run.step).toBe(30)
})

describe('more epochs', () => {
  it('take a completed run on from its last checkpoint, under a title that tells of them', async () => {
    const { lab, reaches, launcher } = await openTestLab()
    const { id, title } = await lab.runs.start(sampleSpec({ epochs: 2 }), '')
    await reaches(id, 'completed')
    const longer = await lab.runs.trainLonger(id, 3)
    expect(longer).toMatchObject({ id, spec: { epochs: 5 }, endedAt: null, checkpoint: { epoch: 2 } })
    expect(longer.title).toBe(title.replace('2 epochs', '5 epochs'))
    const run = await reaches(id, 'completed')
    expect(run).toMatchObject({ step: 50, spec: { epochs: 5 }, status: 'completed' })
    expect(run.epochs.map(({ epoch }) => epoch)).toEqual([1, 2, 3, 4, 5])
    expect(launcher.mostAlive).toBe(1)
  })

  it('leave a title of the user alone', async () => {
    const { lab, reaches } = await openTestLab()
    const { id } = await lab.runs.start(sampleSpec({ epochs: 1 }), 'Mine')
    await reaches(id, 'completed')
    expect((await lab.runs.trainLonger(id, 1)).title).toBe('Mine')
  })

  it('are refused where it ended early, since it would end again at once', async () => {
    const home = temporaryFolder()
    const { lab, reaches } = await openTestLab({}, home)
    const { id } = await lab.runs.start(sampleSpec({ epochs: 2 }), '')
    await reaches(id, 'completed')
    const store = new Database(join(home, 'lab.db'))
    store.run(`UPDATE runs SET spec = json_set(spec, '$.epochs', 9)`)
    store.close()
    expect((await rejection(lab.runs.trainLonger(id, 1))).code).toBe('run/stopped-early')
  })

  it('are refused where a run is not complete, is unknown, has lost its checkpoints, or would be too long', async () => {
    const { lab, reaches } = await openTestLab({ stepsPerEpoch: 30, stepMilliseconds: 5 })
    const { id } = await lab.runs.start(sampleSpec({ epochs: 2 }), '')
    await soon(() => {
      expect(lab.runs.active[0]?.step).toBeGreaterThan(3)
    })
    await lab.runs.pause(id)
    expect((await rejection(lab.runs.trainLonger(id, 1))).code).toBe('run/active')
    await lab.runs.stop(id)
    expect((await rejection(lab.runs.trainLonger(id, 1))).code).toBe('run/not-completed')
    expect((await rejection(lab.runs.trainLonger('lenet-99', 1))).code).toBe('run/unknown')
    await lab.runs.resume(id)
    await reaches(id, 'completed')
    expect((await rejection(lab.runs.trainLonger(id, 1000))).code).toBe('spec/invalid')
    rmSync(join(lab.folders.run(id), 'checkpoints'), { recursive: true })
    expect((await rejection(lab.runs.trainLonger(id, 1))).code).toBe('run/checkpoints-gone')
  })
})

describe('an engine process that fails', () => {
  it.each([
    { kind: 'exit', code: 'engine/crashed', text: 'exit code 3' },
    { kind: 'kill', code: 'engine/killed', text: 'memory' },
    { kind: 'garbage', code: 'engine/protocol', text: 'step' },
  ] as const)('by $kind leaves an interrupted run that can go on', async ({ kind, code, text }) => {
    const { lab, reaches, launcher, events } = await openTestLab({ failure: { atStep: 15, kind } })
    const { id } = await lab.runs.start(sampleSpec({ epochs: 2 }), '')
    const run = await reaches(id, 'interrupted')
    expect(run.problem?.code).toBe(code)
    expect(run.problem?.message).toContain(text)
    expect(run.problem?.remedy).not.toBe('')
    if (kind !== 'garbage') expect(run.problem?.message).toMatch(/these were its last words$/)
    expect(run).toMatchObject({ step: 14, checkpoint: { step: 10, epoch: 1 } })
    expect(run.epochs).toHaveLength(1)

    launcher.behaviour = { stepMilliseconds: 20 }
    await soon(() => {
      expect(lab.runs.active).toEqual([])
    })
    expect(await lab.runs.resume(id)).toMatchObject({ status: 'starting', problem: null })
    const completed = await reaches(id, 'completed')
    expect(lastBegun(events, id)).toMatchObject({ checkpoint: { step: 10 } })
    expect(completed.epochs.map(({ epoch }) => epoch)).toEqual([1, 2])
    expect((await lab.runs.run(id)).points.map(({ step }) => step)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1))
  })

  it('goes on from what lies on the disk, which may be less than was told', async () => {
    const { lab, reaches, launcher, events } = await openTestLab({ failure: { atStep: 25, kind: 'kill' } })
    const { id } = await lab.runs.start(sampleSpec({ epochs: 3 }), '')
    const { checkpoint } = await reaches(id, 'interrupted')
    expect(checkpoint).toMatchObject({ epoch: 2, step: 20 })
    rmSync(join(lab.folders.run(id), checkpoint?.folder ?? '', 'manifest.json'))
    expect((await lab.runs.run(id)).run.checkpoint).toMatchObject({ epoch: 1, step: 10 })
    expect((await allRuns(lab))[0]?.checkpoint).toMatchObject({ epoch: 1, step: 10 })
    rmSync(join(lab.folders.run(id), checkpoint?.folder ?? ''), { recursive: true })
    launcher.behaviour = { stepMilliseconds: 20 }
    await lab.runs.resume(id)
    await reaches(id, 'completed')
    expect(lastBegun(events, id)).toMatchObject({ checkpoint: { epoch: 1, step: 10 }, epochs: [{ epoch: 1 }] })
  })

  it('says so where it goes on with another number of threads', async () => {
    const { lab, reaches, launcher } = await openTestLab({ failure: { atStep: 15, kind: 'kill' } })
    const { id } = await lab.runs.start(sampleSpec({ epochs: 2 }), '')
    expect(await reaches(id, 'interrupted')).toMatchObject({ threads: 2, notice: null })
    launcher.behaviour = { threads: 4 }
    await lab.runs.resume(id)
    expect((await reaches(id, 'completed')).notice).toContain('with 4 threads instead of 2')
  })

  it('keeps what was told of the run before, each once', async () => {
    const { lab, reaches, launcher } = await openTestLab({ failure: { atStep: 15, kind: 'kill' } })
    const { id } = await lab.runs.start(sampleSpec({ epochs: 3 }), '')
    await reaches(id, 'interrupted')
    for (const [threads, atStep] of [[4, 25], [2, 26], [4, 27]] as const) {
      launcher.behaviour = { threads, failure: { atStep, kind: 'kill' } }
      await soon(() => {
        expect(lab.runs.active).toEqual([])
      })
      await lab.runs.resume(id)
      await reaches(id, 'interrupted')
    }
    const notice = (await lab.runs.run(id)).run.notice ?? ''
    expect(notice.match(/with \d threads instead of \d/g)).toEqual(['with 4 threads instead of 2', 'with 2 threads instead of 4'])
  })

  it('goes on from what lies on the disk, which may be more than was told', async () => {
    const home = temporaryFolder()
    const { lab, reaches } = await openTestLab({ failure: { atStep: 25, kind: 'kill' } }, home)
    const { id } = await lab.runs.start(sampleSpec({ epochs: 3 }), '')
    await reaches(id, 'interrupted')
    await lab.close()
    const store = new Database(join(home, 'lab.db'))
    store.run(`UPDATE runs SET checkpoint = NULL`)
    store.close()
    const { lab: again } = await openTestLab({}, home)
    expect((await again.runs.run(id)).run.checkpoint).toMatchObject({ epoch: 2, step: 20 })
  })

  it('begins again from nothing where there is no checkpoint', async () => {
    const { lab, reaches, launcher } = await openTestLab({ failure: { atStep: 5, kind: 'exit' } })
    const { id } = await lab.runs.start(sampleSpec({ epochs: 1 }), '')
    expect((await reaches(id, 'interrupted')).checkpoint).toBeNull()
    expect((await lab.runs.run(id)).points).toHaveLength(4)
    launcher.behaviour = { stepMilliseconds: 100 }
    await lab.runs.resume(id)
    expect(await reaches(id, 'running')).toMatchObject({ step: 0, elapsedSeconds: 0, peakRssBytes: null })
    expect((await lab.runs.run(id)).points).toEqual([])
    await reaches(id, 'completed')
  })

  it('by a problem of its own ends the run as failed, with that problem', async () => {
    const { lab, reaches } = await openTestLab({ failure: { atStep: 3, kind: 'problem' } })
    const { id } = await lab.runs.start(sampleSpec(), '')
    const run = await reaches(id, 'failed')
    expect(run.problem).toEqual({ code: 'training/diverged', message: 'It diverged.', remedy: 'Go slower.' })
  })

  it('rejects the requests that wait for it', async () => {
    const { lab, launcher, reaches } = await openTestLab({ stepsPerEpoch: 1000, stepMilliseconds: 5, deafToStop: true }, temporaryFolder(), 'in a process')
    const { id } = await lab.runs.start(sampleSpec(), '')
    await reaches(id, 'running')
    const stopping = rejection(lab.runs.stop(id))
    kill(launcher.channels[0]?.pid)
    expect((await stopping).code).toBe('engine/killed')
    expect((await reaches(id, 'interrupted')).problem?.remedy).toContain('Resume')
  })

  it('before it was ready leaves an interrupted run that says why', async () => {
    const home = temporaryFolder()
    const broken = join(home, 'broken.mjs')
    writeFileSync(broken, 'import "./not-there.mjs"')
    const { lab, reaches } = await openLab(home, forkLauncher(broken))
    const { id } = await lab.runs.start(sampleSpec(), '')
    const { problem } = await reaches(id, 'interrupted')
    expect(problem?.code).toBe('engine/crashed')
    expect(problem?.message).toContain('not-there.mjs')
  })

  it('or cannot even be launched, does so too', async () => {
    const launcher: EngineLauncher = {
      launch: () => {
        throw new Error('no such program')
      },
    }
    const { lab, reaches } = await openLab(temporaryFolder(), launcher)
    const { id } = await lab.runs.start(sampleSpec(), '')
    const { problem } = await reaches(id, 'interrupted')
    expect(problem?.code).toBe('engine/not-started')
    expect(problem?.message).toContain('no such program')
  })
})

describe('a store that fails', () => {
  const slow = { stepsPerEpoch: 1000, stepMilliseconds: 5 }

  it('ends the run, not the lab, and the reason is told', async () => {
    const home = temporaryFolder()
    const { lab, reaches, events, launcher } = await openTestLab(slow, home)
    const { id } = await lab.runs.start(sampleSpec(), '')
    await reaches(id, 'running')
    const database = new Database(join(home, 'lab.db'))
    onTestFinished(() => {
      database.close()
    })
    database.script('DROP TABLE points')
    await vi.waitFor(() => {
      expect(events.at(-1)).toMatchObject({ run: { status: 'interrupted', problem: { code: 'store/damaged' } } })
      expect(launcher.alive).toBe(0)
    })
  })

  it('or has given the run to another process ends the engine, and leaves the run to that process', async () => {
    const home = temporaryFolder()
    const { lab, reaches, events, launcher } = await openTestLab(slow, home)
    const { id } = await lab.runs.start(sampleSpec(), '')
    await reaches(id, 'running')
    const other = new Store(home)
    onTestFinished(() => {
      other.close()
    })
    for (const owner of other.owners.list()) other.owners.remove(owner.id) // as if this process had been held for dead
    other.runs.interruptOrphans()
    other.owners.renew({ id: 'other', pid: process.pid, seenAt: Date.now() })
    other.runs.takeAgain(id, 'other')
    await vi.waitFor(() => {
      expect(events.at(-1)).toMatchObject({ run: { status: 'interrupted', problem: { code: 'run/taken-over' } } })
      expect(launcher.alive).toBe(0)
    })
    expect(other.runs.get(id).status).toBe('queued')
  })

  it('or only held the run for orphaned, gets it back', async () => {
    const home = temporaryFolder()
    const { lab, reaches } = await openTestLab({ stepsPerEpoch: 200, stepMilliseconds: 10 }, home)
    const { id } = await lab.runs.start(sampleSpec({ epochs: 1 }), '')
    await reaches(id, 'running')
    const other = new Store(home)
    onTestFinished(() => {
      other.close()
    })
    for (const owner of other.owners.list()) other.owners.remove(owner.id)
    other.runs.interruptOrphans()
    expect(other.runs.get(id).status).toBe('interrupted')
    expect(await reaches(id, 'completed')).toMatchObject({ step: 200, problem: null })
    expect(other.runs.get(id)).toMatchObject({ status: 'completed', problem: null })
    expect(other.runs.points(id)).toHaveLength(200)
  })
})

describe('the queue', () => {
  it('lets one run train at a time, in the order of their starts', async () => {
    const { lab, reaches, launcher, events } = await openTestLab()
    const spec = sampleSpec({ epochs: 1 })
    const runs = [await lab.runs.start(spec, 'a'), await lab.runs.start(spec, 'b'), await lab.runs.start(spec, 'c')]
    expect(runs.map(({ status }) => status)).toEqual(['starting', 'queued', 'queued'])
    for (const run of runs) await reaches(run.id, 'completed')
    expect(launcher.mostAlive).toBe(1)
    const starts = events.flatMap((event) => (event.type === 'run' && event.run.status === 'starting' ? [event.run.title] : []))
    expect(starts).toEqual(['a', 'b', 'c'])
  })

  it('lets go of a run that is stopped while it waits, and takes it again', async () => {
    const { lab, reaches } = await openTestLab({ stepMilliseconds: 20 })
    const first = await lab.runs.start(sampleSpec({ epochs: 1 }), '')
    const second = await lab.runs.start(sampleSpec({ epochs: 1 }), '')
    expect((await rejection(lab.runs.pause(second.id))).code).toBe('run/queued')
    expect(await lab.runs.stop(second.id)).toMatchObject({ status: 'stopped', step: 0, startedAt: null })
    expect((await lab.runs.resume(second.id)).status).toBe('queued')
    expect((await lab.runs.resume(second.id)).status).toBe('queued')
    await reaches(first.id, 'completed')
    await reaches(second.id, 'completed')
  })

  it('goes on after a run that crashed', async () => {
    const { lab, reaches, launcher } = await openTestLab({ failure: { atStep: 2, kind: 'exit' } })
    const first = await lab.runs.start(sampleSpec({ epochs: 1 }), '')
    await soon(() => {
      expect(launcher.channels).toHaveLength(1)
    })
    launcher.behaviour = {}
    const second = await lab.runs.start(sampleSpec({ epochs: 1 }), '')
    await reaches(second.id, 'completed')
    expect((await lab.runs.run(first.id)).run.status).toBe('interrupted')
  })
})

describe('a lab that is closed', () => {
  it('stops what goes on with a checkpoint, and ends what waits', async () => {
    const home = temporaryFolder()
    const { lab, reaches } = await openTestLab({ stepsPerEpoch: 1000, stepMilliseconds: 5 }, home)
    const [going, waiting] = [await lab.runs.start(sampleSpec(), ''), await lab.runs.start(sampleSpec(), '')]
    await reaches(going.id, 'running')
    await lab.close()
    await lab.close()
    expect((await rejection(lab.runs.start(sampleSpec(), ''))).code).toBe('lab/closed')
    const again = await openTestLab({}, home)
    const [second, first] = await allRuns(again.lab)
    expect(first).toMatchObject({ id: going.id, status: 'stopped', problem: null, checkpoint: { folder: expect.any(String) as string } })
    expect(second).toMatchObject({ id: waiting.id, status: 'stopped' })
    expect((await again.lab.runs.resume(going.id)).checkpoint).toEqual(first?.checkpoint)
  })

  it('finds the runs of a dead process interrupted when it is opened again, and can go on with them', async () => {
    const home = temporaryFolder()
    const lost = new Store(home)
    lost.owners.renew({ id: 'dead', pid: 0x7fff_fff0, seenAt: Date.now() })
    const { id } = lost.runs.create(sampleSpec({ epochs: 1 }), '', 'dead')
    lost.runs.save({ ...lost.runs.get(id), status: 'running', step: 7 }, 'dead', { epochs: [], points: [] })
    lost.close()
    const { lab, reaches } = await openTestLab({}, home)
    expect((await lab.runs.run(id)).run).toMatchObject({ status: 'interrupted', problem: { code: 'run/orphaned' } })
    await lab.runs.resume(id)
    await reaches(id, 'completed')
  })

  it('leaves the runs of another living lab alone', async () => {
    const home = temporaryFolder()
    const { lab, reaches } = await openTestLab({ stepsPerEpoch: 1000, stepMilliseconds: 5 }, home)
    const { id } = await lab.runs.start(sampleSpec(), '')
    await reaches(id, 'running')
    const other = await openTestLab({}, home)
    expect((await other.lab.runs.run(id)).run.status).toBe('running')
    expect(await other.lab.runs.isBusyElsewhere()).toBe(true)
    expect(await lab.runs.isBusyElsewhere()).toBe(false)
    for (const request of [other.lab.runs.resume(id), other.lab.runs.stop(id), other.lab.runs.pause(id), other.lab.runs.remove(id)]) {
      expect((await rejection(request)).code).toBe('run/active')
    }
  })
})

it('never goes on from checkpoints that another store, since moved away, has left under the same name', async () => {
  const home = temporaryFolder()
  const before = await openTestLab({}, home)
  const first = await before.lab.runs.start(sampleSpec({ epochs: 2 }), '')
  await before.reaches(first.id, 'completed')
  await before.lab.close()
  for (const name of readdirSync(home).filter((entry) => entry.startsWith('lab.db'))) renameSync(join(home, name), join(home, `old-${name}`))
  const { lab, reaches } = await openTestLab({}, home)
  const { id } = await lab.runs.start(sampleSpec({ epochs: 1 }), '')
  expect(id).toBe(first.id)
  expect(await reaches(id, 'completed')).toMatchObject({ step: 10, epochs: [{ epoch: 1 }] })
  const [own, aside] = readdirSync(join(home, 'runs')).sort()
  expect([own, aside]).toEqual([id, expect.stringMatching(`^${id}-before-`)])
  expect(readdirSync(join(home, 'runs', aside ?? '', 'checkpoints'))).toContain('step-000000020-epoch-2')
})

it('removes an ended run with its files', async () => {
  const { lab, reaches, events } = await openTestLab()
  const { id } = await lab.runs.start(sampleSpec({ epochs: 1 }), '')
  expect((await rejection(lab.runs.remove(id))).code).toBe('run/active')
  await reaches(id, 'completed')
  expect(existsSync(lab.folders.run(id))).toBe(true)
  await lab.runs.remove(id)
  expect(existsSync(lab.folders.run(id))).toBe(false)
  expect(events.at(-1)).toEqual({ type: 'removed', runId: id })
  expect((await rejection(lab.runs.run(id))).code).toBe('run/unknown')
})

it('shows what there is: catalogue and sample images', async () => {
  const { lab, launcher } = await openTestLab()
  const catalogue = await lab.catalogue.catalogue()
  expect(catalogue.version).toMatch(/^\d+\.\d+\.\d+/)
  expect(catalogue.datasets.map(({ id }) => id)).toContain('fashion-mnist')
  const samples = await lab.data.samples('fashion-mnist', 3, noAugmentation)
  expect(samples.map(({ label }) => label)).toEqual([9, 0, 0]) // ankle boot and two T-shirts open the training set
  expect(samples[0]).toMatchObject({ height: 28, width: 28 })
  expect(samples[0]?.pixels).toHaveLength(784)
  const augmented = await lab.data.samples('fashion-mnist', 3, { ...noAugmentation, flip: 0.5, cropPadding: 4, cutout: 8 })
  expect(augmented.map(({ label }) => label)).toEqual([9, 0, 0])
  for (const [index, { pixels }] of augmented.entries()) expect(pixels).not.toEqual(samples[index]?.pixels)
  expect(launcher.channels).toEqual([])
})

// Runs by a plan: what goes on, and what repeats, ends with the same bytes, whoever measured the plan; a plan that names what is not there is told of.
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import type { RunEvent } from '@contract/engine/run-events'
import { planVersion, type ComputePlan } from '@contract/training/plan'
import { defaultSpec, wholeDataset, type RunSpec } from '@contract/training/run-spec'
import { RunControl } from './run-control'
import { trainRun } from './training-run'

const folders: string[] = []
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))))

/** Ways that are not the built-in ones, for the second convolution of LeNet at batch 32. */
const choices = {
  'conv 32x6x14x14 16x5x5 forward': 'winograd-8',
  'conv 32x6x14x14 16x5x5 input gradient': 'transposed',
  'conv 32x6x14x14 16x5x5 kernel gradient': 'taps',
}
const foreign: ComputePlan = { version: planVersion, choices }

const small: RunSpec = {
  ...defaultSpec('lenet-relu'),
  dataset: { ...wholeDataset('fashion-mnist'), limitTrain: 128, limitTest: 32 },
  batchSize: 32,
  epochs: 1,
}
const planned: RunSpec = { ...small, plan: 'measured', measuredPlan: foreign }

/** Trains in a folder, the same one to go on. @param stopAt ends the run after this step */
async function trained(spec: RunSpec, { folder, stopAt = Infinity }: { readonly folder?: string; readonly stopAt?: number } = {}) {
  const place = folder ?? (await mkdtemp(join(tmpdir(), 'cnn-lab-planned-')))
  folders.push(place)
  const control = new RunControl()
  const events: RunEvent[] = []
  const emit = (event: RunEvent): void => {
    events.push(event)
    if (event.type === 'progress' && event.point.step >= stopAt) control.stop()
  }
  await trainRun(spec, { device: 'cpu', folder: place, networkFolder: place, control, emit })
  const [started] = events
  const checkpoint = events.findLast((event) => event.type === 'checkpoint')?.checkpoint
  if (started?.type !== 'started') throw new Error('a run begins with its start')
  return { folder: place, started, parameters: await readFile(join(place, checkpoint?.folder ?? '', 'parameters.safetensors')) }
}

it('ends with the bytes of its plan, which it tells of as a whole', async () => {
  const whole = await trained(planned)
  expect(whole.started).toMatchObject({ notice: null, plan: { version: planVersion, choices } })
  expect(Object.keys(whole.started.plan?.choices ?? {}).length).toBeGreaterThan(Object.keys(choices).length)
  const byDefault = await trained({ ...small, plan: 'default' })
  expect(whole.parameters.equals(byDefault.parameters)).toBe(false)

  // Goes on by the plan in its checkpoint, even where nothing else knows the plan.
  const stopped = await trained(planned, { stopAt: 2 })
  const resumed = await trained(planned, { folder: stopped.folder })
  expect(resumed.started).toMatchObject({ notice: null, from: { step: expect.any(Number) as number }, plan: whole.started.plan })
  expect(resumed.parameters.equals(whole.parameters)).toBe(true)

  // Repeated with the plan that the run has told of, and likewise for the built-in ways.
  const repeated = await trained({ ...planned, measuredPlan: whole.started.plan ?? foreign })
  expect(repeated.parameters.equals(whole.parameters)).toBe(true)
  const again = await trained({ ...planned, measuredPlan: byDefault.started.plan ?? foreign })
  expect(again.parameters.equals(byDefault.parameters)).toBe(true)
})

it('takes the built-in way where it has not the one of the plan, and says so', async () => {
  const odd = { 'conv 32x6x14x14 16x5x5 forward': 'quantum', 'conv 32x6x14x14 16x5x5 input gradient': 'windows' }
  const byDefault = await trained({ ...small, plan: 'default' })
  const other = await trained({ ...planned, measuredPlan: { ...foreign, block: 3, choices: odd } })
  expect(other.started.notice).toMatch(/^2 parts of the network \(conv 32x6x14x14 16x5x5 (forward|input gradient) and others\) are computed in another way/)
  expect(other.started.plan).toEqual(byDefault.started.plan)
  expect(other.parameters.equals(byDefault.parameters)).toBe(true)
})

it('measures nothing for a run that is too short for it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'cnn-lab-planned-'))
  folders.push(folder)
  const file = join(folder, 'measured-ways.json')
  await trainRun(small, { device: 'cpu', folder, networkFolder: folder, plansFile: file, control: new RunControl(), emit: () => undefined })
  await expect(readFile(file)).rejects.toThrow('ENOENT')
})

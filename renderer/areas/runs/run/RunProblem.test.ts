// The buttons after a run that ran out of memory: the same settings except for the number that was too large.
import { shallowMount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import type { Problem } from '@contract/problem'
import { beforeEach, expect, it, vi } from 'vitest'
import { runRecord } from '@contract/testing/sample-runs'
import { installLab } from '../../../testing/lab-in-memory'
import { useSetup } from '../../training/setup-store'
import RunProblem from './RunProblem.vue'

vi.mock('../../../frame/ProblemNotice.vue', () => ({ default: { name: 'ProblemNotice', props: ['problem', 'waysOut'], template: '<div />' } }))
vi.mock('vue-router', () => ({ useRouter: () => ({ push: () => Promise.resolve() }) }))

beforeEach(() => {
  setActivePinia(createPinia())
})

interface Way {
  readonly label: string
  readonly go: () => unknown
}

const full: Problem = { code: 'device/out-of-memory', message: 'It is full.', remedy: 'Use less.' }

function waysOn(problem: Problem): readonly Way[] {
  const base = runRecord()
  const run = { ...base, spec: { ...base.spec, batchSize: 128, microBatchSize: 32 } }
  const notice = shallowMount(RunProblem, { props: { run, problem } }).findComponent({ name: 'ProblemNotice' })
  return notice.props('waysOut') as readonly Way[]
}

it.each([
  ['Try batch size 64', { batchSize: 64 }, { batchSize: 64, microBatchSize: 32 }],
  ['Try 16 images at once', { microBatchSize: 16 }, { batchSize: 128, microBatchSize: 16 }],
] as const)('%s', async (label, advice, settings) => {
  const lab = installLab({ start: (spec) => runRecord({ spec }) })
  const way = waysOn({ ...full, ...advice }).find((candidate) => candidate.label === label)
  await way?.go()
  expect(useSetup().spec).toMatchObject(settings)
  expect(lab.asked).toHaveBeenCalledWith('start', expect.objectContaining(settings), expect.anything())
})

it('has no smaller number to try where none is advised', () => {
  installLab({})
  const labels = waysOn(full).map(({ label }) => label)
  expect(labels).toContain('Start again')
  expect(labels).not.toContainEqual(expect.stringContaining('Try'))
})

it('goes slower where training diverged, and not on from a checkpoint, from where it would diverge again', async () => {
  const lab = installLab({ start: (spec) => runRecord({ spec }) })
  const ways = waysOn({ ...full, code: 'training/diverged' })
  expect(ways.map(({ label }) => label)).toEqual(['Try learning rate 0.01', 'Start again'])
  await ways[0]?.go()
  expect(lab.asked).toHaveBeenCalledWith('start', expect.objectContaining({ optimizer: expect.objectContaining({ learningRate: 0.01 }) as unknown }), expect.anything())
})

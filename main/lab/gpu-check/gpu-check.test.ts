// The check of GPUs: each step within its time, whatever becomes of one; what a failing device looks like; the files' words.
import { describe, expect, it } from 'vitest'
import { gpuCheckSchema, type CheckedStep } from '@contract/devices/gpu-check'
import type { DeviceInfo } from '@contract/devices/devices'
import { LabError } from '@contract/problem'
import { FakeLauncher } from '../testing/fake-launcher'
import { doSteps, deviceSteps, plannedSteps } from './gpu-check'
import { countsOf, gpuCheckMarkdown } from './gpu-check-markdown'
import type { CheckedGpu, Finding, PlannedStep } from './planned-step'
import { largestDeviation } from './steps/try-on'

const passed: Finding = { status: 'passed', words: 'It holds.', figures: { one: 1 } }
const step = (title: string, run: PlannedStep['run'], seconds = 10): PlannedStep => ({ title, device: 'cuda', seconds, run })
const never = () => new Promise<never>(() => undefined)
const options = { seconds: 10, tell: () => undefined, signal: new AbortController().signal }
const statuses = (steps: readonly CheckedStep[]): readonly string[] => steps.map(({ title, status }) => `${title} ${status}`)

const gpu: CheckedGpu = {
  info: { name: 'cuda', title: 'GPU', card: null, usable: true, reason: '', remedy: '', command: '', threads: null, memoryBytes: 24e9, driver: '', isSoftware: false },
  isSmall: false,
}

describe('the steps', () => {
  it('go on after one that fails, and one that takes too long', async () => {
    const told: string[] = []
    const steps = [
      step('a', () => Promise.reject(new LabError('device/wrong', 'It computed 3.', 'Update the driver.'))),
      step('b', never, 0.05),
      step('c', () => Promise.resolve(passed)),
    ]
    const done = await doSteps(steps, { ...options, tell: ({ title }) => told.push(title) })
    expect(statuses(done)).toEqual(['a failed', 'b out-of-time', 'c passed'])
    expect(done[0]).toMatchObject({ words: 'It computed 3. Update the driver.', figures: { problem: { code: 'device/wrong' } } })
    expect(told).toEqual(['a', 'b', 'c'])
  })

  it('are left out once the time of all is over, or the check is ended', async () => {
    expect(statuses(await doSteps([step('a', never), step('b', never)], { ...options, seconds: 0.05 }))).toEqual(['a out-of-time', 'b left-out'])
    const ending = new AbortController()
    const steps = [step('a', () => Promise.resolve(passed)), step('b', () => { ending.abort(); return never() }), step('c', never)]
    expect(statuses(await doSteps(steps, { ...options, signal: ending.signal }))).toEqual(['a passed', 'b left-out', 'c left-out'])
  })

  it('of a GPU begin with its losses, and have all that is still to be shown', () => {
    const titles = plannedSteps({ launcher: new FakeLauncher(), networkFolder: '/n', pytorch: null }, gpu).map(({ title }) => title)
    expect(titles[0]).toContain('losses of')
    for (const wanted of ['losses of alexnet against', 'speed of alexnet at batch 128, mixed precision', 'variants of alexnet', 'an evaluation of alexnet', 'lack of memory', 'two processes', 'mixed precision', 'the roof', 'operators of alexnet']) {
      expect(titles.filter((title) => title.includes(wanted)).length, wanted).toBeGreaterThan(0)
    }
    expect(new Set(titles).size).toBe(titles.length)
  })

  it('find a device whose losses are the CPU\'s, and one whose losses are not', async () => {
    const first = (launcher: FakeLauncher): readonly PlannedStep[] => plannedSteps({ launcher, networkFolder: '/n', pytorch: null }, { ...gpu, isSmall: true }).slice(0, 1)
    expect(await doSteps(first(new FakeLauncher()), options)).toMatchObject([{ status: 'passed', words: expect.stringContaining('allowed: 0.02') as string }])
    expect(await doSteps(first(new FakeLauncher({ gpuSpeed: 0 })), options)).toMatchObject([{ status: 'failed' }])
    const [lack] = plannedSteps({ launcher: new FakeLauncher({ failure: { atStep: 0, kind: 'memory' } }), networkFolder: '/n', pytorch: null }, gpu).filter(({ title }) => title === 'lack of memory')
    expect(await doSteps(lack ? [lack] : [], options)).toMatchObject([{ status: 'passed', words: expect.stringContaining('It is full. Use less.') as string }])
  })
})

it('the deviation is that of the worst loss, and without end where a loss is no number', () => {
  expect(largestDeviation([1, 2.2], [1, 2])).toBeCloseTo(0.1)
  expect(largestDeviation([1, null], [1, 2])).toBe(Infinity)
  expect(largestDeviation([1], [1, 2])).toBe(Infinity)
})

it('the files say what a device lacks, and count what was found', () => {
  const cuda: DeviceInfo = { ...gpu.info, usable: false, reason: 'libcudnn.so.9 is not found.', remedy: 'Install cuDNN 9.', command: 'apt install |it|' }
  const steps = [...deviceSteps([cuda, { ...gpu.info, name: 'webgpu', driver: '1.2' }]), { title: 'a', device: 'webgpu' as const, status: 'failed' as const, words: 'No.', seconds: 62, figures: {} }]
  expect(countsOf(steps)).toBe('1 passed, 1 failed, 1 lacking')
  const conditions = { measuredAt: '2026-11-29T15:00:00.000Z', processor: 'AMD', vectorInstructions: [], threads: 2, memoryBytes: 1e9, system: 'linux x64', device: 'GPU', lab: '0.1.0', node: '20', onnxRuntime: '1.30', peers: [], load: null }
  const text = gpuCheckMarkdown(gpuCheckSchema.parse({ conditions, isSmall: true, steps }), 'AMD; GPU')
  expect(text).toContain('played by the CPU')
  expect(text).toContain('| cuda | device | lacking | libcudnn.so.9 is not found. Install cuDNN 9. apt install \\|it\\| |')
  expect(text).toContain('| webgpu | a | **failed** | No. | 62 s |')
})

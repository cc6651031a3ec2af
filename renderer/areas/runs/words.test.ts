// Sentences, titles and figures about a run.
import type { DatasetInfo } from '@contract/data/datasets'
import type { DeviceInfo } from '@contract/devices/devices'
import type { Estimate } from '@contract/training/estimate'
import { presets } from '@contract/training/presets'
import { runStatusSchema, type TestedEpoch } from '@contract/runs/run-record'
import { wholeDataset, defaultSpec } from '@contract/training/run-spec'
import { describe, expect, it } from 'vitest'
import { epochResult, progressPoint, runRecord } from '@contract/testing/sample-runs'
import { basisWords, durationWords, longRunAdvice, memoryAdvice } from '../training/cost'
import { nextPreset } from './next-steps'
import { resumePoint } from './resume-point'
import { activity, progressOf, windowTitle } from './progress'
import { specLine } from '@common/words/spec-line'
import { statusOf, statusWords } from './status'

const classes = Array.from({ length: 10 }, String)
const fashionMnist = { id: 'fashion-mnist', trainImages: 60_000, testImages: 10_000, classes } as unknown as DatasetInfo
const plain = (text: string) => text.replaceAll('\u00a0', ' ')

describe('the state of a run', () => {
  const complete = (result: Partial<TestedEpoch>) => {
    const epoch = { ...epochResult(1), ...result }
    return runRecord({ status: 'completed', epochs: [epoch], testAccuracy: epoch.testAccuracy })
  }

  it('that is complete and no success says what is wrong, as far as the data set is known', () => {
    expect(statusOf(complete({}), fashionMnist)).toMatchObject({ label: 'Complete', tone: 'success' })
    const guesses = complete({ testAccuracy: 0.1, trainLoss: 2.3, testLoss: 2.3 })
    expect(statusOf(guesses, fashionMnist)).toMatchObject({ label: 'Learnt nothing', tone: 'neutral' })
    expect(statusOf(guesses, null).label).toBe('Complete')
    expect(statusOf({ ...guesses, status: 'stopped' }, fashionMnist).label).toBe('Stopped')
    expect(statusOf(complete({ testAccuracy: 0.1, trainLoss: 4e5 }), fashionMnist).label).toBe('Diverged')
    expect(statusOf(complete({ testAccuracy: 0.73, trainAccuracy: 1 }), fashionMnist).label).toBe('Overfitted')
  })
})

describe('resuming', () => {
  it('names the place from which a run can go on', () => {
    expect(resumePoint(runRecord())).toBeNull()
    expect(resumePoint(runRecord({ checkpoint: { folder: 'c', epoch: 2, step: 938 } }))).toBe('epoch 3')
    expect(resumePoint(runRecord({ checkpoint: { folder: 'c', epoch: 2, step: 1204 } }))).toBe('step 1,204')
    expect(resumePoint(runRecord({ checkpoint: { folder: 'c', epoch: 10, step: 4690 } }))).toBe('the end of epoch 10')
  })
})

describe('a line of settings', () => {
  it('has the numbers that matter most', () => {
    expect(specLine(defaultSpec('alexnet'), fashionMnist, 'window')).toBe('batch size 128 · learning rate 0.01 · seed 0 · dropout 0.5')
    const limited = (limitTrain: number, limitTest: number) => ({ ...defaultSpec('resnet-8'), dataset: { ...wholeDataset('fashion-mnist'), limitTrain, limitTest } })
    expect(specLine(limited(2560, 512), fashionMnist, 'window')).toContain('seed 0 · first 2,560 training images · first 512 test images')
    expect(specLine(limited(999_999, 10_000), fashionMnist, 'window')).not.toContain('images')
  })
})

describe('progress', () => {
  it('counts the epoch that goes on', () => {
    expect(progressOf(runRecord(), null)).toEqual({ epoch: 1, epochs: 10, step: 0, steps: 4690, fraction: 0 })
    expect(progressOf(runRecord(), progressPoint(469)).epoch).toBe(1)
    expect(progressOf(runRecord(), progressPoint(470)).epoch).toBe(2)
    expect(progressOf(runRecord(), progressPoint(4690))).toMatchObject({ epoch: 10, fraction: 1 })
    expect(progressOf(runRecord({ stepsPerEpoch: null }), null)).toMatchObject({ steps: null, fraction: 0 })
  })

  it('says what the run does', () => {
    expect(plain(activity(runRecord(), progressPoint(1), null))).toBe('52 s left')
    expect(activity(runRecord(), progressPoint(1), { done: 3200, total: 10_000 })).toBe('tests 3,200 of 10,000 images')
    expect(activity(runRecord({ status: 'starting' }), null, null)).toBe('reads the images and compiles the network')
  })
})

describe('the title of the window', () => {
  it('tells how far the run is', () => {
    expect(windowTitle(null, null)).toBe('CNN Lab')
    expect(windowTitle(runRecord(), progressPoint(2345))).toBe('50 % · LeNet with ReLU – CNN Lab')
  })
})

describe('costs', () => {
  const cpu: DeviceInfo = { ...{ name: 'cpu', title: 'CPU', card: null, usable: true, reason: '', remedy: '', command: '', threads: 2, driver: '' }, memoryBytes: 16e9, isSoftware: false }
  const devices: readonly DeviceInfo[] = [cpu, { ...cpu, name: 'cuda', memoryBytes: 24e9 }, { ...cpu, name: 'webgpu', memoryBytes: null, isSoftware: true }]
  const estimate: Estimate = {
    ...{ parameters: 1, stepsPerEpoch: 1, path: [], seconds: 13_800, overheadSeconds: 3, memoryBytes: 1, keepsArena: true, basis: 'predicted' },
    ...{ device: 'cpu', deviceTitle: 'CPU, 2 threads', deviceBytes: null },
  }

  it('of hours are told, with the quick preset as the way out for AlexNet', () => {
    expect(longRunAdvice(defaultSpec('alexnet'), { ...estimate, seconds: 600 }, devices)).toBeNull()
    const advice = longRunAdvice(defaultSpec('alexnet'), estimate, devices)
    expect(plain(advice?.message ?? '')).toBe('AlexNet at 224×224 wants a GPU: about 3 h 50 min here.')
    expect(advice?.offersQuickPreset).toBe(true)
    expect(longRunAdvice(defaultSpec('lenet'), estimate, devices)?.offersQuickPreset).toBe(false)
  })

  it('of more memory than there is are told, of the machine or of the GPU', () => {
    const advice = (changes: Partial<Estimate>) => plain(memoryAdvice({ ...estimate, ...changes }, devices)?.message ?? '')
    expect(advice({ memoryBytes: 15e9 })).toBe('')
    expect(advice({ memoryBytes: 40e9 })).toBe('About 40.0 GB of memory are needed, and this machine has 16.0 GB. A smaller batch needs less.')
    expect(advice({ device: 'cuda', memoryBytes: 2e9, deviceBytes: 30e9 })).toContain('the GPU has 24.0 GB')
    expect(advice({ device: 'webgpu', memoryBytes: 2e9, deviceBytes: 30e9 })).toBe('')
    expect(memoryAdvice({ ...estimate, memoryBytes: 40e9 }, [])).toBeNull()
  })

  it('of a GPU that the CPU plays are not known before they are measured', () => {
    const onWebgpu = { ...estimate, device: 'webgpu', seconds: 60 } as const
    expect(durationWords(onWebgpu, devices)).toBe('–')
    expect(plain(durationWords({ ...onWebgpu, basis: 'measured' }, devices))).toBe('60 s')
    expect(plain(durationWords({ ...estimate, seconds: 60 }, devices))).toBe('60 s')
    expect(longRunAdvice(defaultSpec('lenet'), { ...onWebgpu, seconds: 1e5 }, devices)).toBeNull()
  })

  it('say how they are known', () => {
    expect(basisWords(estimate, false)).toBe('predicted from the count of operations')
    expect(basisWords(estimate, true)).toBe('predicted; measuring …')
    expect(basisWords({ ...estimate, basis: 'measured' }, false)).toBe('measured on CPU, 2 threads')
  })
})

describe('the words of every state', () => {
  it('tell it from every other', () => {
    const labels = runStatusSchema.options.map((status) => statusWords[status].label)
    expect(new Set(labels).size).toBe(labels.length)
    expect(labels).not.toContain('')
  })

  it.each(presets)('after $name something else is proposed', ({ spec }) => {
    expect(nextPreset(runRecord({ spec })).name).not.toBe(spec.network.model)
  })
})

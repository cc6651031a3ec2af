// A started run is shown; a second one waits while the first stays on view; problems are shown where they arose.
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it } from 'vitest'
import type { DatasetInfo } from '@contract/data/datasets'
import { defaultSpec } from '@contract/training/run-spec'
import { runRecord } from '@contract/testing/sample-runs'
import { installLab, Refusal } from '../../testing/lab-in-memory'
import { useTraining } from './training-store'
import { useRuns } from '../runs/runs'
import { useAnnouncer } from '../../frame/announcer'
import { useCatalogue } from '../../frame/catalogue'
import { useSetup } from './setup-store'

const fashion: DatasetInfo = {
  ...{ id: 'fashion-mnist', title: 'Fashion-MNIST', description: '', licence: 'MIT', source: 'a test', trainImages: 60_000, validationImages: 0, testImages: 10_000 },
  ...{ height: 28, width: 28, channels: 1, classes: ['shirt', 'bag'], mean: [0.5], deviation: [0.25], colour: null },
}

beforeEach(() => {
  localStorage.clear()
  setActivePinia(createPinia())
})

describe('train', () => {
  it('starts the run of the form under its title, and shows it', async () => {
    const lab = installLab({ start: (spec, title) => runRecord({ spec, title, status: 'starting' }) })
    const training = useTraining()
    await training.train()
    expect(lab.asked).toHaveBeenCalledExactlyOnceWith('start', useSetup().spec, 'LeNet with ReLU')
    expect(training.shown?.status).toBe('starting')
  })

  it('does nothing while a field is wrong', async () => {
    const lab = installLab({})
    useSetup().draft.batchSize = ''
    await useTraining().train()
    expect(lab.asked).not.toHaveBeenCalled()
  })

  it('starts nothing in a home that can only be read, and says why', async () => {
    const lab = installLab({ catalogue: () => ({ version: '1', models: [], datasets: [fashion], importedDatasets: [], formerDatasets: [], presets: [], home: '/backup', isReadOnly: true }) })
    const training = useTraining()
    expect(training.refusal).toBeNull() // as long as nothing is known of the home
    await useCatalogue().load()
    expect(training.refusal).toContain('/backup can only be read')
    await training.train()
    expect(useAnnouncer().text).toBe(training.refusal)
    expect(lab.asked).toHaveBeenCalledExactlyOnceWith('catalogue')
  })

  it('keeps showing a run that has ended, however many end after it', async () => {
    const lab = installLab({ currentRuns: () => [runRecord({ id: 'shown' })] })
    await useRuns().load()
    const training = useTraining()
    training.show('shown')
    for (let second = 10; second < 60; second++) lab.tell({ type: 'run', run: runRecord({ id: `${second}`, status: 'completed', createdAt: `2026-01-02T00:00:${second}Z` }) })
    lab.tell({ type: 'run', run: runRecord({ id: 'shown', status: 'completed' }) })
    expect(training.shown?.status).toBe('completed')
  })

  it('keeps showing the run that goes on when another is queued behind it', async () => {
    const lab = installLab({ currentRuns: () => [runRecord({ id: 'first', spec: defaultSpec('lenet') })], start: () => runRecord({ id: 'second', status: 'queued' }) })
    await useRuns().load()
    const training = useTraining()
    training.show('first')
    await training.train()
    expect(training.shownId).toBe('first')
    expect(lab.asked).toHaveBeenCalledWith('start', expect.anything(), expect.anything())
  })

  it('says that a run was queued, and queues the same one a second time only on demand', async () => {
    let runs = 1
    const lab = installLab({
      currentRuns: () => [runRecord({ id: 'first', spec: { ...defaultSpec('lenet-relu'), seed: 7 } })],
      start: (spec, title) => runRecord({ id: `run-${++runs}`, spec, title, status: 'queued' }),
    })
    await useRuns().load()
    const training = useTraining()
    expect(training.twin).toBeNull()
    await training.train()
    expect(useAnnouncer().text).toMatch(/^Queued: LeNet with ReLU\./)
    expect(training.twin?.id).toBe('run-2')
    await training.train()
    expect(useAnnouncer().text).toContain('waits already')
    expect(lab.asked.mock.calls.filter(([call]) => call === 'start')).toHaveLength(1)
    await training.train('again')
    expect(useRuns().list.filter(({ status }) => status === 'queued')).toHaveLength(2)
    useSetup().draft.seed = '8'
    expect(training.twin).toBeNull()
  })

  it('tells why a start failed', async () => {
    installLab({
      start: () => {
        throw new Refusal({ code: 'store/full', message: 'The disk is full.', remedy: 'Remove runs.' })
      },
    })
    const training = useTraining()
    await training.train()
    expect(training.startProblem?.message).toBe('The disk is full.')
    expect(training.shownId).toBeNull()
    expect(training.isStarting).toBe(false)
  })
})

describe('the space bar', () => {
  it.each([
    ['running', 'pause'],
    ['paused', 'resume'],
  ] as const)('on a run that is %s means %s', async (status, call) => {
    const lab = installLab({ currentRuns: () => [runRecord({ status })], pause: () => runRecord(), resume: () => runRecord() })
    await useRuns().load()
    await useTraining().togglePause()
    expect(lab.asked).toHaveBeenLastCalledWith(call, 'lenet-relu-1')
  })

  it('does nothing while a run only starts', async () => {
    const lab = installLab({ currentRuns: () => [runRecord({ status: 'starting' })] })
    await useRuns().load()
    await useTraining().togglePause()
    expect(lab.asked).toHaveBeenCalledExactlyOnceWith('currentRuns')
  })
})

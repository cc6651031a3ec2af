// Starting shows the run; a second one waits without pushing the first from the view; problems stay where they arose.
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it } from 'vitest'
import { runRecord } from '@contract/testing/sample-runs'
import { installLab, Refusal } from '../../testing/lab-in-memory'
import { useBench } from './lab-bench'
import { useRuns } from '../runs/runs'
import { useSetup } from './setup-store'

beforeEach(() => {
  setActivePinia(createPinia())
})

describe('train', () => {
  it('starts the run of the form under its title, and shows it', async () => {
    const lab = installLab({ start: (spec, title) => runRecord({ spec, title, status: 'starting' }) })
    const bench = useBench()
    await bench.train()
    expect(lab.asked).toHaveBeenCalledExactlyOnceWith('start', useSetup().spec, 'LeNet with ReLU')
    expect(bench.shown?.status).toBe('starting')
  })

  it('does nothing while a field is wrong', async () => {
    const lab = installLab({})
    useSetup().draft.batchSize = ''
    await useBench().train()
    expect(lab.asked).not.toHaveBeenCalled()
  })

  it('keeps showing the run that goes on when another is queued behind it', async () => {
    const lab = installLab({ runs: () => [runRecord({ id: 'first' })], start: () => runRecord({ id: 'second', status: 'queued' }) })
    await useRuns().load()
    const bench = useBench()
    bench.show('first')
    await bench.train()
    expect(bench.shownId).toBe('first')
    expect(lab.asked).toHaveBeenCalledWith('start', expect.anything(), expect.anything())
  })

  it('tells why a start failed', async () => {
    installLab({
      start: () => {
        throw new Refusal({ code: 'store/full', message: 'The disk is full.', remedy: 'Remove runs.' })
      },
    })
    const bench = useBench()
    await bench.train()
    expect(bench.startProblem?.message).toBe('The disk is full.')
    expect(bench.shownId).toBeNull()
    expect(bench.isStarting).toBe(false)
  })
})

describe('the space bar', () => {
  it.each([
    ['running', 'pause'],
    ['paused', 'resume'],
  ] as const)('on a run that is %s means %s', async (status, call) => {
    const lab = installLab({ runs: () => [runRecord({ status })], pause: () => runRecord(), resume: () => runRecord() })
    await useRuns().load()
    await useBench().togglePause()
    expect(lab.asked).toHaveBeenLastCalledWith(call, 'lenet-relu-1')
  })

  it('does nothing while a run only starts', async () => {
    const lab = installLab({ runs: () => [runRecord({ status: 'starting' })] })
    await useRuns().load()
    await useBench().togglePause()
    expect(lab.asked).toHaveBeenCalledExactlyOnceWith('runs')
  })
})

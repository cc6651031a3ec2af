// The forecast of the queue: what waiting runs take, with what comes beside their training.
import { runRecord } from '@contract/testing/sample-runs'
import { firstQueueChoices } from '@contract/runs/run-queue'
import { expect, it } from 'vitest'
import { cpuDevice } from '../../devices/cpu'
import type { ExpectedCost } from '../../estimates/estimator'
import { QueueForecaster } from './queue-forecast'
import type { RunQueue } from './run-queue'

it('counts the start of each process, also for a run that goes on in the middle', async () => {
  const cost: ExpectedCost = { device: cpuDevice(), size: { parameters: 1, activationBytes: 1, macs: 1 }, seconds: 20, overheadSeconds: 3, peakRssBytes: 1, deviceBytes: null }
  const fresh = runRecord({ id: 'a', status: 'queued', stepsPerEpoch: null })
  const half = runRecord({ id: 'b', status: 'queued', stepsPerEpoch: 10, step: 5 * fresh.spec.epochs })
  const queue = { going: [], waiting: [fresh, half], supervisorOf: () => null } as unknown as RunQueue
  const forecaster = new QueueForecaster({ estimator: { expectedCosts: (specs) => Promise.resolve(specs.map(() => cost)) } })
  const { ends, seconds } = await forecaster.of(queue, { ...firstQueueChoices, waiting: ['a', 'b'], cutShort: [], takenOver: 0 })
  expect(ends).toEqual([{ id: 'a', seconds: 23 }, { id: 'b', seconds: 23 + 10 + 3 }])
  expect(seconds).toBe(36)
})

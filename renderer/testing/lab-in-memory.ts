// A lab for tests of the page: answers from prepared values, and lets a test tell events.
import type { LabEvent } from '@contract/events'
import type { LabApi, LabCall, LabResult } from '@contract/lab-api'
import type { Problem } from '@contract/problem'
import type { EpochResult, ProgressPoint, RunRecord } from '@contract/run-record'
import { defaultSpec } from '@contract/run-spec'
import { vi, type Mock } from 'vitest'

type Replies = { [C in LabCall]?: (...args: Parameters<LabApi[C]>) => LabResult<C> | Promise<LabResult<C>> }

/** Thrown by a reply, it becomes the answer's problem. */
export class Refusal extends Error {
  constructor(readonly problem: Problem) {
    super(problem.message)
  }
}

export interface LabInMemory {
  /** Every call that was made: name, then arguments. */
  readonly asked: Mock<(call: string, ...args: readonly unknown[]) => void>
  readonly tell: (event: LabEvent) => void
}

/** Puts a lab into the window; calls without a prepared reply fail the test. */
export function installLab(replies: Replies): LabInMemory {
  const asked = vi.fn<(call: string, ...args: readonly unknown[]) => void>()
  const listeners = new Set<(event: LabEvent) => void>()
  const lab = new Proxy(
    {},
    {
      get: (_target, name: string) => {
        if (name === 'onEvent') {
          return (listener: (event: LabEvent) => void) => {
            listeners.add(listener)
            return () => listeners.delete(listener)
          }
        }
        return async (...args: readonly unknown[]) => {
          asked(name, ...args)
          const reply = (replies as Record<string, ((...args: readonly unknown[]) => unknown) | undefined>)[name]
          if (!reply) throw new Error(`the test has no reply to ${name}`)
          try {
            return { ok: true, value: await reply(...args) }
          } catch (error) {
            if (error instanceof Refusal) return { ok: false, problem: error.problem }
            throw error
          }
        }
      },
    },
  )
  Object.defineProperty(window, 'lab', { value: lab, configurable: true })
  return {
    asked,
    tell: (event) => {
      for (const listener of listeners) listener(event)
    },
  }
}

/** A run of LeNet with ReLU as the lab would tell of it. */
export function runRecord(changes: Partial<RunRecord> = {}): RunRecord {
  return {
    id: 'lenet-relu-1',
    title: 'LeNet with ReLU',
    status: 'running',
    spec: defaultSpec('lenet-relu'),
    device: 'cpu',
    deviceTitle: 'CPU, 2 threads',
    threads: 2,
    parameters: 61_706,
    stepsPerEpoch: 469,
    createdAt: '2025-03-03T14:05:00.000Z',
    startedAt: '2025-03-03T14:05:01.000Z',
    endedAt: null,
    step: 0,
    trainLoss: null,
    trainAccuracy: null,
    testLoss: null,
    testAccuracy: null,
    imagesPerSecond: null,
    peakRssBytes: null,
    predictedRssBytes: null,
    peakDeviceBytes: null,
    predictedDeviceBytes: null,
    deviceBytesBasis: null,
    elapsedSeconds: 0,
    epochs: [],
    checkpoint: null,
    notice: null,
    problem: null,
    ...changes,
  }
}

export function epochResult(epoch: number, testAccuracy = 0.8): EpochResult {
  return { epoch, trainLoss: 0.5, trainAccuracy: 0.81, testLoss: 0.55, testAccuracy, imagesPerSecond: 9000, seconds: 7 }
}

export function progressPoint(step: number, changes: Partial<ProgressPoint> = {}): ProgressPoint {
  return {
    step,
    epoch: step / 469,
    loss: 0.5,
    accuracy: 0.8,
    runningLoss: 0.52,
    runningAccuracy: 0.79,
    imagesPerSecond: 9000,
    stepSeconds: 0.0142,
    rssBytes: 3e8,
    deviceBytes: null,
    deviceUtilization: null,
    elapsedSeconds: step / 70,
    secondsLeft: 52.4,
    ...changes,
  }
}

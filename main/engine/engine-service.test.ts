// The engine as a service: each question is answered or refused under its own name, whatever its arguments.
import { defaultSpec, wholeDataset } from '@contract/training/run-spec'
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, afterEach, describe, expect, it, vi } from 'vitest'
import type { EngineEvent } from '@contract/engine/engine-messages'
import { temporaryFolder } from '../files/testing/temporary-folder'
import { closeLog, openLog } from '../log/log'
import { serve } from './engine-service'

/** A running service, the messages that it has sent so far, and a function that sends it a message. */
function served() {
  const events: EngineEvent[] = []
  let deliver: (message: unknown) => void = () => undefined
  serve({ send: (event) => events.push(event), onMessage: (listener) => (deliver = listener) }, '/no-draw-thread')
  const next = async (message: unknown): Promise<EngineEvent | undefined> => {
    const before = events.length
    deliver(message)
    await vi.waitFor(
      () => {
        expect(events.length).toBeGreaterThan(before)
      },
      { timeout: 30_000 }, // the first question loads what answers questions
    )
    return events.at(-1)
  }
  return { events, next }
}

it('is ready first', () => {
  expect(served().events).toEqual([{ type: 'ready', onnxRuntime: expect.stringMatching(/^\d+\.\d+/) as string }])
})

it('answers a question under its name', async () => {
  const { next } = served()
  expect(await next({ type: 'ask', question: 'probe', args: { device: 'cpu' } })).toEqual({ type: 'answered', question: 'probe', answer: 'works' })
})

it("tells a work's error as it is, and goes on to answer", async () => {
  const { next } = served()
  const args = { path: '/none.onnx', networkFolder: '/none' }
  expect(await next({ type: 'ask', question: 'importNetwork', args })).toMatchObject({ type: 'failed', problem: { code: expect.stringMatching(/^onnx\//) as string } })
  expect(await next({ type: 'ask', question: 'probe', args: { device: 'cpu' } })).toMatchObject({ type: 'answered' })
})

it.each([
  ['no question of the table', { type: 'ask', question: 'guess', args: {} }],
  ['arguments of another question', { type: 'ask', question: 'probe', args: { path: '/none.onnx' } }],
  ['no command at all', 'train'],
])('refuses %s', async (_, message) => {
  expect(await served().next(message)).toMatchObject({ type: 'failed', problem: { code: 'unexpected' } })
})

describe('the log', () => {
  let folder = ''
  beforeEach(() => {
    folder = temporaryFolder()
    openLog({ folder, process: 'engine' })
  })
  afterEach(closeLog)

  const lines = () => readFileSync(join(folder, 'engine.log'), 'utf8').trimEnd().split('\n').map((line) => JSON.parse(line) as Record<string, unknown>)

  it('has each question with its begin and its end, whichever way that comes', async () => {
    const { next } = served()
    await next({ type: 'ask', question: 'probe', args: { device: 'cpu' } })
    await next({ type: 'ask', question: 'importNetwork', args: { path: '/none.onnx', networkFolder: '/none' } })
    expect(lines()).toMatchObject([
      { area: 'question', event: 'begun', question: 'probe' },
      { area: 'question', event: 'done', question: 'probe', milliseconds: expect.any(Number) as number },
      { area: 'question', event: 'begun', question: 'importNetwork' },
      { area: 'question', event: 'failed', level: 'error', question: 'importNetwork', code: expect.stringMatching(/^onnx\//) as string },
    ])
  })

  /** Trains a small run in a folder named `lenet-1`, reacting to events by further commands. */
  const trained = async (spec: object, react: (event: EngineEvent) => string | null): Promise<void> => {
    let deliver: (message: unknown) => void = () => undefined
    const small = { ...defaultSpec('lenet-relu'), dataset: { ...wholeDataset('fashion-mnist'), limitTrain: 200, limitTest: 100 }, batchSize: 50, epochs: 1, ...spec }
    await new Promise<void>((resolve) => {
      const send = (event: EngineEvent): void => {
        const command = react(event)
        if (command !== null) setTimeout(() => { deliver({ type: command }) }, 1)
        if (event.type === 'completed' || event.type === 'stopped' || event.type === 'failed') setTimeout(resolve, 1)
      }
      serve({ send, onMessage: (listener) => (deliver = listener) }, '/no-draw-thread')
      mkdirSync(join(folder, 'lenet-1')) // the lab makes it before it asks the engine
      deliver({ type: 'train', spec: small, device: 'cpu', folder: join(folder, 'lenet-1'), networkFolder: folder, untilEpoch: null, threads: null, plansFile: null })
    })
  }

  it('has each transition of a run', async () => {
    await trained({}, ({ type }) => (type === 'started' ? 'pause' : type === 'paused' ? 'resume' : null))
    const events = lines()
    expect(events.map(({ event }) => event).filter((event) => event !== 'training begun')).toEqual([
      ...['begun', 'prepared', 'asked to pause', 'checkpoint written', 'paused', 'asked to resume', 'resumed'],
      ...['epoch ended', 'checkpoint written', 'ended', 'done'],
    ])
    expect(events.filter(({ event }) => event === 'training begun')).toHaveLength(1) // before the pause or behind it, as it happens
    expect(events.filter(({ event }) => !String(event).startsWith('asked')).every(({ area, run }) => area === 'training' && run === 'lenet-1')).toBe(true)
  })

  it('has the code of what ended a run', async () => {
    const { optimizer } = defaultSpec('lenet-relu')
    await trained({ optimizer: { ...optimizer, learningRate: 100 }, epochs: 20 }, () => null)
    expect(lines().at(-1)).toMatchObject({ level: 'error', event: 'failed', run: 'lenet-1', code: 'training/diverged' })
  })
})

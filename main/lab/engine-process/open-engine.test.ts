// The engine process that stays open: one question after another, a crash costs one of them, newer ones take the place of those that wait, and idle it ends.
import { constants, setPriority } from 'node:os'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { QuestionArgs } from '@contract/engine/questions'
import type { EngineCommand } from '@contract/engine/engine-messages'
import { LabError } from '@contract/problem'
import type { EngineChannel, EngineExit } from './channel'
import { OpenEngine } from './open-engine'

vi.mock('node:os', async (original) => ({ ...(await original<object>()), setPriority: vi.fn() }))

type ProbeArgs = QuestionArgs<'probe'>
const cpu: ProbeArgs = { device: 'cpu' }
const gpu: ProbeArgs = { device: 'webgpu' }
const answer = { type: 'answered', question: 'probe', answer: 'works' }
const crash: EngineExit = { code: 3, signal: null, lastWords: '' }

class FakeProcess implements EngineChannel {
  readonly pid = 4711
  readonly asked: EngineCommand[] = []
  isKilled = false
  tell: (message: unknown) => void = () => undefined
  exit: (exit: EngineExit) => void = () => undefined

  send(command: EngineCommand): void {
    this.asked.push(command)
  }

  onMessage(listener: (message: unknown) => void): void {
    this.tell = listener
  }

  onErrorOutput(): void {
    // it says nothing
  }

  onExit(listener: (exit: EngineExit) => void): void {
    this.exit = listener
  }

  kill(): void {
    this.isKilled = true
    this.exit({ code: null, signal: 'SIGKILL', lastWords: '' })
  }

  ready(): void {
    this.tell({ type: 'ready', onnxRuntime: '1.0' })
  }
}

function openEngine(patience = 1000, isInBackground = false) {
  const processes: FakeProcess[] = []
  const launch = (): FakeProcess => {
    const process = new FakeProcess()
    processes.push(process)
    return process
  }
  const engine = new OpenEngine({ launch }, { patience, isInBackground })
  const process = (number: number): FakeProcess => {
    const found = processes[number]
    if (!found) throw new Error(`process ${number} was not started`)
    return found
  }
  return { engine, processes, process }
}

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

it('asks one question after another in one process, and hands over what belongs to each', async () => {
  const { engine, processes, process } = openEngine()
  const [first, second] = [engine.ask('probe', cpu), engine.ask('probe', gpu)]
  expect(process(0).asked).toEqual([])
  process(0).ready()
  expect(process(0).asked).toEqual([{ type: 'ask', question: 'probe', args: cpu }])
  process(0).tell({ type: 'answering', done: 1, total: 2 })
  process(0).tell(answer)
  expect(await first).toBe('works')
  process(0).tell({ type: 'failed', problem: { code: 'device/none', message: 'There is none.', remedy: '' } })
  await expect(second).rejects.toMatchObject({ code: 'device/none' })
  const third = engine.ask('probe', cpu)
  expect(process(0).asked).toHaveLength(3)
  process(0).tell(answer)
  expect(await third).toBe('works')
  expect(processes).toHaveLength(1)
})

it('fails the question that a process dies with, and asks the next one of a new process', async () => {
  const { engine, process } = openEngine()
  const [first, second] = [engine.ask('probe', cpu), engine.ask('probe', gpu)]
  process(0).ready()
  process(0).exit(crash)
  await expect(first).rejects.toMatchObject({ code: 'engine/crashed', message: 'The engine process ended with exit code 3 while trying the device.' })
  process(1).ready()
  expect(process(1).asked).toEqual([{ type: 'ask', question: 'probe', args: gpu }])
  process(1).tell(answer)
  expect(await second).toBe('works')
  process(1).exit(crash) // while it waits
  const third = engine.ask('probe', cpu)
  process(2).ready()
  process(2).tell(answer)
  expect(await third).toBe('works')
})

it.each([['another question', { ...answer, question: 'exportNetwork', answer: 1000 }], ['another form', { ...answer, answer: 1000 }], ['a run', { type: 'paused' }]])('does not take an answer of %s', async (_, message) => {
  const { engine, process } = openEngine()
  const asked = engine.ask('probe', cpu)
  process(0).ready()
  process(0).tell(message)
  await expect(asked).rejects.toMatchObject({ code: 'engine/protocol' })
  expect(process(0).isKilled).toBe(true)
})

it('puts a newer question of a subject in the place of one that waits, and leaves alone the one that is being answered', async () => {
  const { engine, process } = openEngine()
  const first = engine.ask('probe', cpu, 'drawing')
  process(0).ready()
  const second = engine.ask('probe', gpu, 'drawing')
  const other = engine.ask('probe', gpu, 'filters')
  const third = engine.ask('probe', cpu, 'drawing')
  await expect(second).rejects.toMatchObject({ code: 'inspection/replaced' })
  for (let answers = 0; answers < 3; answers++) process(0).tell(answer)
  expect(await Promise.all([first, third, other])).toEqual(['works', 'works', 'works'])
  expect(process(0).asked.map((command) => command.type === 'ask' && command.args)).toEqual([cpu, cpu, gpu])
})

it('takes out a question that waits, and not the one that is being answered', async () => {
  const { engine, process } = openEngine()
  const first = engine.ask('probe', cpu)
  const early = engine.ask('probe', gpu)
  expect(engine.withdraw(early)).toBe(true)
  await expect(early).rejects.toMatchObject({ code: 'engine/withdrawn' })
  process(0).ready()
  expect(engine.withdraw(first)).toBe(false)
  process(0).tell(answer)
  expect(await first).toBe('works')
  expect(engine.withdraw(first)).toBe(false)
  expect(process(0).asked).toHaveLength(1)
})

it('interrupts a question that takes long, and asks those behind it of a new process', async () => {
  const { engine, process } = openEngine()
  const [first, second] = [engine.ask('probe', cpu), engine.ask('probe', gpu)]
  const cancelled = new LabError('inspection/cancelled', 'It was cancelled.')
  expect(engine.interrupt(0, cancelled)).toBe(false) // the process is not ready: it answers nothing yet
  process(0).ready()
  vi.advanceTimersByTime(500)
  expect(engine.interrupt(1000, cancelled)).toBe(false)
  vi.advanceTimersByTime(500)
  expect(engine.interrupt(1000, cancelled)).toBe(true)
  await expect(first).rejects.toBe(cancelled)
  expect(process(0).isKilled).toBe(true)
  process(1).ready()
  process(1).tell(answer)
  expect(await second).toBe('works')
  expect(engine.interrupt(0, cancelled)).toBe(false)
})

it('ends a process that nothing was asked of for a while, and starts another when something is', async () => {
  const { engine, process } = openEngine(1000)
  const first = engine.ask('probe', cpu)
  process(0).ready()
  process(0).tell(answer)
  await first
  vi.advanceTimersByTime(900)
  const second = engine.ask('probe', cpu)
  vi.advanceTimersByTime(900)
  expect(process(0).isKilled).toBe(false)
  process(0).tell(answer)
  await second
  vi.advanceTimersByTime(1000)
  expect(process(0).isKilled).toBe(true)
  const third = engine.ask('probe', cpu)
  process(1).ready()
  process(1).tell(answer)
  expect(await third).toBe('works')
})

it('rejects what is open when it is closed, and what is asked afterwards', async () => {
  const { engine, processes, process } = openEngine()
  const open = [engine.ask('probe', cpu), engine.ask('probe', gpu)]
  process(0).ready()
  engine.close()
  const outcomes = await Promise.allSettled([...open, engine.ask('probe', cpu)])
  expect(outcomes.map((outcome) => outcome.status === 'rejected' && (outcome.reason as LabError).code)).toEqual(['lab/closed', 'lab/closed', 'lab/closed'])
  expect(process(0).isKilled).toBe(true)
  expect(processes).toHaveLength(1)
})

it('gives way to other processes', async () => {
  const { engine, process } = openEngine(1000, true)
  const asked = engine.ask('probe', cpu)
  process(0).ready()
  process(0).tell(answer)
  await asked
  expect(setPriority).toHaveBeenCalledExactlyOnceWith(process(0).pid, constants.priority.PRIORITY_BELOW_NORMAL)
})

// One question to an engine process: its answer is checked against the question's own record, which also has the words for a crash.
import { expect, it } from 'vitest'
import type { EngineCommand } from '@contract/engine/engine-messages'
import type { EngineChannel, EngineExit } from './channel'
import { askEngine } from './single-question'

/** A process that is ready at once, and answers every command with the same message; null: it crashes instead. */
function processThatAnswers(answer: object | null) {
  const commands: EngineCommand[] = []
  let tell: (message: unknown) => void = () => undefined
  let exit: (exit: EngineExit) => void = () => undefined
  let killed = 0
  const channel: EngineChannel = {
    pid: 1,
    send: (command) => {
      commands.push(command)
      queueMicrotask(() => {
        if (answer) tell(answer)
        else exit({ code: 3, signal: null, lastWords: '' })
      })
    },
    onMessage: (listener) => {
      tell = listener
      queueMicrotask(() => {
        listener({ type: 'ready', onnxRuntime: '1.0' })
      })
    },
    onErrorOutput: () => undefined,
    onExit: (listener) => (exit = listener),
    kill: () => {
      killed += 1
      exit({ code: null, signal: 'SIGKILL', lastWords: '' })
    },
  }
  return { launcher: { launch: () => channel }, commands, kills: () => killed }
}

it('asks by name, gives the answer and ends the process', async () => {
  const engine = processThatAnswers({ type: 'answered', question: 'probe', answer: 'works' })
  expect(await askEngine(engine.launcher, 'probe', { device: 'cpu' })).toBe('works')
  expect(engine.commands).toEqual([{ type: 'ask', question: 'probe', args: { device: 'cpu' } }])
  expect(engine.kills()).toBe(1)
})

it.each([
  ['the answer to another question', { type: 'answered', question: 'exportNetwork', answer: 1000 }],
  ['an answer of another form', { type: 'answered', question: 'probe', answer: 1000 }],
  ['an event of a run, which nobody has asked for', { type: 'paused' }],
])('does not take %s', async (_, message) => {
  const engine = processThatAnswers(message)
  await expect(askEngine(engine.launcher, 'probe', { device: 'cpu' })).rejects.toMatchObject({ code: 'engine/protocol' })
  expect(engine.kills()).toBe(1)
})

it("is rejected with the engine's problem", async () => {
  const problem = { code: 'device/wrong', message: 'It computed 1 where 2 is right.', remedy: '' }
  const { launcher } = processThatAnswers({ type: 'failed', problem })
  await expect(askEngine(launcher, 'probe', { device: 'cpu' })).rejects.toMatchObject(problem)
})

it("says what the process did when it crashed, in the question's words", async () => {
  const args = { device: 'cpu' as const, model: '/m.onnx', output: null, batch: '/b.safetensors', out: '/o.safetensors' }
  await expect(askEngine(processThatAnswers(null).launcher, 'differentiate', args)).rejects.toMatchObject({
    code: 'engine/crashed',
    message: 'The engine process ended with exit code 3 while computing gradients.',
    remedy: 'Try again.',
  })
})

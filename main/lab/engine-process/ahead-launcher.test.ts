// A process that was started ahead goes to whoever launches first, who misses nothing of what it has said.
import { expect, it } from 'vitest'
import { AheadLauncher } from './ahead-launcher'
import type { EngineChannel, EngineExit } from './channel'

/** A launcher of processes that say what they are told to. */
function scripted() {
  const processes: { readonly say: (message: unknown) => void; readonly end: () => void; kills: number }[] = []
  const launch = (): EngineChannel => {
    const [messages, exits]: [((message: unknown) => void)[], ((exit: EngineExit) => void)[]] = [[], []]
    const process = {
      say: (message: unknown) => {
        for (const listener of messages) listener(message)
      },
      end: () => {
        for (const listener of exits) listener({ code: 0, signal: null, lastWords: '' })
      },
      kills: 0,
    }
    processes.push(process)
    return { pid: processes.length, send: () => undefined, onMessage: (listener) => messages.push(listener), onErrorOutput: () => undefined, onExit: (listener) => exits.push(listener), kill: () => (process.kills += 1) }
  }
  return { processes, launcher: new AheadLauncher({ launch }) }
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

it('hands over the process with what it has said, in its order and not within the call', async () => {
  const { processes, launcher } = scripted()
  launcher.startAhead()
  processes[0]?.say('ready')
  const channel = launcher.launch()
  expect(channel.pid).toBe(1)
  const heard: unknown[] = []
  channel.onMessage((message) => heard.push(message))
  processes[0]?.say('second')
  expect(heard).toEqual([])
  await turn()
  processes[0]?.say('third')
  expect(heard).toEqual(['ready', 'second', 'third'])
  expect(launcher.launch().pid).toBe(2)
  launcher.discard()
  expect(processes.map(({ kills }) => kills)).toEqual([0, 0])
})

it('starts another where it has ended, and ends one that nobody took', () => {
  const { processes, launcher } = scripted()
  launcher.startAhead()
  processes[0]?.end()
  expect(launcher.launch().pid).toBe(2)
  launcher.startAhead()
  launcher.discard()
  expect(processes.map(({ kills }) => kills)).toEqual([0, 0, 1])
  expect(launcher.launch().pid).toBe(4)
})

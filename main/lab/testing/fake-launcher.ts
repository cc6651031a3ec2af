// Launches the stand-in for the engine, in the process of the test or in real child processes, and lets tests look at and kill them.
import { fileURLToPath } from 'node:url'
import type { EngineCommand } from '@contract/engine/engine-messages'
import type { EngineChannel, EngineLauncher } from '../engine-process/channel'
import { forkLauncher } from '../engine-process/fork-launcher'
import type { FakeBehaviour } from './fake-behaviour'
import { fakeEngineInProcess } from './fake-engine-in-process'

export type { FakeBehaviour }

/** Where the stand-in runs: in the process of the test, or in one of its own, for tests of processes. */
export type FakePlace = 'here' | 'in a process'

const processes = forkLauncher(fileURLToPath(new URL('fake-engine-process.mjs', import.meta.url)))

const launched: Readonly<Record<FakePlace, (behaviour: FakeBehaviour) => EngineChannel>> = {
  here: fakeEngineInProcess,
  'in a process': (behaviour) => {
    process.env.FAKE_ENGINE = JSON.stringify(behaviour)
    return processes.launch()
  },
}

export class FakeLauncher implements EngineLauncher {
  /** Behaviour of those that are launched from now on. */
  behaviour: FakeBehaviour
  readonly channels: EngineChannel[] = []
  /** The commands that the lab has sent to any of them, in order. */
  readonly commands: EngineCommand[] = []
  readonly #place: FakePlace
  #alive = 0
  /** Largest number of processes that lived at the same time. */
  mostAlive = 0

  constructor(behaviour: FakeBehaviour = {}, place: FakePlace = 'here') {
    this.behaviour = behaviour
    this.#place = place
  }

  get alive(): number {
    return this.#alive
  }

  launch(): EngineChannel {
    const channel = launched[this.#place](this.behaviour)
    const send = channel.send.bind(channel)
    channel.send = (command) => {
      this.commands.push(command)
      send(command)
    }
    this.channels.push(channel)
    this.#alive += 1
    this.mostAlive = Math.max(this.mostAlive, this.#alive)
    channel.onExit(() => {
      this.#alive -= 1
    })
    return channel
  }
}

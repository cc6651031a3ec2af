// Launches the stand-in for the engine in real child processes, and lets tests look at and kill them.
import { fileURLToPath } from 'node:url'
import type { EngineCommand } from '@contract/engine/engine-messages'
import type { EngineChannel, EngineLauncher } from '../engine-process/channel'
import { forkLauncher } from '../engine-process/fork-launcher'

/** How the stand-in behaves. */
export interface FakeBehaviour {
  readonly threads?: number
  readonly stepsPerEpoch?: number
  readonly stepMilliseconds?: number
  /** How long it takes from the command to train until the start. */
  readonly startMilliseconds?: number
  /** How long it takes to summarize or calibrate. */
  readonly answerMilliseconds?: number
  /** The GPU that WebGPU finds, or what happens on the way; without: none. */
  readonly gpu?: 'hardware' | 'software' | 'crash' | 'silence'
  /** How much faster than the CPU that GPU is; without: ten times. */
  readonly gpuSpeed?: number
  /** Never obeys a stop. */
  readonly deafToStop?: boolean
  /** What goes wrong, and at which training step; 0: at a question. `ofSeed`: only in runs with this seed. */
  readonly failure?: { readonly atStep: number; readonly ofSeed?: number; readonly kind: 'exit' | 'kill' | 'garbage' | 'problem' | 'memory' }
}

const entry = fileURLToPath(new URL('fake-engine.mjs', import.meta.url))

export class FakeLauncher implements EngineLauncher {
  /** Behaviour of the processes that are launched from now on. */
  behaviour: FakeBehaviour
  readonly channels: EngineChannel[] = []
  /** The commands that the lab has sent to any of them, in order. */
  readonly commands: EngineCommand[] = []
  readonly #launcher = forkLauncher(entry)
  #alive = 0
  /** Largest number of processes that lived at the same time. */
  mostAlive = 0

  constructor(behaviour: FakeBehaviour = {}) {
    this.behaviour = behaviour
  }

  get alive(): number {
    return this.#alive
  }

  launch(): EngineChannel {
    process.env.FAKE_ENGINE = JSON.stringify(this.behaviour)
    const channel = this.#launcher.launch()
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

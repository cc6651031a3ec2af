// Networks that stay open between questions, with their weights and compiled programs: the next question about the same network only has to run.
import type { DatasetInfo } from '@contract/data/datasets'
import type { RunSpec } from '@contract/training/run-spec'
import { activationBytes } from '../../analysis/value-bytes'
import { datasetInfo } from '../../data/catalogue'
import { initialState, stateOf, type Network, type StateValues } from '../../networks/network'
import { feedsOf, type Feeds, type Session } from '../runtime/session'
import { trainedState, type TrainedCheckpoint } from '../training/checkpoints/trained-state'
import { networkOfSpec } from '../training/run/network-of-spec'
import { inspectedLayers, type InspectedLayer } from './inspected-layers'
import { KeptSessions } from './kept-sessions'

/** Which network, with which parameters. */
export interface TrainedNetwork {
  readonly spec: RunSpec
  /** Absolute path of the folder that holds networks from files. */
  readonly networkFolder: string
  /** Null: the parameters that a run of the spec would begin with. */
  readonly trained: TrainedCheckpoint | null
}

/** Networks that stay open while nobody uses them. */
const mostNetworks = 3

/** Bytes of parameters and buffers that they hold together, at most: the newest network is kept whatever its size. */
const mostBytes = 1e9

/** Images of a batch: enough to keep the processor busy. */
const usualBatch = 32

/** Bytes of the activations of a batch, at most: those of a large network fit in memory. */
const mostActivationBytes = 1e9

/** Programs of a network that stay compiled while nobody uses it. */
const mostSessions = 8

/** A network with its parameters and programs, to be used as long as {@link OpenedNetworks.use} lasts. */
export class OpenedNetwork {
  /** The data set, whose form images have. */
  readonly info: DatasetInfo
  readonly state: StateValues
  /** {@link state} as inputs of a program, under the names in the network. */
  readonly stateFeeds: Feeds
  readonly #build: (batchSize: number) => Network
  /** By batch size. */
  readonly #networks = new Map<number, Network>()
  readonly #layers = new Map<number, readonly InspectedLayer[]>()
  readonly #sessions = new KeptSessions()

  private constructor(info: DatasetInfo, state: StateValues, build: (batchSize: number) => Network) {
    this.info = info
    this.state = state
    this.#build = build
    this.stateFeeds = feedsOf(state, stateOf(this.networkFor(1)))
  }

  /** @throws LabError `checkpoint/damaged`, `dataset/unknown`, `network/...` */
  static async open({ spec, networkFolder, trained }: TrainedNetwork): Promise<OpenedNetwork> {
    const build = await networkOfSpec(spec, networkFolder)
    const network = build(1)
    const { initializer, initializerScale } = spec.network
    const state = trained ? await trainedState(trained, network) : initialState(network, initializer, spec.seed, initializerScale)
    return new OpenedNetwork(datasetInfo(spec.dataset.id), state, build)
  }

  /** The network for a batch size. */
  networkFor(batchSize: number): Network {
    const network = this.#networks.get(batchSize) ?? this.#build(batchSize)
    this.#networks.set(batchSize, network)
    return network
  }

  /** The layers of {@link networkFor} the same batch size that can be looked at. */
  layersFor(batchSize: number): readonly InspectedLayer[] {
    const layers = this.#layers.get(batchSize) ?? inspectedLayers(this.networkFor(batchSize))
    this.#layers.set(batchSize, layers)
    return layers
  }

  /** Images that may go through the network at once. */
  get largestBatch(): number {
    return Math.max(1, Math.min(usualBatch, Math.floor(mostActivationBytes / activationBytes(this.networkFor(1).graph))))
  }

  /**
   * A program, compiled where it is not yet there.
   * @param key names the program among those of the network: whatever decides what `compile` returns, such as the question and the batch size
   * @param compile returns an ONNX model
   */
  session(key: string, compile: () => Uint8Array): Promise<Session> {
    return this.#sessions.of(key, compile)
  }

  /** Bytes of the parameters and buffers. */
  get bytes(): number {
    return [...this.state.values()].reduce((sum, { byteLength }) => sum + byteLength, 0)
  }

  /** Closes the programs that were used the longest ago; to be called while nobody uses the network. @param kept programs that stay compiled */
  closeSessions(kept: number): Promise<void> {
    return this.#sessions.closeSpare(kept)
  }
}

interface KeptNetwork {
  readonly opening: Promise<OpenedNetwork>
  /** Null until it is open. */
  network: OpenedNetwork | null
  /** Questions that use it now. */
  users: number
}

export class OpenedNetworks {
  /** By what makes the network, the one that was asked for last at the end. */
  readonly #kept = new Map<string, KeptNetwork>()

  /**
   * Opens a network, or takes the one that is open; it stays open until the work is done, and for a while after that.
   * @throws LabError `checkpoint/damaged`, `dataset/unknown`, `network/...`, and what the work throws
   */
  async use<Result>(trained: TrainedNetwork, work: (network: OpenedNetwork) => Promise<Result>): Promise<Result> {
    const key = keyOf(trained)
    const kept = this.#kept.get(key) ?? this.#opened(key, trained)
    this.#kept.delete(key)
    this.#kept.set(key, kept)
    kept.users++
    try {
      kept.network ??= await kept.opening
      return await work(kept.network)
    } finally {
      kept.users--
      await this.#closeSpare()
    }
  }

  #opened(key: string, trained: TrainedNetwork): KeptNetwork {
    const opening = OpenedNetwork.open(trained)
    opening.catch(() => {
      this.#kept.delete(key) // told to whoever asked; the next one may have more luck
    })
    return { opening, network: null, users: 0 }
  }

  /** Closes networks and programs beyond those that may stay, none that is in use: all are chosen before the first is waited for. */
  async #closeSpare(): Promise<void> {
    let [networks, bytes] = [0, 0]
    const closing: Promise<void>[] = []
    for (const [key, { network, users }] of [...this.#kept].reverse()) {
      networks++
      bytes += network?.bytes ?? 0
      if (!network || users > 0) continue
      const stays = networks === 1 || (networks <= mostNetworks && bytes <= mostBytes)
      if (!stays) this.#kept.delete(key)
      closing.push(network.closeSessions(stays ? mostSessions : 0))
    }
    await Promise.all(closing)
  }

  /** Closes all networks; to be called when none is in use. */
  async close(): Promise<void> {
    const all = [...this.#kept.values()]
    this.#kept.clear()
    for (const { opening } of all) await (await opening).closeSessions(0)
  }
}

const keyOf = ({ spec, networkFolder, trained }: TrainedNetwork): string => JSON.stringify([spec, networkFolder, trained])

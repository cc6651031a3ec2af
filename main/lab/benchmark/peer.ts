// A peer that benchmarks compare with: a framework on the same machine, where Python can import it.
import { phrase } from '@language/phrase'
import { stepMeasurementSchema, type StepMeasurement } from '@contract/benchmark/benchmark'
import type { PeerName } from '@contract/benchmark/peers'
import type { DeviceName } from '@contract/devices/devices'
import { toProblem } from '@contract/problem'
import type { RunSpec } from '@contract/training/run-spec'
import { datasetInfo } from '../../data/catalogue'
import { outputOf } from '../devices/tool'
import { codeOf } from '../models/program-code'
import type { Contender } from './contender'
import { peerFrameworks, type PeerFramework } from './peer-frameworks'
import { runPeerScript } from './peer-script'

/** Milliseconds that Python may take to import a framework: half a minute from a cold disk, but for ever where a GPU's driver hangs. */
const importPatience = 120_000

/** Milliseconds that a measurement may take: seconds of work on most machines, and minutes on a slow one. */
const measurePatience = 15 * 60_000

/** Seconds for which steps are timed; three steps at least. */
const timedSeconds = 3

/** What the scripts print: a measurement without the split, which they do not tell. */
const stepSchema = stepMeasurementSchema.omit({ split: true })

/** The measurements of a peer, or why there are none. */
export type Contenders = { readonly contenders: readonly Contender[]; readonly refusal?: undefined } | { readonly contenders: readonly []; readonly refusal: string }

export class Peer {
  readonly version: string
  /** Whether it sees a GPU. */
  readonly hasGpu: boolean
  /** Threads that it computes with on the CPU; null where it does not tell. */
  readonly threads: number | null
  readonly python: string
  readonly #framework: PeerFramework
  /** Milliseconds that one measurement may take. */
  readonly #patience: number

  private constructor(framework: PeerFramework, python: string, [version = '', hasGpu, threads]: readonly string[], patience: number) {
    this.#framework = framework
    this.python = python
    this.version = version
    this.hasGpu = hasGpu === 'True'
    this.threads = Number(threads) || null
    this.#patience = patience
  }

  /**
   * A framework as this Python has it; null where it cannot be imported in time, or the peak memory of a process not be read (on Windows).
   * @param patience milliseconds that the import may take
   * @param patienceOfMeasurement milliseconds that each measurement may take
   */
  static async find(name: PeerName, python: string, patience = importPatience, patienceOfMeasurement = measurePatience): Promise<Peer | null> {
    const framework = peerFrameworks[name]
    const output = await outputOf([python, '-c', framework.look], patience)
    return output === null ? null : new Peer(framework, python, output.trim().split(/\s+/), patienceOfMeasurement)
  }

  /** `PyTorch 2.13.0` */
  get title(): string {
    return `${this.#framework.title} ${this.version}`
  }

  /** The peer with a spec's run on a device, once for each of its ways; none where it cannot train that, with the reason. */
  contenders(spec: RunSpec, device: DeviceName): Contenders {
    const { title, program: written, ways, script, refusal } = this.#framework
    if (device !== 'cpu' && !this.hasGpu) return { contenders: [], refusal: phrase('{title} sees no GPU', { title }) }
    const why = refusal(spec)
    if (why !== null) return { contenders: [], refusal: phrase('{title} does not train this: {why}', { title, why }) }
    const { batchSize, dataset, preprocessing: { height, width } } = spec
    const info = datasetInfo(dataset.id)
    let program: string
    try {
      program = codeOf(spec, { ...written, run: null, isModule: true }, info)
    } catch (error) {
      return { contenders: [], refusal: toProblem(error).message }
    }
    const shared = { program, batchSize, input: [info.channels, height, width], classes: info.classes.length, seconds: timedSeconds, device: device === 'cpu' ? 'cpu' : 'cuda', threads: null }
    return {
      contenders: ways.map(({ name, options }) => ({
        name: [this.title, ...(name === '' ? [] : [name])].join(', '),
        measure: () => this.#measure(script, { ...shared, ...options }),
      })),
    }
  }

  async #measure(file: string, read: object): Promise<StepMeasurement> {
    const steps: StepMeasurement[] = []
    await runPeerScript({ python: this.python, file, case: read, title: this.#framework.title, patience: this.#patience }, (line) => {
      steps.push({ ...stepSchema.parse(line), split: null })
    })
    const [step] = steps
    if (!step) throw new Error(`${file} printed nothing`)
    return step
  }
}

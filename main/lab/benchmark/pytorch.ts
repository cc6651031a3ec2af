// The peer that benchmarks compare with: PyTorch on the same machine, where Python can import it.
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { isDeepStrictEqual, promisify } from 'node:util'
import type { StepMeasurement } from '@contract/benchmark/benchmark'
import type { DeviceName } from '@contract/devices/devices'
import { LabError } from '@contract/problem'
import { defaultSpec, type RunSpec } from '@contract/training/run-spec'
import { z } from 'zod'
import { labFolder } from '../../data/resources'
import { outputOf } from '../devices/tool'
import type { Contender } from './contender'

const run = promisify(execFile)

/** The networks that bench/peers/pytorch_step.py knows, each with the steps of one measurement on a CPU. On a GPU it is the same number for all. */
const networks = [
  { model: 'lenet', steps: 60 },
  { model: 'alexnet', steps: 4 },
] as const
const stepsOnGpu = 100

/** Milliseconds that Python may take to import PyTorch: half a minute from a cold disk, but for ever where a GPU's driver hangs. */
const importPatience = 120_000

/** Milliseconds that a measurement may take: seconds of work on most machines, and minutes on a slow one. */
const measurePatience = 15 * 60_000

/** What the script prints. */
const stepSchema = z.object({
  images_per_second: z.number(),
  step_seconds: z.number(),
  peak_rss_mib: z.number(),
  peak_gpu_mib: z.number().positive().nullable(),
})

/** The script takes the system's unit for kilobytes, which macOS counts in bytes. */
const rssBytesPerMib = process.platform === 'darwin' ? 2 ** 10 : 2 ** 20

/** The Python to ask: `CNN_LAB_PYTHON`, else the one in the path. */
export function pythonCommand(env: Readonly<Record<string, string | undefined>> = process.env): string {
  return env.CNN_LAB_PYTHON ?? (process.platform === 'win32' ? 'python' : 'python3')
}

export class PyTorch {
  readonly version: string
  /** Whether it sees a GPU. */
  readonly hasGpu: boolean
  readonly #python: string
  /** Milliseconds that one measurement may take. */
  readonly #patience: number

  private constructor(python: string, version: string, hasGpu: boolean, patience: number) {
    this.#python = python
    this.version = version
    this.hasGpu = hasGpu
    this.#patience = patience
  }

  /**
   * PyTorch as this Python has it; null where it cannot be imported in time, or the peak memory of a process not be read (on Windows).
   * @param patience milliseconds that the import may take
   * @param patienceOfMeasurement milliseconds that each measurement may take
   */
  static async find(python: string, patience = importPatience, patienceOfMeasurement = measurePatience): Promise<PyTorch | null> {
    const output = await outputOf([python, '-c', 'import resource, torch; print(torch.__version__, torch.cuda.is_available())'], patience)
    if (output === null) return null
    const [version = '', hasGpu] = output.trim().split(' ')
    return new PyTorch(python, version, hasGpu === 'True', patienceOfMeasurement)
  }

  /** PyTorch as a contender with a spec's network, once for each memory layout; none where it has no such network, or no GPU for the device. */
  contenders(spec: RunSpec, device: DeviceName): readonly Contender[] {
    const { batchSize, convolution, precision } = spec
    const network = networks.find(({ model }) => isDeepStrictEqual(spec, { ...defaultSpec(model), batchSize, device: spec.device, convolution, precision }))
    if (!network || (device !== 'cpu' && !this.hasGpu)) return []
    const onGpu = device === 'cpu' ? [] : ['--device', 'cuda', ...(precision === 'mixed' ? ['--mixed'] : [])]
    const args = [network.model, String(batchSize), String(device === 'cpu' ? network.steps : stepsOnGpu), ...onGpu]
    return [
      { name: `PyTorch ${this.version}, contiguous`, measure: () => this.#measure(args) },
      { name: `PyTorch ${this.version}, channels-last`, measure: () => this.#measure([...args, '--channels-last']) },
    ]
  }

  async #measure(args: readonly string[]): Promise<StepMeasurement> {
    const script = join(labFolder(), 'bench', 'peers', 'pytorch_step.py')
    try {
      const { stdout } = await run(this.#python, [script, ...args], { timeout: this.#patience, killSignal: 'SIGKILL' })
      const step = stepSchema.parse(JSON.parse(stdout))
      return {
        imagesPerSecond: step.images_per_second,
        stepSeconds: step.step_seconds,
        peakRssBytes: step.peak_rss_mib * rssBytesPerMib,
        deviceBytes: step.peak_gpu_mib === null ? null : step.peak_gpu_mib * 2 ** 20,
        split: null,
      }
    } catch (error) {
      const isLate = error instanceof Error && 'killed' in error && error.killed === true
      const why = isLate ? `it did not end within ${this.#patience / 1000} seconds` : error instanceof Error ? error.message.trim() : String(error)
      throw new LabError('benchmark/peer', `PyTorch could not be measured: ${why}`, 'Take a smaller batch size, or another Python (CNN_LAB_PYTHON).', { cause: error })
    }
  }
}

// ONNX Runtime sessions: how the engine opens a program on a device, and moves tensors in and out.
import { availableParallelism } from 'node:os'
import { InferenceSession, Tensor as OrtTensor } from 'onnxruntime-node'
import type { DeviceName } from '@contract/devices'
import type { ElementType, Shape, TensorData } from '../onnx/tensor'
import { outOfMemory } from './out-of-memory'

/** Threads that the CPU computes with: one per processor that this process may use. */
export const cpuThreads = availableParallelism()

/** Values of a program's inputs by name, wherever they lie. */
export type Feeds = Readonly<Record<string, OrtTensor>>

export interface SessionOptions {
  /** Default: the CPU. */
  readonly device?: DeviceName
  /** Default: {@link cpuThreads}. */
  readonly threads?: number
  /** Absolute path that the name of a profile begins with: every operator of every run is timed, and closing the session writes the file. */
  readonly profilePrefix?: string
  /**
   * Whether memory is kept for the next tensors rather than given back to the system. ONNX Runtime's arena hands out blocks up to twice
   * as large as asked for and never shrinks: faster, and for a large program half as much memory again. Default: true.
   */
  readonly arena?: boolean
}

/** A program ready to run. Runs are synchronous native code on the calling thread and cannot be cancelled. */
export class Session {
  private seconds = 0

  private constructor(
    private readonly session: InferenceSession,
    private readonly device: DeviceName,
  ) {}

  /**
   * Compiles an ONNX model for a device. Equal models and thread counts give equal bytes on the CPU.
   * @throws LabError `device/out-of-memory`; Error what else ONNX Runtime says
   */
  static async open(model: Uint8Array, { device = 'cpu', threads = cpuThreads, arena = true, profilePrefix }: SessionOptions = {}): Promise<Session> {
    const creation = InferenceSession.create(model, {
      executionProviders: [device],
      intraOpNumThreads: threads,
      interOpNumThreads: 1,
      executionMode: 'sequential',
      ...(profilePrefix !== undefined && { enableProfiling: true, profileFilePrefix: profilePrefix }),
      enableCpuMemArena: arena,
      // A block planned for a whole step would come on top of what the first step has left in the arena, and is slower to touch.
      enableMemPattern: false,
      // Spinning workers stall each other on a busy machine and gain nothing here.
      extra: { session: { intra_op: { allow_spinning: '0' } } },
    })
    return new Session(await translated(creation, device), device)
  }

  /**
   * Runs the program. Inputs are read where they lie, without a copy.
   * @returns the outputs by name; each a fresh array
   * @throws LabError `device/out-of-memory`; Error what else ONNX Runtime says
   */
  async run(inputs: Feeds, outputs: readonly string[]): Promise<Outputs> {
    const start = performance.now()
    try {
      return new Outputs(await translated(this.session.run(inputs, outputs), this.device))
    } finally {
      this.seconds += (performance.now() - start) / 1000
    }
  }

  /** Seconds spent in runs so far. */
  get secondsInRun(): number {
    return this.seconds
  }

  /** Frees the program and its memory arena. */
  async close(): Promise<void> {
    await this.session.release()
  }
}

/** Names the lack of memory, which the user can do something about, among what ONNX Runtime says. */
async function translated<T>(work: Promise<T>, device: DeviceName): Promise<T> {
  try {
    return await work
  } catch (error) {
    throw outOfMemory(error, device) ?? error
  }
}

/** What a run computed. */
export class Outputs {
  constructor(private readonly values: InferenceSession.OnnxValueMapType) {}

  /** The float32 values of an output, row-major. */
  floats(name: string): Float32Array {
    const value = this.values[name]
    if (value instanceof OrtTensor && value.data instanceof Float32Array) return value.data
    throw new Error(`the program has no float32 output ${name}`)
  }
}

/** A tensor over an array that is not copied. */
export function feed(type: ElementType, data: TensorData, shape: Shape): OrtTensor {
  return new OrtTensor(type, data, shape)
}

/** Float32 tensors over values that are not copied, each under its own name. */
export function feedsOf(values: ReadonlyMap<string, Float32Array>, parts: readonly { readonly name: string; readonly shape: Shape }[]): Feeds {
  return Object.fromEntries(
    parts.map(({ name, shape }) => {
      const data = values.get(name)
      if (!data) throw new Error(`${name} has no values`)
      return [name, feed('float32', data, shape)] as const
    }),
  )
}

// ONNX Runtime sessions: how the engine opens a program on a device, and moves tensors in and out.
import { availableParallelism } from 'node:os'
import { InferenceSession, Tensor as OrtTensor } from 'onnxruntime-node'
import type { DeviceName } from '@contract/devices/devices'
import { outlineOf } from '../../onnx/reading/outline'
import { elementBytes, type ElementType, type Shape, type TensorData } from '../../onnx/tensor'
import { operatorMissing } from './operator-missing'
import { outOfMemory } from './out-of-memory'
import { releaseArray } from './release-array'

/** Threads that the CPU computes with in this process. */
let threadsInUse = availableParallelism()

/** Threads that the CPU computes with: one per processor that this process may use, unless {@link useThreads} said otherwise. */
export function cpuThreads(): number {
  return threadsInUse
}

/** Sets the threads of every session that is opened from now on: runs side by side share the processors. @param count null: one per processor */
export function useThreads(count: number | null): void {
  threadsInUse = count ?? availableParallelism()
}

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
  /** Where outputs are left: in arrays of this process (default), or in the device's memory, which only WebGPU can. */
  readonly outputs?: 'process' | 'device'
}

/** ONNX Runtime's provider for a device. In its other layout, the default, WebGPU computes convolutions with kernels of width one wrongly (decision 13). */
export function executionProviderOf(device: DeviceName): InferenceSession.ExecutionProviderConfig {
  return device === 'webgpu' ? { name: device, preferredLayout: 'NCHW' } : device
}

/** Graph optimizers of ONNX Runtime that do harm. ConstantFolding would compute zeros of a layer's size once and keep them for good: a quarter of a gigabyte for AlexNet at batch 128. */
const unwantedOptimizers: Readonly<Record<DeviceName, string>> = {
  cpu: 'ConstantFolding',
  // It moves transpositions onto bool values, which WebGPU's Transpose does not take.
  webgpu: 'TransposeOptimizer',
  cuda: 'ConstantFolding',
}

/**
 * Nodes of a program from which on ONNX Runtime's graph optimizers are left out: their time grows with the square of the nodes. At 6,058 nodes, a
 * network of 2,000 ReLUs in training, opening took 5.8 s with them and 0.3 s without; at 30,058 nodes minutes, and 6 s. Programs of the zoo have
 * at most 4,300 nodes.
 */
const hugeProgram = 6000

/** A program ready to run. Runs are synchronous native code on the calling thread and cannot be cancelled. */
export class Session {
  #seconds = 0
  /** Outputs in the memory of the device that are still held: their memory is the session's. */
  readonly #held = new Set<OrtTensor>()
  #closing = false

  readonly #session: InferenceSession
  readonly #device: DeviceName

  private constructor(session: InferenceSession, device: DeviceName) {
    this.#session = session
    this.#device = device
  }

  /**
   * Compiles an ONNX model for a device. Equal models and thread counts give equal bytes on the CPU.
   * @throws LabError `device/out-of-memory`, `device/tensor-too-large`; `device/operator-missing` where WebGPU lacks an operator (nothing
   *   falls back to the CPU silently); Error any other message of ONNX Runtime
   */
  static async open(model: Uint8Array, options: SessionOptions = {}): Promise<Session> {
    const { device = 'cpu', threads = cpuThreads(), arena = true, outputs = 'process', profilePrefix } = options
    const creation = InferenceSession.create(model, {
      executionProviders: [executionProviderOf(device)],
      intraOpNumThreads: threads,
      interOpNumThreads: 1,
      executionMode: 'sequential',
      ...(outlineOf(model).nodes >= hugeProgram && { graphOptimizationLevel: 'disabled' }),
      ...(profilePrefix !== undefined && { enableProfiling: true, profileFilePrefix: profilePrefix }),
      enableCpuMemArena: arena,
      // Memory patterns plan one block for a whole step: it would add to the blocks that the arena kept from the first step, and is slower to touch.
      enableMemPattern: false,
      extra: {
        // Spinning workers stall each other on a busy machine and gain nothing here.
        session: { intra_op: { allow_spinning: '0' }, ...(device === 'webgpu' && { disable_cpu_ep_fallback: '1' }) },
        optimization: { disable_specified_optimizers: unwantedOptimizers[device] },
      },
      ...(outputs === 'device' && { preferredOutputLocation: 'gpu-buffer' }),
    })
    return new Session(await translated(creation, device), device)
  }

  /**
   * Runs the program. Inputs are read where they lie, without a copy.
   * @param into tensors of the caller that outputs are written into, without a copy; by the name of the output
   * @returns the outputs by name; each a fresh array, but for those that are written into the caller's
   * @throws LabError `device/out-of-memory`, `device/tensor-too-large`; Error any other message of ONNX Runtime
   */
  async run(inputs: Feeds, outputs: readonly string[], into: Feeds = {}): Promise<Outputs> {
    const start = performance.now()
    try {
      const values = await translated(this.#session.run(inputs, Object.fromEntries(outputs.map((name) => [name, into[name] ?? null]))), this.#device)
      for (const name of Object.keys(into)) releaseCopy(values[name], into[name])
      return new Outputs({ ...values, ...into }, (tensor) => {
        this.#held.add(tensor)
        owners.set(tensor, this)
      })
    } finally {
      this.#seconds += (performance.now() - start) / 1000
    }
  }

  /** Seconds spent in runs so far. */
  get secondsInRun(): number {
    return this.#seconds
  }

  /** Frees the program and its memory arena: at once, or with its last output that is still held in the device's memory. */
  async close(): Promise<void> {
    this.#closing = true
    if (this.#held.size === 0) await this.#session.release()
  }

  /** Frees an output in the device's memory; the last one of a closed session also frees the program, which takes a while. */
  release(tensor: OrtTensor): Promise<void> | null {
    tensor.dispose()
    this.#held.delete(tensor)
    owners.delete(tensor)
    return this.#closing && this.#held.size === 0 ? this.#session.release() : null
  }
}

/** ONNX Runtime's binding returns a copy of an output beside the tensor that it was written into. */
function releaseCopy(copy: InferenceSession.OnnxValueMapType[string] | undefined, own: OrtTensor | undefined): void {
  if (copy instanceof OrtTensor && copy.data instanceof Float32Array && copy.data.buffer !== (own?.data as Float32Array | undefined)?.buffer) releaseArray(copy.data)
}

/** Turns those errors of ONNX Runtime that a user can act on into the lab's own. */
async function translated<T>(work: Promise<T>, device: DeviceName): Promise<T> {
  try {
    return await work
  } catch (error) {
    throw outOfMemory(error, device) ?? operatorMissing(error, device) ?? error
  }
}

/** Outputs of a run. */
export class Outputs {
  readonly #values: InferenceSession.OnnxValueMapType
  readonly #hold: (tensor: OrtTensor) => void

  constructor(values: InferenceSession.OnnxValueMapType, hold: (tensor: OrtTensor) => void) {
    this.#values = values
    this.#hold = hold
  }

  /** The float32 values of an output, row-major. */
  floats(name: string): Float32Array {
    const value = this.#values[name]
    if (value instanceof OrtTensor && value.data instanceof Float32Array) return value.data
    throw new Error(`the program has no float32 output ${name}`)
  }

  /** An output in the memory of the device; it stays there until it is given to {@link release}. */
  onDevice(name: string): OrtTensor {
    const value = this.#values[name]
    if (!(value instanceof OrtTensor) || value.location !== 'gpu-buffer') throw new Error(`the program has left no ${name} on the device`)
    this.#hold(value)
    return value
  }
}

/** Tensors that this process holds in the memory of a device, with the session that made each. */
const owners = new Map<OrtTensor, Session>()

/** Number and bytes of the tensors that this process holds in the memory of a device between runs. */
export function heldOnDevice(): { readonly tensors: number; readonly bytes: number } {
  return { tensors: owners.size, bytes: bytesIn(owners.keys()) }
}

/** Bytes of tensors, wherever they lie. */
export function bytesIn(tensors: Iterable<OrtTensor>): number {
  return [...tensors].reduce((sum, { size, type }) => sum + size * elementBytes[type as ElementType], 0)
}

/** Frees tensors in the memory of a device; those in this process's memory are left alone. */
export async function release(tensors: Iterable<OrtTensor>): Promise<void> {
  await Promise.all([...tensors].flatMap((tensor) => owners.get(tensor)?.release(tensor) ?? []))
}

/** A tensor over an array that is not copied. */
export function feed(type: ElementType, data: TensorData, shape: Shape): OrtTensor {
  return new OrtTensor(type, data, shape)
}

/** Those of a program's values that hold a network's parameters and buffers, for another program of the network. */
export function stateFeeds(wanted: readonly { readonly name: string }[], values: Feeds): Feeds {
  return Object.fromEntries(wanted.flatMap(({ name }) => (values[name] ? [[name, values[name]] as const] : [])))
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

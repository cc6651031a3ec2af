// Updates large fully connected parameters behind the step that has found their gradients, and writes over the values before, so that no second copy of them is held.
import { encodeModel } from '../../../onnx/encoding'
import type { StateValues } from '../../../networks/network'
import type { LateUpdate } from '../../program/training/late-update'
import { releaseArray } from '../../runtime/release-array'
import { feed, Session, type Feeds, type Outputs, type SessionOptions } from '../../runtime/session'

/** Which parameters are updated late, and how. */
export interface LateLimits {
  /** Bytes from which a parameter is. */
  readonly fromBytes: number
  /** Most bytes that are updated at once: ONNX Runtime's binding copies every output, and optimizers compute values of the same size on the way. */
  readonly sliceBytes: number
}

export const usualLimits: LateLimits = { fromBytes: 16e6, sliceBytes: 16e6 }

/** An update with its program. */
interface OpenUpdate {
  readonly update: LateUpdate
  readonly session: Session
}

export class LateUpdates {
  readonly #open: readonly OpenUpdate[]
  readonly #sliceBytes: number

  private constructor(open: readonly OpenUpdate[], sliceBytes: number) {
    this.#open = open
    this.#sliceBytes = sliceBytes
  }

  static async open(updates: readonly LateUpdate[], sliceBytes: number, options: SessionOptions): Promise<LateUpdates> {
    const open: OpenUpdate[] = []
    for (const update of updates) open.push({ update, session: await Session.open(encodeModel(update.graph), options) })
    return new LateUpdates(open, sliceBytes)
  }

  /** Names of the outputs that the step's program is asked for. */
  get factors(): readonly string[] {
    return [...new Set(this.#open.flatMap(({ update: { a, b } }) => [a.from, b.from]))]
  }

  /** Names of the parts of the state that are written over. */
  get written(): readonly string[] {
    return this.#open.flatMap(({ update }) => update.written.map(({ name }) => name))
  }

  get secondsInRun(): number {
    return this.#open.reduce((sum, { session }) => sum + session.secondsInRun, 0)
  }

  /**
   * Takes all updates of a step.
   * @param state is written over
   * @param step outputs of the step's program, whose factors are freed
   * @param scalars the optimizer's numbers among them
   */
  async take(state: StateValues, step: Outputs, scalars: Feeds): Promise<void> {
    for (const { update, session } of this.#open) {
      const { written, a, b } = update
      const [factorA, factorB] = [step.floats(a.from), step.floats(b.from)]
      const shared = { ...pick(scalars, update.scalars), [b.to]: feed('float32', factorB, b.shape) }
      for (const [first, end] of slicesOf(written[0]?.shape ?? [], this.#sliceBytes)) {
        const parts = written.map(({ name, shape: [, columns = 1] }) => feed('float32', (state.get(name) ?? new Float32Array()).subarray(first * columns, end * columns), [end - first, columns]))
        const inputs = { ...shared, [a.to]: rowsOfFactor(update, factorA, first, end), ...byNames(written.map(({ name }) => name), parts) }
        await session.run(inputs, update.outputs, byNames(update.outputs, parts))
      }
    }
    for (const name of this.factors) releaseArray(step.floats(name))
  }

  async close(): Promise<void> {
    for (const { session } of this.#open) await session.close()
  }
}

/** The rows of about equal parts of a tensor [rows, columns], each of about so many bytes at most; a row is never cut. */
export function slicesOf([rows = 0, columns = 0]: readonly number[], most: number): readonly (readonly [first: number, end: number])[] {
  const parts = Math.min(rows, Math.ceil((rows * columns * Float32Array.BYTES_PER_ELEMENT) / most))
  const start = (part: number): number => Math.floor((part * rows) / parts)
  return Array.from({ length: parts }, (_, part) => [start(part), start(part + 1)] as const)
}

/** What of factor A belongs to some rows of the parameter: rows of A, or columns of it. */
function rowsOfFactor({ a: { shape: [size = 0, others = 0] }, rowAxis }: LateUpdate, values: Float32Array, first: number, end: number) {
  if (rowAxis === 0) return feed('float32', values.subarray(first * others, end * others), [end - first, others])
  const [inner, width] = [size, end - first]
  const columns = new Float32Array(inner * width)
  for (let row = 0; row < inner; row++) columns.set(values.subarray(row * others + first, row * others + end), row * width)
  return feed('float32', columns, [inner, width])
}

const pick = (feeds: Feeds, names: readonly string[]): Feeds => Object.fromEntries(Object.entries(feeds).filter(([name]) => names.includes(name)))

/** Tensors by the names at their places. */
const byNames = (names: readonly string[], tensors: readonly Feeds[string][]): Feeds => Object.fromEntries(tensors.map((tensor, place) => [names[place] ?? '', tensor]))

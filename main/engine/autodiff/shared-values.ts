// Values of one node that its passes share: each is emitted where it is asked for first.
import type { Value } from '../../onnx/graph'

export class SharedValues {
  readonly #values = new Map<string, Value>()
  readonly #parts = new Map<number, SharedValues>()

  /** The value of this name; emits it where no pass has yet. */
  of(name: string, emit: () => Value): Value {
    const known = this.#values.get(name)
    if (known) return known
    const value = emit()
    this.#values.set(name, value)
    return value
  }

  /** What the passes share of one part of the node, as a group of a convolution. */
  ofPart(part: number): SharedValues {
    const known = this.#parts.get(part) ?? new SharedValues()
    this.#parts.set(part, known)
    return known
  }
}

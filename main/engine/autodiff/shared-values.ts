// Values of one node that its passes share: each is emitted where it is asked for first.
import type { Value } from '../../onnx/graph'

export class SharedValues {
  readonly #values = new Map<string, Value>()

  /** The value of this name; emits it where no pass has yet. */
  of(name: string, emit: () => Value): Value {
    const known = this.#values.get(name)
    if (known) return known
    const value = emit()
    this.#values.set(name, value)
    return value
  }
}

// Nodes whose value is known at import: constants, and values that follow from shapes alone.
import { intAttribute, type Value } from '../../graph'
import type { StoredNode } from '../../stored-model'
import { DYNAMIC, elementCount, float32, int64, toNumbers, type Tensor } from '../../tensor'
import { tensorOf } from './known'

/** Most elements of a constant that a node makes: far more than any network needs. */
const maxElements = 1 << 24

/**
 * The value of a `Constant`, `Shape`, `Size`, `ConstantOfShape`, `Range` or `NonZero` node; null for other operators, and where it
 * depends on values that are known only when the graph runs.
 * @throws Error where inputs or attributes of the node contradict each other
 */
export function computeFromShape(node: StoredNode, inputs: readonly (Value | null)[], constantOf: (value: Value) => Tensor | undefined): Tensor | null {
  const numbers = (index: number): Tensor | undefined => {
    const value = inputs[index]
    return value ? constantOf(value) : undefined
  }
  switch (node.operator) {
    case 'Constant':
      return constant(node)
    case 'Shape': {
      const shape = inputs[0]?.shape ?? []
      const part = shape.slice(intAttribute(node, 'start', 0), intAttribute(node, 'end', shape.length))
      return part.includes(DYNAMIC) ? null : int64(part, [part.length])
    }
    case 'Size': {
      const shape = inputs[0]?.shape ?? []
      return shape.includes(DYNAMIC) ? null : int64(elementCount(shape))
    }
    case 'ConstantOfShape': {
      const target = numbers(0)
      return target ? filled(toNumbers(target), node.attributes.value) : null
    }
    case 'Range': {
      const [start, limit, delta] = [numbers(0), numbers(1), numbers(2)]
      return start && limit && delta ? range(start, limit, delta) : null
    }
    case 'NonZero': {
      const tensor = numbers(0)
      return tensor ? nonZero(tensor) : null
    }
    default:
      return null
  }
}

function constant({ attributes }: StoredNode): Tensor {
  const [[name, attribute] = []] = Object.entries(attributes)
  switch (attribute?.type) {
    case 'tensor':
      return attribute.value
    case 'float':
      return float32(attribute.value)
    case 'floats':
      return float32(attribute.value)
    case 'int':
      return int64(attribute.value)
    case 'ints':
      return int64(attribute.value, [attribute.value.length])
    default:
      throw new Error(`it has no value that the lab knows (${name ?? 'none'})`)
  }
}

function filled(shape: readonly number[], attribute: StoredNode['attributes'][string] | undefined): Tensor {
  const tensor = attribute?.type === 'tensor' ? attribute.value : float32([0])
  const count = elementCount(shape)
  if (shape.some((size) => size < 0) || !(count <= maxElements)) throw new Error(`it makes a constant of shape [${shape.join(', ')}]`)
  return tensorOf({ type: tensor.type, shape, values: new Array<number>(count).fill(toNumbers(tensor)[0] ?? 0) })
}

function range(...[start, limit, delta]: readonly [Tensor, Tensor, Tensor]): Tensor {
  const [first = 0, end = 0, step = 1] = [start, limit, delta].map((tensor) => toNumbers(tensor)[0])
  const count = Math.max(0, Math.ceil((end - first) / step))
  if (!(count <= maxElements)) throw new Error(`it makes a constant of ${count} elements`)
  return tensorOf({ type: start.type, shape: [count], values: Array.from({ length: count }, (_, index) => first + index * step) })
}

/** The places of the elements that are not zero, one row by axis. */
function nonZero(tensor: Tensor): Tensor {
  const places = toNumbers(tensor).flatMap((value, index) => (value === 0 ? [] : [index]))
  const strides = tensor.shape.map((_, axis) => elementCount(tensor.shape.slice(axis + 1)))
  const rows = tensor.shape.map((size, axis) => places.map((place) => Math.floor(place / (strides[axis] ?? 1)) % size))
  return int64(rows.flat(), [tensor.shape.length, places.length])
}

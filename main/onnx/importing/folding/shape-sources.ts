// Nodes whose value is known at import: constants, and values that follow from shapes alone.
import { phrase } from '@language/phrase'
import { intAttribute, type Value } from '../../graph'
import type { StoredNode } from '../../stored-model'
import { DYNAMIC, elementBytes, elementCount, float32, int64, toNumbers, type Tensor } from '../../tensor'
import { tensorFrom } from './known'

/**
 * The value of a `Constant`, `Shape`, `Size`, `ConstantOfShape`, `Range` or `NonZero` node; null for other operators, and where it
 * depends on values that are known only when the graph runs.
 * @param takeBytes asked before a constant is made
 * @throws Error where inputs or attributes of the node contradict each other
 */
export function computeFromShape(
  node: StoredNode,
  inputs: readonly (Value | null)[],
  constantOf: (value: Value) => Tensor | undefined,
  takeBytes: (bytes: number) => void,
): Tensor | null {
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
      return target ? filled(toNumbers(target), node.attributes.value, takeBytes) : null
    }
    case 'Range': {
      const [start, limit, delta] = [numbers(0), numbers(1), numbers(2)]
      return start && limit && delta ? range([start, limit, delta], takeBytes) : null
    }
    case 'NonZero': {
      const tensor = numbers(0)
      return tensor ? nonZero(tensor, takeBytes) : null
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
      throw new Error(phrase('it has no value that the lab knows ({name})', { name: name ?? phrase('none') }))
  }
}

function filled(shape: readonly number[], attribute: StoredNode['attributes'][string] | undefined, takeBytes: (bytes: number) => void): Tensor {
  const { type, data } = attribute?.type === 'tensor' ? attribute.value : float32([0])
  if (shape.some((size) => size < 0)) throw new Error(phrase('it makes a constant of shape [{shape}]', { shape: shape.join(', ') }))
  const count = elementCount(shape)
  takeBytes(count * elementBytes[type])
  return tensorFrom(type, shape, count, () => Number(data[0] ?? 0))
}

function range([start, limit, delta]: readonly [Tensor, Tensor, Tensor], takeBytes: (bytes: number) => void): Tensor {
  const [first = 0, end = 0, step = 1] = [start, limit, delta].map((tensor) => Number(tensor.data[0]))
  const count = Math.max(0, Math.ceil((end - first) / step))
  if (!Number.isFinite(count)) throw new Error(phrase('it makes a range without an end'))
  takeBytes(count * elementBytes[start.type])
  return tensorFrom(start.type, [count], count, (index) => first + index * step)
}

/** The places of the elements that are not zero, one row by axis. */
function nonZero(tensor: Tensor, takeBytes: (bytes: number) => void): Tensor {
  takeBytes(elementBytes.int64 * tensor.data.length * (tensor.shape.length + 1))
  const places = toNumbers(tensor).flatMap((value, index) => (value === 0 ? [] : [index]))
  const strides = tensor.shape.map((_, axis) => elementCount(tensor.shape.slice(axis + 1)))
  const rows = tensor.shape.map((size, axis) => places.map((place) => Math.floor(place / (strides[axis] ?? 1)) % size))
  return int64(rows.flat(), [tensor.shape.length, places.length])
}

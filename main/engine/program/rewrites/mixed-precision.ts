// Mixed precision: which operators of a network compute in float16, and the casts between them and the others.
// P. Micikevicius et al., "Mixed Precision Training", ICLR 2018: parameters stay float32 and are cast where they are used.
import { int, type Graph, type Node, type Value } from '../../../onnx/graph'
import { codeOfElementType } from '../../../onnx/element-type-codes'
import type { Operator } from '../../../onnx/operators'
import type { ElementType } from '../../../onnx/tensor'

/**
 * Operators that compute in float16, with the number of their leading inputs that are float16: products, which gain speed, and operators
 * between products that only move, choose or add elements. All others stay float32, above all sums over many elements and functions whose
 * values leave float16's range.
 */
const halfInputs: Partial<Readonly<Record<Operator, number>>> = {
  Add: 2,
  Concat: Infinity,
  Conv: 3,
  ConvTranspose: 3,
  Dropout: 1,
  Flatten: 1,
  Gemm: 3,
  Identity: 1,
  MatMul: 2,
  MaxPool: 1,
  Relu: 1,
  Reshape: 1,
  Squeeze: 1,
  Transpose: 1,
  Unsqueeze: 1,
}

/** The same network in mixed precision: inputs, outputs and parameters keep their names and types, so gradients come back in float32. */
export function inMixedPrecision(graph: Graph): Graph {
  const nodes: Node[] = []
  const known = new Set([...graph.inputs.map(({ name }) => name), ...graph.initializers.keys()])
  /** A value in one of its two forms, which is cast from the other where it does not exist yet. */
  const inType = (value: Value, type: ElementType): Value => {
    if (value.type !== 'float32') return value
    const [wanted, other] = type === 'float16' ? [half(value), value] : [value, half(value)]
    if (!known.has(wanted.name)) {
      nodes.push({ name: `${value.name}.to_${type}`, operator: 'Cast', inputs: [other], outputs: [wanted], attributes: { to: int(codeOfElementType[type]) } })
      known.add(wanted.name)
    }
    return wanted
  }
  for (const node of graph.nodes) {
    const count = halfInputs[node.operator] ?? 0
    const inputs = node.inputs.map((value, index) => value && inType(value, index < count ? 'float16' : 'float32'))
    const outputs = node.outputs.map((value) => (count > 0 && value.type === 'float32' ? half(value) : value))
    for (const { name } of outputs) known.add(name)
    nodes.push({ ...node, inputs, outputs })
  }
  return { ...graph, outputs: graph.outputs.map((value) => inType(value, 'float32')), nodes }
}

const half = (value: Value): Value => ({ ...value, name: `${value.name}.float16`, type: 'float16' })

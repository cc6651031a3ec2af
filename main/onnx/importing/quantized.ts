// Refuses quantized networks: they compute with integers, which gradients cannot pass, and the float network that they were made from can be exported instead.
import { phrase } from '@language/phrase'
import { unsupported, type Unsupported } from '../problems'
import { labelOf, type StoredNode } from '../stored-model'

/** Operators on quantized numbers, of ONNX (QuantizeLinear, QLinearConv, ConvInteger) and of the domains of ONNX Runtime (QGemm, MatMulNBits) and Brevitas (Quant). */
const quantized = /Quant|^QLinear|^QOrdered|^QGemm$|^QAttention$|^QMoE$|Integer|NBits$/

/** The error for a node that computes with quantized numbers; null for all others. */
export function quantizedRefusal(node: StoredNode): Unsupported | null {
  if (!quantized.test(node.operator)) return null
  return unsupported(phrase('{node} computes with quantized numbers, which gradients cannot pass', { node: labelOf(node) }), phrase('Export the network in float32, before it is quantized.'))
}

// The squared hinge of each class against the rest: the loss of scikit-learn's LinearSVC, without its penalty.
// R.-E. Fan et al., "LIBLINEAR: A Library for Large Linear Classification", JMLR 9, 2008, section 2 (L2-loss).
import { int, type Graph, type Value } from '../../../onnx/graph'
import { GraphBuilder } from '../../../onnx/graph-builder'
import { codeOfElementType } from '../../../onnx/element-type-codes'
import { float32, int64 } from '../../../onnx/tensor'

/**
 * A graph from `logits` [N, classes] and `labels` [N] to the losses [N]: the sum over all classes k of max(0, 1 - t s[k])^2, with t = 1 for the
 * label and -1 for every other class. All names begin with `squared_hinge`, so that the nodes can stand behind those of any network.
 */
export function squaredHingeGraph(logits: Value, labels: Value): Graph {
  const g = new GraphBuilder('squared_hinge')
  const [scores, classes] = [g.input(logits.name, logits.type, logits.shape), g.input(labels.name, labels.type, labels.shape)]
  const [n = 0, count = 0] = logits.shape
  const named = (name: string): { readonly name: string } => ({ name: `squared_hinge.${name}` })
  const constant = (tensor: Parameters<GraphBuilder['constant']>[0], name: string): Value => g.constant(tensor, `squared_hinge.${name}`)
  // As numbers of float32, since labels are such on devices without int64.
  const numbers = g.node('Cast', [classes], { to: int(codeOfElementType.float32) }, named('labels'))
  const column = g.node('Reshape', [numbers, constant(int64([n, 1]), 'column_shape')], {}, named('column'))
  const all = constant(float32(Array.from({ length: count }, (_, index) => index)), 'classes')
  const isLabel = g.node('Equal', [column, all], {}, named('is_label'))
  const one = constant(float32(1), 'one')
  const signs = g.node('Where', [isLabel, one, constant(float32(-1), 'minus_one')], {}, named('signs'))
  const margins = g.node('Sub', [one, g.node('Mul', [signs, scores], {}, named('signed'))], {}, named('margins'))
  const hinges = g.node('Relu', [margins], {}, named('hinges'))
  const squares = g.node('Mul', [hinges, hinges], {}, named('squares'))
  return g.build([g.node('ReduceSum', [squares, constant(int64([1]), 'axes')], { keepdims: int(0) }, named('losses'))])
}

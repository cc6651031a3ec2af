// Training draws a mask of kept units for each image: dropout of anything else than a batch of images is refused.
import { phrase } from '@language/phrase'
import { requiredInput, type Graph } from '../../onnx/graph'
import { unsupported } from '../../onnx/problems'

/** @param batch images in a batch of the graph @throws LabError `onnx/unsupported` */
export function assertDropoutOfImages({ nodes }: Graph, batch: number): void {
  for (const node of nodes) {
    if (node.operator !== 'Dropout') continue
    const { shape } = requiredInput(node, 0)
    if (shape[0] !== batch) throw unsupported(phrase('node {node} (Dropout) drops elements of a value of shape [{shape}], and not units of each image', { node: node.name, shape: shape.join(', ') }))
  }
}

// What the import spends on values that are known beforehand: a small file can ask for constants of any size, and for any number of them.
import { phrase } from '@language/phrase'
import { formatBytes, formatCount } from '@common/words/plain-format'
import { unsupported } from '../../problems'

/** Most bytes of all constants together that the nodes of a file make, beside the tensors that the file stores. */
const mostBytes = 2 ** 28

/** Most elements that are computed while folding; a million takes about a second. */
const mostElements = 2 ** 23

const remedy = phrase('Store such tensors in the file, or compute them from smaller ones.')

export class FoldingBudget {
  #bytes = 0
  #elements = 0

  /**
   * Asked before a constant is made.
   * @param label of the node that makes it
   * @throws LabError `onnx/unsupported` where the constants would take more than the limit
   */
  takeBytes(bytes: number, label: string): void {
    const sum = this.#bytes + bytes
    if (!(sum <= mostBytes)) throw unsupported(phrase('{node} makes a constant of {bytes}; all that nodes make together may take {most}', { node: label, bytes: formatBytes(bytes), most: formatBytes(mostBytes) }), remedy)
    this.#bytes = sum
  }

  /**
   * Asked before a node is folded.
   * @param elements of its inputs and outputs
   * @throws LabError `onnx/unsupported` where more elements would be computed than the limit
   */
  takeElements(elements: number, label: string): void {
    const sum = this.#elements + elements
    if (!(sum <= mostElements)) throw unsupported(phrase('{node} is one of so many nodes on constants that {numbers} numbers would have to be computed beforehand', { node: label, numbers: formatCount(mostElements) }), remedy)
    this.#elements = sum
  }
}

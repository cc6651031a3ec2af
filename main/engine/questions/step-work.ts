// Counts what the operators of a compiled training step compute and move.
import type { OperatorWork } from '@contract/benchmark/step-work'
import { imagesAtOnce } from '@contract/training/run-spec'
import { operatorCosts } from '../../analysis/operator-costs'
import type { Graph, Node, Value } from '../../onnx/graph'
import type { Operator } from '../../onnx/operators'
import { elementBytes, elementCount } from '../../onnx/tensor'
import { capabilitiesOf } from '../capabilities'
import { emitLoop } from '../program/training/loop-program'
import { recipeOf } from '../program/training/training-recipe'
import { prepare } from '../training/run/preparation'
import { isFedByChunks, trainingFormat } from '../training/trainer/training-images'
import type { Work } from './work'

/** Operators that read as much of their first input as they write: of the whole data set, the images of the batch. */
const readInPart: ReadonlySet<Operator> = new Set(['Gather', 'Slice', 'Split'])

const convolutions: ReadonlySet<Operator> = new Set(['Conv', 'ConvTranspose'])

/**
 * The operators of one step on a whole batch.
 * @returns null on a device that takes steps by several programs
 * @throws LabError as a run of the spec would
 */
export const stepWork: Work<'stepWork'> = async (task) => {
  const { spec, device } = task
  if (!capabilitiesOf[device].loops) return null
  const { train, networkFor } = await prepare(task)
  const recipe = recipeOf(spec, device)
  const format = trainingFormat(train, isFedByChunks(train, recipe.augmentation))
  const { graph } = emitLoop(networkFor(imagesAtOnce(spec)), format, recipe)
  return graph.nodes.flatMap((node) => bodyOf(node).flatMap((step) => worksOf(step, 1, recipe.microBatches)))
}

function bodyOf({ operator, attributes: { body } }: Node): readonly Graph[] {
  return operator === 'Loop' && body?.type === 'graph' ? [body.value] : []
}

/** @param times how often the graph is done in a step @param innerTimes how often a Loop in it repeats its body */
function worksOf({ nodes }: Graph, times: number, innerTimes: number): OperatorWork[] {
  return nodes.flatMap((node) => {
    if (node.operator === 'Loop') return bodyOf(node).flatMap((body) => worksOf(body, times * innerTimes, 1))
    const cost = operatorCosts[node.operator]
    if (cost.isView) return []
    const { multiplyAdds, operations } = cost.forward(node)
    return [{ kind: convolutions.has(node.operator) ? ('convolution' as const) : ('other' as const), flops: 2 * multiplyAdds + operations, bytes: bytesOf(node), times }]
  })
}

function bytesOf({ operator, inputs, outputs }: Node): number {
  const written = sizeOf(outputs)
  const [first, ...others] = inputs.flatMap((value) => value ?? [])
  return written + sizeOf(others) + (readInPart.has(operator) ? written : sizeOf(first ? [first] : []))
}

function sizeOf(values: readonly Value[]): number {
  return values.reduce((sum, { type, shape }) => sum + Math.max(elementCount(shape), 0) * elementBytes[type], 0)
}

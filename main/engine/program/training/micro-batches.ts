// Gradient accumulation: micro-batches go through the network one after the other, to save memory, and their gradients add up to the batch's.
import { expand, gather, identity, scalar } from '../../../onnx/operations'
import { subgraph, type Value } from '../../../onnx/graph'
import type { GraphBuilder } from '../../../onnx/graph-builder'
import { bool, DYNAMIC } from '../../../onnx/tensor'
import type { Capabilities } from '../../capabilities'
import { addGradient } from '../../optimizers/add-gradient'
import { emitBatchPass, type BatchContext, type BatchPass } from './batch-pass'
import { goesOn } from './loop-condition'
import type { StepSources } from './training-step'

/**
 * Emits a Loop over micro-batches. The images' weights are those of the whole batch, 1/n for each of its n images, so that sums over
 * micro-batches are the batch's own: loss, gradients and update. Batch normalisation is the exception, as everywhere where gradients
 * are accumulated: it normalises by the statistics of the micro-batch at hand, and its running averages move once for each.
 * @param count int64 scalar or [1], the micro-batches that hold images: the last batch of an epoch may leave some empty
 * @param context its inputs with an entry for each image are [micro-batches, N, ...]
 */
export function emitMicroBatches(g: GraphBuilder, count: Value, { state, ...context }: BatchContext): BatchPass {
  const { buffers } = context.network
  const body = g.subgraph('micro_batch')
  const index = body.input('micro_batch', 'int64', [])
  const goOn = body.input('go_on', 'bool', [])
  const buffersBefore = buffers.map(({ name, value }) => body.input(name, value.type, value.shape))
  const pass = emitBatchPass(body, {
    ...context,
    state: new Map([...state, ...buffers.flatMap(({ name }, place) => (buffersBefore[place] ? [[name, buffersBefore[place]] as const] : []))]),
    perImage: (name, type, shape) => gather(body, context.perImage(name, type, shape), index),
    dropoutMask: (node, rate) => gather(body, context.dropoutMask(node, rate), index),
  })
  const summed = [...pass.gradients.values(), pass.loss, pass.correct]
  const sums = summed.map((value) => body.input(`sum.${value.name}`, value.type, value.shape))
  const nextSums = summed.map((value, place) => {
    const sum = sums[place]
    return sum ? addGradient(body, sum, value, null) : value
  })
  const outputs = g.nodeWithKnownOutputs(
    'Loop',
    [
      count,
      g.constant(bool(true)),
      ...buffers.map(({ name, value }) => state.get(name) ?? value),
      ...summed.map(({ shape }) => zeros(g, shape)),
    ],
    { body: subgraph(body.build([goesOn(body, goOn, context.capabilities), ...pass.buffers.map((value) => identity(body, value)), ...nextSums])) },
    [...buffers.map(({ value }) => value), ...sums].map((value) => ({ ...value, name: `all.${value.name}` })),
    'micro_batches',
  )
  const totals = outputs.slice(buffers.length)
  const [loss, correct] = totals.slice(-2)
  if (!loss || !correct) throw new Error('the micro-batches have left out loss or correct answers')
  return {
    gradients: new Map([...pass.gradients.keys()].map((name, place) => [name, totals[place] ?? loss])),
    buffers: outputs.slice(0, buffers.length),
    loss,
    correct,
  }
}

/** Name of the input that tells how many micro-batches hold images. */
export const microBatchesInput = 'micro_batches'

/**
 * The number of micro-batches that hold images: for each step an entry of an int64 input. A Loop reads this number on the CPU; where all inputs are copied to the device, each step would
 * wait for a copy back. There the number is the length of a uint8 input, which is the same for all steps of a run: the CPU knows the shapes of what lies on the device.
 */
export function microBatchCount(program: GraphBuilder, body: GraphBuilder, take: StepSources['take'], { copiesInputs }: Pick<Capabilities, 'copiesInputs'>): Value {
  if (!copiesInputs) return take(microBatchesInput, 'int64', [])
  const [length] = body.nodeWithKnownOutputs('Shape', [program.input(microBatchesInput, 'uint8', [DYNAMIC])], {}, [{ name: 'micro_batch_count', type: 'int64', shape: [1] }])
  if (!length) throw new Error('the number of micro-batches is not known')
  return length
}

const zeros = (g: GraphBuilder, shape: Value['shape']): Value => (shape.length === 0 ? scalar(g, 0) : expand(g, scalar(g, 0), shape))

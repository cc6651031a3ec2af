// Compiles the network of a file into a program that computes the loss of one batch and its gradients.
import type { DeviceName } from '@contract/devices/devices'
import { builtInPlan } from '@contract/training/plan'
import { emitGradients } from '../autodiff/gradients'
import type { TrainingContext } from '../autodiff/rule'
import { recordForward } from '../autodiff/tape'
import { stateOf, type Network } from '../../networks/network'
import { encodeModel } from '../../onnx/encoding'
import { intAttribute, type Value } from '../../onnx/graph'
import { GraphBuilder } from '../../onnx/graph-builder'
import { expand, reduceMean, scalar } from '../../onnx/operations'
import { substitutesOf } from '../autodiff/substitutes'
import { float32 } from '../../onnx/tensor'
import { capabilitiesOf } from '../capabilities'
import { lossGraph } from './loss/loss-graph'

/** Names of the program's inputs and outputs; parameters and buffers go by their place in `stateOf` the network. */
export const gradientProgram = {
  images: 'images',
  labels: 'labels',
  state: (index: number) => `state.${index}`,
  loss: 'loss',
  gradient: (index: number) => `gradient.${index}`,
} as const

/**
 * The function of the file as it stands: nothing is dropped, and a batch normalisation goes by its running averages unless its
 * `training_mode` says that it goes by the batch.
 * Inputs: images float32 [N, C, H, W], labels [N], int64, or float32 for a device without, the state. Outputs: the mean cross-entropy, a scalar, and its gradient by every
 * parameter, zeros where it does not depend on one.
 */
export function compileGradients(network: Network, device: DeviceName): Uint8Array {
  const capabilities = capabilitiesOf[device]
  const { graph, labels, losses } = lossGraph(network)
  const [batch = 1] = network.images.shape
  const g = new GraphBuilder('gradients', substitutesOf(capabilities))
  const inputs = [
    g.input(gradientProgram.images, 'float32', network.images.shape),
    g.input(gradientProgram.labels, capabilities.int64 ? 'int64' : 'float32', [batch]),
    ...stateOf(network).map(({ value }, index) => g.input(gradientProgram.state(index), 'float32', value.shape)),
  ]
  const names = [network.images.name, labels.name, ...stateOf(network).map(({ name }) => name)]
  const bindings = new Map<string, Value>(names.flatMap((name, index) => (inputs[index] ? [[name, inputs[index]] as const] : [])))
  const training: TrainingContext = {
    capabilities,
    dropoutMask: () => null,
    imageMask: () => g.constant(float32(new Float32Array(batch).fill(1)), 'images'),
    normalizesByBatch: (node) => intAttribute(node, 'training_mode', 0) === 1,
    fastConvolutions: false,
    plan: builtInPlan,
  }
  const tape = recordForward(g, graph, bindings, training)
  const emitted = bindings.get(losses.name)
  if (!emitted) throw new Error('the forward pass has left out the losses')
  const parameters = inputs.slice(2, 2 + network.parameters.length)
  const shares = g.constant(float32(new Float32Array(batch).fill(1 / batch)), 'shares')
  const gradients = emitGradients(g, tape, new Map([[emitted.name, shares]]), parameters, training)
  const named = (value: Value, name: string): Value => g.node('Identity', [value], {}, { name })
  return encodeModel(
    g.build([
      named(reduceMean(g, emitted, [0]), gradientProgram.loss),
      ...parameters.map(({ name, shape }, index) => named(gradients.get(name) ?? expand(g, scalar(g, 0), shape), gradientProgram.gradient(index))),
    ]),
  )
}

// Activation functions; all but the softmax work on single values.
import type { SimpleKind } from '@contract/models/layers/layer'
import { float, int, string, type Attributes } from '../../onnx/graph'
import { float32 } from '../../onnx/tensor'
import type { Operator } from '../../onnx/operators'
import { byChannel, type LayerBuilder } from './layer-builder'

/** The builder of an activation that ONNX has as an operator. */
const operator =
  <Kind extends SimpleKind>(kind: Kind, name: Operator, attributesOf: (record: Parameters<LayerBuilder<Kind>>[2]) => Attributes = () => ({})): LayerBuilder<Kind> =>
  (network, x, record) =>
    network.graph.node(name, [x], attributesOf(record), { name: network.layerName(kind) })

export const relu = operator('relu', 'Relu')
export const leakyRelu = operator('leakyRelu', 'LeakyRelu', ({ negativeSlope }) => ({ alpha: float(negativeSlope) }))
export const elu = operator('elu', 'Elu', ({ alpha }) => ({ alpha: float(alpha) }))
export const selu = operator('selu', 'Selu')
export const gelu = operator('gelu', 'Gelu', ({ approximate }) => ({ approximate: string(approximate) }))
export const mish = operator('mish', 'Mish')
export const softplus = operator('softplus', 'Softplus')
export const sigmoid = operator('sigmoid', 'Sigmoid')
export const hardsigmoid = operator('hardsigmoid', 'HardSigmoid', () => ({ alpha: float(1 / 6), beta: float(0.5) }))
export const hardswish = operator('hardswish', 'HardSwish')
export const tanh = operator('tanh', 'Tanh')
export const softmax = operator('softmax', 'Softmax', () => ({ axis: int(1) }))
export const logSoftmax = operator('logSoftmax', 'LogSoftmax', () => ({ axis: int(1) }))

type Clipping = 'relu6' | 'hardtanh'

const clip =
  <Kind extends Clipping>(kind: Kind, boundsOf: (record: Parameters<LayerBuilder<Kind>>[2]) => readonly [number, number]): LayerBuilder<Kind> =>
  (network, x, record) => {
    const [low, high] = boundsOf(record)
    const bounds = [network.graph.constant(float32(low), 'low'), network.graph.constant(float32(high), 'high')]
    return network.graph.node('Clip', [x, ...bounds], {}, { name: network.layerName(kind) })
  }

export const relu6 = clip('relu6', () => [0, 6])
export const hardtanh = clip('hardtanh', ({ minVal, maxVal }) => [minVal, maxVal])

/** x times its sigmoid. */
export const silu: LayerBuilder<'silu'> = (network, x) => {
  const name = network.layerName('silu')
  return network.graph.node('Mul', [x, network.graph.node('Sigmoid', [x], {}, { name: `${name}.sigmoid` })], {}, { name })
}

/** x for x > 0, else slope * x. The slope is learnt: one for all values, or one for each channel. */
export const prelu: LayerBuilder<'prelu'> = (network, x, { perChannel, init }) => {
  const name = network.layerName('prelu')
  const slope = network.parameter(name, 'weight', perChannel ? byChannel(x) : [1], { fanIn: 1, fanOut: 1 }, init)
  return network.graph.node('PRelu', [x, slope], {}, { name })
}

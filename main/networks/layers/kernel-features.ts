// Features whose products approximate an RBF kernel, exp(-gamma |x - y|^2): a linear classifier of them is a kernel machine.
import { fillUniform, streams, type StreamKey } from '@common/randomness/stream'
import { normalNumber } from '@common/randomness/normal'
import { elementCount } from '../../onnx/tensor'
import { add, cos, exp, gemm, mul, reduceSum, scale, scalar, sub } from '../../onnx/operations'
import type { BufferDraw } from '../network-builder'
import { vectorLength, type LayerBuilder } from './layer-builder'

/** Where the random numbers of a buffer stand in the stream of features. */
const placeOf = (seed: number, index: number): StreamKey => ({ seed, stream: streams.features, a: index, b: 0 })

const drawn =
  (shape: readonly number[], transform: (u: number) => number): BufferDraw =>
  (seed, index) => {
    const values = new Float32Array(elementCount(shape))
    fillUniform(placeOf(seed, index), values)
    return values.map(transform)
  }

/**
 * sqrt(2 / components) cos(x W + b), with W drawn from N(0, 2 gamma) and b evenly from 0 to 2 pi: as scikit-learn's RBFSampler.
 * A. Rahimi, B. Recht, "Random Features for Large-Scale Kernel Machines", NIPS 2007.
 */
export const fourierFeatures: LayerBuilder<'fourierFeatures'> = (network, x, { components, gamma }) => {
  const { graph: g } = network
  const shape = [vectorLength(x), components]
  const name = network.layerName('fourier')
  // u + 2^-25 is the middle of the interval that u stands for, so it is never 0.
  const weights = network.buffer(name, 'weights', shape, drawn(shape, (u) => Math.sqrt(2 * gamma) * normalNumber(u)))
  const offsets = network.buffer(name, 'offsets', [components], drawn([components], (u) => 2 * Math.PI * u))
  const waves = cos(g, gemm(g, x, weights, offsets))
  return g.node('Mul', [waves, scalar(g, Math.sqrt(2 / components))], {}, { name })
}

/**
 * K(x, landmarks) K(landmarks, landmarks)^(-1/2), where the landmarks are those of random training images: as scikit-learn's Nystroem.
 * C. Williams, M. Seeger, "Using the Nystroem Method to Speed Up Kernel Machines", NIPS 2000.
 */
export const nystroem: LayerBuilder<'nystroem'> = (network, x, { components, gamma }) => {
  const { graph: g } = network
  const features = vectorLength(x)
  const name = network.layerName('nystroem')
  const landmarks = network.buffer(name, 'landmarks', [components, features], 0)
  const normalization = network.buffer(name, 'normalization', [components, components], 0)
  network.fit({ name, samples: x, fitting: { kind: 'landmarks', landmarks: `${name}.landmarks`, normalization: `${name}.normalization`, components, gamma } })
  // |x - y|^2 = |x|^2 + |y|^2 - 2 x y, so that one matrix product has all distances.
  const lengths = add(g, reduceSum(g, mul(g, x, x), [1], { keep: true }), reduceSum(g, mul(g, landmarks, landmarks), [1]))
  const distances = sub(g, lengths, scale(g, gemm(g, x, landmarks, null, { transB: true }), 2))
  return g.node('MatMul', [exp(g, scale(g, distances, -gamma)), normalization], {}, { name })
}

// Layers with weights: convolutions and the fully connected layer.
import { phrase } from '@language/phrase'
import { padsOf, pairOf } from '@common/layers/geometry'
import { int, ints, type Attributes } from '../../onnx/graph'
import { Misfit } from './layer-fault'
import { assertInside, imagesOf, vectorLength, type LayerBuilder } from './layer-builder'

/** Convolution over [N, C, H, W]. */
export const conv2d: LayerBuilder<'conv2d'> = (network, x, { channels, kernel, stride, padding, dilation, groups, bias, initialBias }) => {
  const images = imagesOf(x)
  assertGroups(images.channels, channels, groups)
  const window = { kernel: pairOf(kernel), dilation: pairOf(dilation), pads: padsOf(padding) }
  assertInside(window, images)
  const name = network.layerName('conv')
  const channelsOfGroup = images.channels / groups
  const area = window.kernel[0] * window.kernel[1]
  const fans = { fanIn: channelsOfGroup * area, fanOut: (channels / groups) * area }
  const inputs = [x, network.parameter(name, 'weight', [channels, channelsOfGroup, ...window.kernel], fans)]
  if (bias) inputs.push(network.parameter(name, 'bias', [channels], fans, initialBias))
  const attributes: Attributes = {
    kernel_shape: ints(window.kernel),
    strides: ints(pairOf(stride)),
    pads: ints(window.pads),
    ...(window.dilation.some((step) => step > 1) && { dilations: ints(window.dilation) }),
    ...(groups > 1 && { group: int(groups) }),
  }
  return network.graph.node('Conv', inputs, attributes, { name })
}

/** Transposed convolution over [N, C, H, W]: the map by which a convolution's gradient goes back to its input. */
export const convTranspose2d: LayerBuilder<'convTranspose2d'> = (network, x, record) => {
  const { channels, kernel, stride, padding, dilation, groups, bias, initialBias, outputPadding } = record
  const images = imagesOf(x)
  assertGroups(images.channels, channels, groups)
  const [sides, steps, spread, extra, pads] = [pairOf(kernel), pairOf(stride), pairOf(dilation), pairOf(outputPadding), padsOf(padding)]
  const size = [images.height, images.width].map(
    (pixels, axis) => (pixels - 1) * (steps[axis] ?? 1) + ((sides[axis] ?? 1) - 1) * (spread[axis] ?? 1) + 1 + (extra[axis] ?? 0) - (pads[axis] ?? 0) - (pads[axis + 2] ?? 0),
  )
  if (size.some((pixels) => pixels < 1)) throw new Misfit(phrase('its padding takes away all of the output'), true)
  if (extra.some((rows, axis) => rows >= Math.max(steps[axis] ?? 1, spread[axis] ?? 1))) throw new Misfit(phrase('its outputPadding must be smaller than its stride or its dilation'))
  const name = network.layerName('convT')
  const channelsOfGroup = channels / groups
  const area = sides[0] * sides[1]
  // As PyTorch, which takes the fan-in from the kernel's second axis and the fan-out from its first, for both directions of convolution.
  const fans = { fanIn: channelsOfGroup * area, fanOut: images.channels * area }
  const inputs = [x, network.parameter(name, 'weight', [images.channels, channelsOfGroup, ...sides], fans)]
  if (bias) inputs.push(network.parameter(name, 'bias', [channels], fans, initialBias))
  const attributes: Attributes = {
    kernel_shape: ints(sides),
    strides: ints(steps),
    pads: ints(pads),
    ...(spread.some((step) => step > 1) && { dilations: ints(spread) }),
    ...(extra.some((rows) => rows > 0) && { output_padding: ints(extra) }),
    ...(groups > 1 && { group: int(groups) }),
  }
  return network.graph.node('ConvTranspose', inputs, attributes, { name })
}

function assertGroups(inputs: number, outputs: number, groups: number): void {
  if (inputs % groups !== 0) throw new Misfit(phrase('its {groups} groups do not divide the {inputs} channels that it gets', { groups, inputs }))
  if (outputs % groups !== 0) throw new Misfit(phrase('its {groups} groups do not divide its {outputs} channels', { groups, outputs }))
}

/** Fully connected layer over [N, features]. */
export const linear: LayerBuilder<'linear'> = (network, x, { features, bias, initialBias }) => {
  const inFeatures = vectorLength(x)
  const name = network.layerName('fc')
  const fans = { fanIn: inFeatures, fanOut: features }
  const inputs = [x, network.parameter(name, 'weight', [features, inFeatures], fans)]
  if (bias) inputs.push(network.parameter(name, 'bias', [features], fans, initialBias))
  return network.graph.node('Gemm', inputs, { transB: int(1) }, { name })
}

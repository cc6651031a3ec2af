// The layout of images that a file's network takes: [N, C, H, W] as in the lab, channels last, no axis of channels, or rows of pixels.
import { phrase } from '@language/phrase'
import { formatShape } from '@common/words/plain-format'
import { freshNames } from '../../onnx/fresh-names'
import { ints, type Graph, type Node, type Value } from '../../onnx/graph'
import { unsupported } from '../../onnx/problems'
import type { StoredInput, StoredModel } from '../../onnx/stored-model'
import { DYNAMIC, elementCount, int64, type Shape } from '../../onnx/tensor'

/** The conversion of images [N, C, H, W] to the layout of the file's network. */
export interface ImageLayout {
  /** The only input of the file. */
  readonly input: string
  /** Shape of the images in the file's layout. */
  readonly shape: Shape
  readonly adaption: 'none' | 'channels-last' | 'reshaped'
}

/** Number of colour channels: a network for so many takes grey images, repeated in each. */
const colours = 3

/** Shape in which a model takes images of shape `images`: grey images get three channels where the model wants colours. */
export function withChannels(model: StoredModel, images: Shape): Shape {
  const [channels] = ownImageSize(model)
  return images[1] === 1 && channels === colours ? images.with(1, colours) : images
}

/** The graph with a node in front that repeats grey images [N, 1, H, W] in all channels that the graph takes. */
export function repeatingGrey(graph: Graph, images: Shape): Graph {
  const [inner] = graph.inputs
  if (!inner || inner.shape[1] === images[1]) return graph
  const fresh = freshNames(graph)
  const outer: Value = { ...inner, name: fresh(`${inner.name}.grey`), shape: images }
  const target: Value = { name: fresh(`${inner.name}.colours`), type: 'int64', shape: [4] }
  const node: Node = { name: target.name, operator: 'Expand', inputs: [outer, target], outputs: [inner], attributes: {} }
  const initializers = new Map([...graph.initializers, [target.name, int64([1, inner.shape[1] ?? colours, 1, 1])] as const])
  return { ...graph, inputs: [outer], initializers, nodes: [node, ...graph.nodes] }
}

/** The only input of a model, which takes the images. @throws LabError `onnx/unsupported` where the model has no input or several */
export function imageInput({ graph }: StoredModel): StoredInput & { readonly shape: Shape } {
  const [input, second] = graph.inputs
  if (!input) throw unsupported(phrase('it has no input'))
  if (second) throw unsupported(phrase('it has a second input, {second}, beside {input}', { second: second.name, input: input.name }), phrase('Export a network that takes one batch of images.'))
  if (input.type !== 'float32') throw unsupported(phrase('its input {input} is of type {type}', { input: input.name, type: input.type }), phrase('Export it for images of type float32.'))
  if (!input.shape) throw unsupported(phrase('its input {input} says nothing of its shape', { input: input.name }), phrase('Export it with the shape of its input.'))
  return { ...input, shape: input.shape }
}

/**
 * @param images shape [N, C, H, W]
 * @throws LabError `onnx/unsupported` where the network takes other images
 */
export function imageLayout(model: StoredModel, images: Shape): ImageLayout {
  const { name: input, shape: stored } = imageInput(model)
  const [n = 0, c = 0, h = 0, w = 0] = images
  const channelsLast = [n, h, w, c]
  const matches = (size: number | undefined, given: number): boolean => size === DYNAMIC || size === given
  if (stored.length === 4) {
    // The channels tell the two layouts apart. Height and width are compared only where the channels do not: some networks take images of any size.
    const [first, last] = [stored[1] === c || (stored[1] === DYNAMIC && stored[3] !== c), matches(stored[3], c)]
    const fits = (shape: Shape): boolean => shape.every((size, axis) => axis === 0 || matches(stored[axis], size))
    if (first && last && fits(channelsLast) && !fits(images)) return { input, shape: channelsLast, adaption: 'channels-last' }
    if (first) return { input, shape: images, adaption: 'none' }
    if (last) return { input, shape: channelsLast, adaption: 'channels-last' }
  }
  const others = [[n, h, w], [n, c * h * w]].filter(
    (shape) => shape.length === stored.length && elementCount(shape) === elementCount(images) && shape.every((size, axis) => axis === 0 || matches(stored[axis], size)),
  )
  if (others[0]) return { input, shape: others[0], adaption: 'reshaped' }
  const dimensions = stored.slice(1).map((size) => (size === DYNAMIC ? phrase('any § a size of images') : size))
  throw unsupported(
    phrase('its input {input} takes images of {dimensions}, not of {images}', { input, dimensions: dimensions.join('×'), images: formatShape(images.slice(1)) }),
    phrase('Choose images of its size, or another network.'),
  )
}

/** Channels, height and width of the images that a model asks for, {@link DYNAMIC} where open. Rows of pixels are taken for square images. */
export function ownImageSize(model: StoredModel): Shape {
  const { name, shape } = imageInput(model)
  const [, a = DYNAMIC, b = DYNAMIC, c = DYNAMIC] = shape
  if (shape.length === 3) return [1, a, b]
  const square = shape.length === 2 ? [1, colours].find((channels) => a > 0 && Number.isInteger(Math.sqrt(a / channels))) : undefined
  if (square !== undefined) return [square, Math.sqrt(a / square), Math.sqrt(a / square)]
  if (shape.length !== 4) throw unsupported(phrase('its input {name} is no batch of images [N, C, H, W]', { name }), phrase('Choose a network for images.'))
  const isChannels = (size: number): boolean => size === 1 || size === 3 || size === 4
  return isChannels(c) && !isChannels(a) ? [c, a, b] : [a, b, c]
}

/** The graph with a node in front that converts images [N, C, H, W] to the file's layout. */
export function adapted(graph: Graph, { input, adaption, shape }: ImageLayout, images: Shape): Graph {
  if (adaption === 'none') return graph
  const [inner] = graph.inputs
  if (!inner) return graph
  const fresh = freshNames(graph)
  const outer: Value = { ...inner, name: fresh(`${input}.images`), shape: images }
  const target: Value = { name: fresh(`${input}.shape`), type: 'int64', shape: [shape.length] }
  const node: Node =
    adaption === 'channels-last'
      ? { name: input, operator: 'Transpose', inputs: [outer], outputs: [inner], attributes: { perm: ints([0, 2, 3, 1]) } }
      : { name: input, operator: 'Reshape', inputs: [outer, target], outputs: [inner], attributes: {} }
  const initializers = adaption === 'reshaped' ? new Map([...graph.initializers, [target.name, int64(shape)] as const]) : graph.initializers
  return { ...graph, inputs: [outer], initializers, nodes: [node, ...graph.nodes] }
}

// Makes a network from a model read from a file: for images of a given shape, with weights and running averages as inputs of the graph.
import { formatCounted, formatShape } from '@common/words/plain-format'
import { LabError } from '@contract/problem'
import { importGraph, type ImportedGraph } from '../../onnx/importing/import-graph'
import { unsupported } from '../../onnx/problems'
import type { StoredModel } from '../../onnx/stored-model'
import { DYNAMIC, type Shape } from '../../onnx/tensor'
import type { Graph, Value } from '../../onnx/graph'
import type { Network, StateValues } from '../network'
import { assertDropoutOfImages } from './dropout-of-images'
import { adapted, imageInput, imageLayout, repeatingGrey, withChannels, type ImageLayout } from './image-layout'
import { withClasses } from './last-layer'
import { learntTensors } from './learnt-tensors'
import { findLogits } from './logits'
import { withOwnAverages } from './own-averages'
import { trainableForm, trainableName } from './trainable-form'

export interface FileNetwork {
  readonly network: Network
  /** Values of parameters and buffers in the file. */
  readonly values: StateValues
  /** Name of the softmax node at the end that was left out; null where there is none. */
  readonly softmax: string | null
}

/**
 * The network exactly as in the file.
 * @param images shape [N, C, H, W]
 * @throws LabError `onnx/unsupported` where the engine cannot take the model, `onnx/size` where the model does not take these images
 */
export function networkFromModel(model: StoredModel, name: string, images: Shape): FileNetwork {
  const { graph, logits, softmax, weights } = readOut(model, name, images)
  return { ...assembled(graph, logits, name, weights), softmax }
}

export interface TrainingOptions {
  /** Number of outputs; the last layer is replaced where the file has another number. */
  readonly classes: number
  /** Whether training begins with the weights of the file, or draws them anew. */
  readonly weights: 'keep' | 'redraw'
}

/**
 * The network for training on a data set, with the initial state that {@link TrainingOptions} ask for.
 * @param images shape [N, C, H, W] of the data set's images; a network for colours takes grey ones, too
 * @throws LabError as {@link networkFromModel}
 */
export function trainableNetwork(model: StoredModel, name: string, images: Shape, { classes, weights }: TrainingOptions): Network {
  const inFile = withChannels(model, images)
  const own = readOut(model, name, inFile)
  const replaced = own.logits.shape[1] === classes ? null : withClasses(model, own.graph, classes)
  const { graph, logits, weights: candidates } = replaced ? readOut(replaced.model, name, inFile) : own
  const { network, values } = assembled(trainableForm(repeatingGrey(graph, images)), logits, name, new Map([...candidates].map(([tensor, why]) => [trainableName(tensor), why])))
  const drawn = new Set(replaced?.drawn.map(trainableName))
  return weights === 'redraw' ? network : { ...network, given: new Map([...values].filter(([tensor]) => !drawn.has(tensor))) }
}

interface ReadGraph {
  readonly graph: Graph
  readonly logits: Value
  readonly softmax: string | null
  readonly weights: ImportedGraph['weights']
}

/** The graph from images to logits. */
function readOut(model: StoredModel, name: string, images: Shape): ReadGraph {
  const layout = imageLayout(model, images)
  const { graph, weights } = fitted(model, name, layout)
  assertDropoutOfImages(graph, layout.shape[0] ?? DYNAMIC)
  const found = findLogits(withOwnAverages(adapted(graph, layout, images)))
  assertAnswerForEach(found.logits, name, images)
  return { ...found, weights }
}

/** A reshape that counts on another size of images makes several rows of one image: the network computes, but not answers for images. @throws LabError `onnx/size` */
function assertAnswerForEach({ shape: [answers = DYNAMIC] }: Value, name: string, [batch = DYNAMIC, , ...size]: Shape): void {
  if (answers === batch || answers === DYNAMIC || batch === DYNAMIC) return
  throw new LabError('onnx/size', `${name} cannot take images of ${formatShape(size)} pixels: it makes ${answers} answers of ${formatCounted(batch, 'image')}.`, 'Use images of its own size.')
}

/** The network of a graph; weights and running averages become inputs. */
function assembled(graph: Graph, logits: Value, name: string, weights: ImportedGraph['weights']): { readonly network: Network; readonly values: StateValues } {
  const [images] = graph.inputs
  const { parameters, buffers } = learntTensors(graph, weights)
  if (!images || parameters.length === 0) throw unsupported('it has no weights', 'Choose a network with layers that learn.')
  const valueOf = (tensor: { readonly name: string; readonly shape: Shape }): Value => ({ name: tensor.name, type: 'float32', shape: tensor.shape })
  const state = {
    parameters: parameters.map((parameter, index) => ({ ...parameter, index, value: valueOf(parameter) })),
    buffers: buffers.map((buffer) => ({ ...buffer, value: valueOf(buffer) })),
  }
  const inputs = [images, ...[...state.parameters, ...state.buffers].map(({ value }) => value)]
  const learnt = new Set(inputs.map((value) => value.name))
  const values = new Map<string, Float32Array>()
  for (const [tensor, { data }] of graph.initializers) if (learnt.has(tensor) && data instanceof Float32Array) values.set(tensor, data)
  const initializers = new Map([...graph.initializers].filter(([tensor]) => !learnt.has(tensor)))
  return { network: { name, graph: { ...graph, inputs, initializers }, images, logits, ...state }, values }
}

/** The graph for the shape of the images. An error at another size than the file's own says that the size does not fit. */
function fitted(model: StoredModel, name: string, { input, shape }: ImageLayout): ImportedGraph {
  const shapes = new Map([[input, shape]])
  const own = imageInput(model).shape
  if (own.every((size, axis) => axis === 0 || size === DYNAMIC || size === shape[axis])) return importGraph(model, shapes)
  try {
    return importGraph(model, shapes)
  } catch (error) {
    const why = error instanceof Error ? error.message.replace(/\.$/, '') : String(error)
    const sizes = (list: Shape): string => formatShape(list.slice(1))
    throw new LabError('onnx/size', `${name} is for images of ${sizes(own)} and cannot take ${sizes(shape)}. ${why}.`, 'Use images of its own size.', { cause: error })
  }
}

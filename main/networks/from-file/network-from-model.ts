// Makes a network from a model read from a file: for images of a given shape, with weights and running averages as inputs of the graph.
import { formatCounted, formatShape } from '@common/words/plain-format'
import { withoutStop } from '@common/words/sentences'
import { phrase } from '@language/phrase'
import { LabError } from '@contract/problem'
import { importGraph, type ImportedGraph } from '../../onnx/importing/import-graph'
import { unsupported } from '../../onnx/problems'
import { pruned } from '../../onnx/pruning'
import type { StoredModel } from '../../onnx/stored-model'
import { DYNAMIC, type Shape } from '../../onnx/tensor'
import { nodeTitle, type Graph, type Value } from '../../onnx/graph'
import { inFileSpace, valuesInFileSpace } from '../file-names'
import type { Network, StateValues } from '../network'
import { assertDropoutOfImages } from './dropout-of-images'
import { adapted, imageInput, imageLayout, repeatingGrey, withChannels, type ImageLayout } from './image-layout'
import { withClasses } from './last-layer'
import { learntTensors } from './learnt-tensors'
import { findLogits, type Logits } from './logits'
import { withOwnAverages } from './own-averages'
import { sharedWeightNotes } from './shared-weights'
import { trainableForm } from './trainable-form'

export interface FileNetwork {
  readonly network: Network
  /** Values of parameters and buffers in the file. */
  readonly values: StateValues
  /** Name of the output in the file that the network's logits are found at. */
  readonly output: string
  /** Names of the nodes of a softmax at the end that was left out; none where there is none. */
  readonly softmax: readonly string[]
  /** What the user should know of how the file was read, as sentences. */
  readonly notes: readonly string[]
}

/**
 * The network exactly as in the file.
 * @param images shape [N, C, H, W]
 * @param output name of the output in the file whose numbers are the classes; null: it is chosen
 * @throws LabError `onnx/unsupported` where the engine cannot take the model, `onnx/size` where the model does not take these images
 */
export function networkFromModel(model: StoredModel, name: string, images: Shape, output: string | null = null): FileNetwork {
  const read = readOut(model, name, images, { output, asEarlier: false })
  const { network, values } = assembled(read.graph, read, name)
  const notes = [...read.notes, ...sharedWeightNotes(network)]
  return { network: inFileSpace(network), values: valuesInFileSpace(values), output: read.output, softmax: read.softmax.map(nodeTitle), notes }
}

export interface TrainingOptions {
  /** Number of outputs; the last layer is replaced where the file has another number. */
  readonly classes: number
  /** Whether training begins with the weights of the file, or draws them anew. */
  readonly weights: 'keep' | 'redraw'
  /**
   * Name of the output in the file whose numbers are the classes. Runs of earlier versions name none: their networks have the first output, tensors that
   * the file stores once are one weight, and a softmax of several nodes stays.
   */
  readonly output: string | null
}

/**
 * The network for training on a data set, with the initial state that {@link TrainingOptions} ask for.
 * @param images shape [N, C, H, W] of the data set's images; a network for colours takes grey ones, too
 * @throws LabError as {@link networkFromModel}
 */
export function trainableNetwork(model: StoredModel, name: string, images: Shape, { classes, weights, output }: TrainingOptions): Network {
  const inFile = withChannels(model, images)
  const reading: Reading = { output: output ?? model.graph.outputs[0] ?? null, asEarlier: output === null }
  const own = readOut(model, name, inFile, reading)
  const replaced = own.logits.shape[1] === classes ? null : withClasses(model, pruned({ ...own.graph, outputs: [own.logits] }), classes)
  const read = replaced ? readOut(replaced.model, name, inFile, reading) : own
  const { network, values } = assembled(trainableForm(repeatingGrey(read.graph, images)), read, name)
  const drawn = new Set(replaced?.drawn)
  return inFileSpace(weights === 'redraw' ? network : { ...network, given: new Map([...values].filter(([tensor]) => !drawn.has(tensor))) })
}

/** How a file is read. */
interface Reading {
  readonly output: string | null
  /** Whether as the versions read it whose runs name no output. */
  readonly asEarlier: boolean
}

interface ReadGraph extends Logits {
  readonly weights: ImportedGraph['weights']
}

/** The graph from images to logits, and to the other outputs of the file. */
function readOut(model: StoredModel, name: string, images: Shape, { output, asEarlier }: Reading): ReadGraph {
  const layout = imageLayout(model, images)
  const { graph, weights, notes } = fitted(model, name, layout, asEarlier)
  assertDropoutOfImages(graph, layout.shape[0] ?? DYNAMIC)
  const found = findLogits(withOwnAverages(adapted(graph, layout, images)), { names: model.graph.outputs, output, writtenSoftmax: !asEarlier })
  assertAnswerForEach(found.logits, name, images)
  return { ...found, weights, notes: [...notes, ...found.notes] }
}

/** A reshape that counts on another size of images makes several rows of one image: the network computes, but not answers for images. @throws LabError `onnx/size` */
function assertAnswerForEach({ shape: [answers = DYNAMIC] }: Value, name: string, [batch = DYNAMIC, , ...size]: Shape): void {
  if (answers === batch || answers === DYNAMIC || batch === DYNAMIC) return
  throw new LabError('onnx/size', phrase('{name} cannot take images of {size} pixels: it makes {answers} answers of {batch}.', { name, size: formatShape(size), answers, batch: formatCounted(batch, 'image') }), phrase('Use images of its own size.'))
}

/** The network of a graph, with all its outputs; weights and running averages that the logits depend on become inputs. */
function assembled(graph: Graph, { logits, weights }: Pick<ReadGraph, 'logits' | 'weights'>, name: string): { readonly network: Network; readonly values: StateValues } {
  const [images] = graph.inputs
  const { parameters, buffers } = learntTensors(pruned({ ...graph, outputs: [logits] }), weights)
  if (!images || parameters.length === 0) throw unsupported(phrase('it has no weights'), phrase('Choose a network with layers that learn.'))
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
  return { network: { name, graph: pruned({ ...graph, inputs, initializers }), images, logits, ...state }, values }
}

/** The graph for the shape of the images. An error at another size than the file's own says that the size does not fit. */
function fitted(model: StoredModel, name: string, { input, shape }: ImageLayout, asEarlier: boolean): ImportedGraph {
  const shapes = new Map([[input, shape]])
  const options = { sharesCopies: asEarlier }
  const own = imageInput(model).shape
  if (own.every((size, axis) => axis === 0 || size === DYNAMIC || size === shape[axis])) return importGraph(model, shapes, options)
  try {
    return importGraph(model, shapes, options)
  } catch (error) {
    const why = error instanceof Error ? withoutStop(error.message) : String(error)
    const sizes = (list: Shape): string => formatShape(list.slice(1))
    throw new LabError('onnx/size', phrase('{name} is for images of {own} and cannot take {wanted}. {why}.', { name, own: sizes(own), wanted: sizes(shape), why }), phrase('Use images of its own size.'), { cause: error })
  }
}

// What becomes of one ONNX file: it is refused in a sentence, or taken; then its programs compile, and compute what ONNX Runtime computes of the file itself.
import { InferenceSession, Tensor as OrtTensor } from 'onnxruntime-node'
import { LabError } from '@contract/problem'
import { nodeFindings } from '../../../../analysis/import-report'
import { analyzeNetwork } from '../../../../analysis/network-analysis'
import { encodeNetwork } from '../../../../networks/export/encode-network'
import { imageLayout, type ImageLayout } from '../../../../networks/from-file/image-layout'
import { networkToKeep, type FileToKeep } from '../../../../networks/from-file/keep-file'
import { networkFromModel, trainableNetwork, type FileNetwork } from '../../../../networks/from-file/network-from-model'
import { stateOf } from '../../../../networks/network'
import { unsupported } from '../../../../onnx/problems'
import { embedded } from '../../../../onnx/reading/embedding'
import { noExternalData } from '../../../../onnx/reading/external-data'
import { readModel } from '../../../../onnx/reading/read-model'
import { elementCount, type Shape } from '../../../../onnx/tensor'
import { untrainableNodes } from '../../../autodiff/untrainable'
import { compileGradients, gradientProgram } from '../../../program/gradient-program'
import { compileLoop } from '../../../program/training/loop-program'
import { plainRecipe } from '../../../program/training/training-recipe'
import { feed, Session } from '../../../runtime/session'
import type { FuzzOutcome } from '../../../../testing/fuzz/reader'

/** Most operations of one image, and most bytes of activations, for which programs are run: a damaged size may ask for any number. */
const mostWork = { flops: 1e8, bytes: 1e8 }

/** Most numbers of a batch that is run. */
const mostPixels = 1e6

/** Beyond this size of a weight, sums lose all smaller terms, and what later layers make of them is the rounding alone. */
const largestWeight = 1e30

/** The largest difference of two outputs, relative to the largest number. */
const tolerance = 1e-3

/**
 * `agrees`: taken, and compared with ONNX Runtime's own run of the file.
 * @param isRun whether the programs of a file that is taken are run, too
 * @throws Error for all that must not happen: an internal error, a program that ONNX Runtime refuses, other numbers
 */
export async function outcomeOf(bytes: Uint8Array, isRun: boolean): Promise<FuzzOutcome> {
  let taken
  try {
    taken = take(bytes)
  } catch (error) {
    assertForUsers(error)
    return 'refused'
  }
  const { passes: { forward }, activationBytes } = taken.analysis.total
  if (!isRun || forward.flops > mostWork.flops || activationBytes > mostWork.bytes) return 'read'
  return run(taken.file)
}

/** Does all that an import does, and compiles the program of the first training run. */
function take(bytes: Uint8Array) {
  const file: FileToKeep = { name: 'damaged.onnx', bytes, model: readModel(embedded(bytes, noExternalData)) }
  const taken = networkToKeep(file)
  const { network } = taken
  nodeFindings(file.model, taken)
  const [untrainable] = untrainableNodes(network.graph, network.parameters.map(({ name }) => name))
  if (untrainable) throw unsupported(`node ${untrainable.node.name} cannot be trained through: ${untrainable.why}`)
  const analysis = analyzeNetwork(network)
  const [, channels = 1, height = 1, width = 1] = network.images.shape
  const trained = trainableNetwork(file.model, file.name, [2, channels, height, width], { classes: 10, weights: 'keep', output: taken.output })
  compileLoop(trained, { channels, height, width, count: 8 }, plainRecipe)
  return { file, analysis }
}

/** An answer to a user, in a sentence, with what to do; an error of JavaScript behind it was not foreseen. */
function assertForUsers(error: unknown): void {
  if (!(error instanceof LabError) || error.code === 'unexpected') throw error
  const isSentence = /^\S.*\.$/s.test(error.message) && error.remedy !== ''
  if (!isSentence || /undefined|\bNaN\b|\[object|null is not|is not a function|is not iterable/.test(error.message)) throw new Error(`this is no sentence for a user: ${error.message} (${error.remedy})`, { cause: error })
  if (error.code === 'onnx/unreadable') return
  for (let { cause } = error; cause instanceof Error; { cause } = cause) {
    if (cause instanceof TypeError || cause instanceof RangeError || cause instanceof ReferenceError || cause instanceof SyntaxError) throw cause
  }
}

/** Runs forward and backward pass of a file's network; the forward pass of the file itself beside it, where ONNX Runtime takes the file. */
async function run(file: FileToKeep): Promise<FuzzOutcome> {
  const [channels, height, width] = networkToKeep(file).network.images.shape.slice(1)
  const [input] = file.model.graph.inputs
  const fixed = input?.shape?.[0] ?? -1
  const shape: Shape = [fixed > 0 ? fixed : 2, channels ?? 1, height ?? 1, width ?? 1]
  if (elementCount(shape) > mostPixels) return 'read'
  const images = Float32Array.from({ length: elementCount(shape) }, (_, index) => 0.5 + 0.5 * Math.sin(1 + 2.7 * index))
  const taken = networkFromModel(file.model, file.name, shape)
  await assertGradients(taken, images)
  // ONNX Runtime takes a batch normalisation by the batch only with outputs that the lab leaves out.
  if (taken.network.graph.nodes.some(({ attributes }) => 'training_mode' in attributes)) return 'read'
  if ([...taken.values.values()].some((values) => values.some((value) => Math.abs(value) > largestWeight))) return 'read'
  const own = await forward(encodeNetwork(taken.network, taken.values), taken.network.images.name, images, shape)
  if (!own) throw new Error('ONNX Runtime refuses the network that was taken')
  const layout = imageLayout(file.model, shape)
  const expected = await forward(file.bytes, layout.input, inLayout(images, shape, layout), layout.shape)
  // Of several outputs, the lab chooses one.
  const candidates = (expected ?? []).filter(({ length }) => length === own[0]?.length)
  if (candidates.length === 0) return 'read'
  const logits = own[0] ?? new Float32Array()
  const classes = taken.network.logits.shape[1] ?? 1
  const forms = taken.softmax.length === 0 ? [logits] : [logits, softmax(logits, classes)]
  if (!candidates.some((candidate) => forms.some((form) => isNear(form, candidate)))) {
    throw new Error(`the lab computes ${head(logits)}, ONNX Runtime ${candidates.map(head).join(' and ')}`)
  }
  return 'agrees'
}

const head = (values: Float32Array): string => `[${[...values.subarray(0, 6)].map((value) => value.toPrecision(5)).join(', ')}, ...]`

/** All outputs of float32 that a model computes; null where ONNX Runtime does not take it. */
async function forward(model: Uint8Array, input: string, images: Float32Array, shape: Shape): Promise<Float32Array[] | null> {
  let session: InferenceSession | undefined
  try {
    session = await InferenceSession.create(model, { logSeverityLevel: 4, intraOpNumThreads: 1, graphOptimizationLevel: 'basic' })
    const outputs = await session.run({ [input]: new OrtTensor('float32', images, shape) })
    return Object.values(outputs).flatMap((value) => (value instanceof OrtTensor && value.data instanceof Float32Array ? [value.data] : []))
  } catch {
    return null // the file itself may be none that ONNX Runtime takes; for the lab's own model the caller says so
  } finally {
    await session?.release()
  }
}

/** One batch forward and backward: whatever ONNX Runtime refuses of the program is an error. */
async function assertGradients({ network, values }: FileNetwork, images: Float32Array): Promise<void> {
  const session = await Session.open(compileGradients(network, 'cpu'), { threads: 1 })
  try {
    const [batch = 1] = network.logits.shape
    const state = stateOf(network).map(({ name, shape }, index) => [gradientProgram.state(index), feed('float32', values.get(name) ?? new Float32Array(), shape)] as const)
    const inputs = { ...Object.fromEntries(state), [gradientProgram.images]: feed('float32', images, network.images.shape), [gradientProgram.labels]: feed('int64', new BigInt64Array(batch), [batch]) }
    await session.run(inputs, [gradientProgram.loss, ...network.parameters.map((_, index) => gradientProgram.gradient(index))])
  } finally {
    await session.close()
  }
}

/** Images [N, C, H, W] in the layout of the file. */
function inLayout(images: Float32Array, [n = 1, c = 1, h = 1, w = 1]: Shape, { adaption }: ImageLayout): Float32Array {
  if (adaption !== 'channels-last') return images
  return Float32Array.from({ length: n * c * h * w }, (_, place) => {
    const [channel, pixel, image] = [place % c, Math.floor(place / c) % (h * w), Math.floor(place / (c * h * w))]
    return images[(image * c + channel) * h * w + pixel] ?? 0
  })
}

function softmax(logits: Float32Array, classes: number): Float32Array {
  return logits.map((_, place) => {
    const row = logits.subarray(place - (place % classes), place - (place % classes) + classes)
    const most = Math.max(...row)
    const exponentials = row.map((value) => Math.exp(value - most))
    return (exponentials[place % classes] ?? 0) / exponentials.reduce((total, value) => total + value, 0)
  })
}

/** Equal but for rounding; where one is not finite, the other is not. Numbers next to the largest of float32 round to either. */
function isNear(a: Float32Array, b: Float32Array): boolean {
  const largest = a.reduce((most, value) => (Number.isFinite(value) ? Math.max(most, Math.abs(value)) : most), 1e-3)
  return a.every((value, place) => {
    const other = b[place] ?? NaN
    return Number.isFinite(value) && Number.isFinite(other) ? Math.abs(value - other) <= tolerance * largest : largest > 1e30 || Number.isFinite(value) === Number.isFinite(other)
  })
}

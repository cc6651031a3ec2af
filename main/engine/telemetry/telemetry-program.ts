// Compiles a network into a program that looks at a batch on its way forward and backward, and tells the size of what each layer computes and of its gradients.
import type { LayerFigure } from '@contract/runs/telemetry'
import { builtInPlan } from '@contract/training/plan'
import type { Network } from '../../networks/network'
import { stateOf } from '../../networks/network'
import { encodeModel } from '../../onnx/encoding'
import type { Value } from '../../onnx/graph'
import { GraphBuilder } from '../../onnx/graph-builder'
import { cast, concat, equal, greater, reduceMean, reshape, scalar, scale, sub } from '../../onnx/operations'
import { substitutesOf } from '../autodiff/substitutes'
import { elementCount, type Shape } from '../../onnx/tensor'
import { emitGradients } from '../autodiff/gradients'
import { capabilitiesOf } from '../capabilities'
import { globalNorm } from '../optimizers/clip-gradients'
import { datasetInputs, type ImageFormat } from '../program/inputs/image-batch'
import { recordBatch } from '../program/training/batch-pass'
import { wholeInputs } from '../program/training/step-inputs'
import type { TrainingRecipe } from '../program/training/training-recipe'
import { TrainingStep, type DropoutMask } from '../program/training/training-step'
import { watchedLayers, type WatchedLayer } from './watched-layers'

/** Where a number of the program's output belongs. */
export interface TelemetryEntry {
  /** Index of the layer. */
  readonly layer: number
  readonly figure: LayerFigure
}

export interface TelemetryProgram {
  /** An ONNX model; see {@link compileTelemetry}. */
  readonly model: Uint8Array
  readonly layers: readonly WatchedLayer[]
  /** What the numbers of the output are, in their order. */
  readonly entries: readonly TelemetryEntry[]
  readonly dropoutMasks: readonly DropoutMask[]
}

/** Name of the output: float32 [entries]. */
export const telemetryOutput = 'telemetry'

/** The middle of the range of an activation, and how far from it its output counts as saturated: all but a hundredth of the range at either end. */
const saturation: Readonly<Record<string, { readonly middle: number; readonly reach: number }>> = {
  sigmoid: { middle: 0.5, reach: 0.49 },
  hardsigmoid: { middle: 0.5, reach: 0.49 },
  tanh: { middle: 0, reach: 0.98 },
}

/**
 * Inputs: `images` uint8 [count, C, h, w] and `labels` [count]; `indices` [N] and `weights` float32 [N] of the images to look at; a mask for each
 * dropout layer; parameters and buffers under their own names. The pass is that of training, in float32 and without fast convolutions. Figures of the
 * weights themselves are not in it: see `weightFigures`.
 * @param network built for the number of images to look at
 */
export function compileTelemetry(network: Network, format: ImageFormat, recipe: TrainingRecipe): TelemetryProgram {
  const capabilities = capabilitiesOf[recipe.device]
  const g = new GraphBuilder('telemetry', substitutesOf(capabilities))
  const take = wholeInputs(g)
  const state = new Map(stateOf(network).map(({ name, shape }) => [name, take(name, 'float32', shape)]))
  const step = new TrainingStep(network, { ...recipe, precision: 'float32', microBatches: 1 }, { state, take })
  const context = { ...step.batchOf(datasetInputs(g, network, format)), fastConvolutions: false, plan: builtInPlan }
  const batch = recordBatch(g, context, (graph) => graph)
  const layers = watchedLayers(network)
  const outputs = layers.map(({ output }) => batch.known(output.name))
  const weights = layers.map(({ weight }) => (weight === null ? null : (state.get(weight) ?? null)))
  const wanted = [...outputs, ...weights.filter((value) => value !== null)]
  const gradients = emitGradients(g, batch.tape, new Map([[batch.losses.name, scale(g, batch.weights, gradientScale)]]), wanted, context)
  const found = layers.flatMap(({ kind }, index) => {
    const [output, weight] = [outputs[index], weights[index]]
    return output ? figuresOf(g, { kind, output, weight: weight ?? null, gradients }).map((figure) => ({ layer: index, ...figure })) : []
  })
  const all = concat(g, found.map(({ value }) => reshape(g, value, [1])), 0)
  return {
    model: encodeModel(g.build([g.node('Identity', [all], {}, { name: telemetryOutput })])),
    layers,
    entries: found.map(({ layer, figure }) => ({ layer, figure })),
    dropoutMasks: step.feeds.dropoutMasks,
  }
}

interface LayerValues {
  readonly kind: string
  readonly output: Value
  readonly weight: Value | null
  readonly gradients: ReadonlyMap<string, Value>
}

/** The figures that a layer has, each as a scalar. */
function figuresOf(g: GraphBuilder, { kind, output, weight, gradients }: LayerValues): readonly { readonly figure: LayerFigure; readonly value: Value }[] {
  const bounds = saturation[kind]
  const [byOutput, byWeight] = [gradients.get(output.name), weight && gradients.get(weight.name)]
  return [
    { figure: 'activationRms', value: rms(g, output) },
    // Activations make zeros; layers with weights are where numbers cease to be finite.
    ...(weight ? [{ figure: 'notFiniteShare' as const, value: notFiniteShare(g, output) }] : [{ figure: 'zeroShare' as const, value: share(g, equal(g, output, scalar(g, 0)), output.shape) }]),
    ...(bounds ? [{ figure: 'saturatedShare' as const, value: saturatedShare(g, output, bounds) }] : []),
    ...(byOutput ? [{ figure: 'outputGradientRms' as const, value: rms(g, byOutput, gradientScale) }] : []),
    ...(byWeight ? [{ figure: 'weightGradientRms' as const, value: rms(g, byWeight, gradientScale) }] : []),
  ]
}

const allAxes = (shape: Shape): number[] => shape.map((_, axis) => axis)

/** The largest float32; neither infinity nor NaN is below it. */
const largestFloat = 3.4028234663852886e38

/**
 * Gradients are those of the loss times this power of two, which rounds nothing: in float32 the squares of gradients that vanish would be zero. Sizes of
 * gradients from 1e-25 to 1e12 are exact to float32, and zero or infinite far beyond.
 */
const gradientScale = 2 ** 20

/** Root of the mean square of a value that is `factor` times what is told of. */
const rms = (g: GraphBuilder, x: Value, factor = 1): Value => scale(g, globalNorm(g, [x]), 1 / (factor * Math.sqrt(elementCount(x.shape))))

const notFiniteShare = (g: GraphBuilder, x: Value): Value => sub(g, scalar(g, 1), share(g, greater(g, scalar(g, largestFloat), g.node('Abs', [x])), x.shape))

const share = (g: GraphBuilder, condition: Value, shape: Shape): Value => reduceMean(g, cast(g, condition, 'float32'), allAxes(shape))

function saturatedShare(g: GraphBuilder, x: Value, { middle, reach }: { readonly middle: number; readonly reach: number }): Value {
  const distance = g.node('Abs', [sub(g, x, scalar(g, middle))])
  return share(g, greater(g, distance, scalar(g, reach)), x.shape)
}

// Telemetry tells what plain loops over the same numbers find: sizes, zeros, saturation, gradients.
import { layerFigureNames } from '@contract/runs/telemetry'
import { expect, it } from 'vitest'
import { buildLayers } from '../../networks/build-layers'
import { conv2d, flatten, linear, relu } from '../../networks/listing'
import { initialState } from '../../networks/network'
import { plainRecipe } from '../program/training/training-recipe'
import { feed, Session } from '../runtime/session'
import { compileTelemetry, telemetryOutput } from './telemetry-program'
import { watchedLayers } from './watched-layers'

const [count, pixels, hidden, classes] = [6, 16, 5, 3]
const format = { count, channels: 1, height: 4, width: 4 }
const images = Uint8Array.from({ length: count * pixels }, (_, index) => (index * 37) % 256)
const labels = Uint8Array.from({ length: count }, (_, index) => index % classes)

type Matrix = readonly (readonly number[])[]
const rows = (values: ArrayLike<number>, columns: number): Matrix => Array.from({ length: values.length / columns }, (_, row) => Array.from({ length: columns }, (__, column) => values[row * columns + column] ?? 0))
const affine = (x: Matrix, weight: Matrix, bias: readonly number[]): Matrix => x.map((row) => weight.map((w, unit) => w.reduce((sum, value, index) => sum + value * (row[index] ?? 0), bias[unit] ?? 0)))
const rms = (x: Matrix): number => Math.sqrt(x.flat().reduce((sum, value) => sum + value * value, 0) / x.flat().length)
const share = (x: Matrix, test: (value: number) => boolean): number => x.flat().filter(test).length / x.flat().length
const map = (x: Matrix, change: (value: number, row: number, column: number) => number): Matrix => x.map((values, row) => values.map((value, column) => change(value, row, column)))
/** Gradient by the inputs of a product with weights, [units, inputs]. */
const back = (gradient: Matrix, weight: Matrix): Matrix => gradient.map((row) => (weight[0] ?? []).map((_, input) => row.reduce((sum, value, unit) => sum + value * (weight[unit]?.[input] ?? 0), 0)))
const weightGradient = (gradient: Matrix, x: Matrix): Matrix => (gradient[0] ?? []).map((_, unit) => (x[0] ?? []).map((__, input) => gradient.reduce((sum, row, image) => sum + (row[unit] ?? 0) * (x[image]?.[input] ?? 0), 0)))

it('finds in a batch what loops find', async () => {
  const network = buildLayers('tiny', [count, 1, 4, 4], [flatten(), linear(hidden), { layer: 'sigmoid' }, linear(hidden), relu(), linear(classes)])
  // Ten times the drawn weights, so that some units saturate.
  const state = new Map([...initialState(network, 'xavier-uniform', 3)].map(([name, values]) => [name, values.map((value) => value * (name === 'fc1.weight' ? 10 : 1))]))
  const { model, layers, entries } = compileTelemetry(network, format, plainRecipe)
  const session = await Session.open(model, { device: 'cpu' })
  const outputs = await session.run(
    {
      ...Object.fromEntries(network.parameters.map(({ name, shape }) => [name, feed('float32', state.get(name) ?? new Float32Array(), shape)])),
      images: feed('uint8', images, [count, 1, 4, 4]),
      labels: feed('uint8', labels, [count]),
      indices: feed('int64', BigInt64Array.from({ length: count }, (_, index) => BigInt(index)), [count]),
      weights: feed('float32', new Float32Array(count).fill(1 / count), [count]),
    },
    [telemetryOutput],
  )
  const numbers = outputs.floats(telemetryOutput)
  const found = layers.map((_, layer) => Object.fromEntries(layerFigureNames.map((figure) => [figure, numbers[entries.findIndex((entry) => entry.layer === layer && entry.figure === figure)]])))
  await session.close()

  const weightOf = (name: string, inputs: number): Matrix => rows(state.get(name) ?? [], inputs)
  const [w1, w2, w3] = [weightOf('fc1.weight', pixels), weightOf('fc2.weight', hidden), weightOf('fc3.weight', hidden)]
  const biasOf = (name: string): readonly number[] => Array.from(state.get(name) ?? [])
  const x = rows(Float32Array.from(images, (value) => value / 255), pixels)
  const a1 = affine(x, w1, biasOf('fc1.bias'))
  const s = map(a1, (value) => 1 / (1 + Math.exp(-value)))
  const a2 = affine(s, w2, biasOf('fc2.bias'))
  const r = map(a2, (value) => Math.max(0, value))
  const logits = affine(r, w3, biasOf('fc3.bias'))
  const byLogits = logits.map((row, image) => {
    const sum = row.reduce((total, value) => total + Math.exp(value), 0)
    return row.map((value, unit) => (Math.exp(value) / sum - (unit === labels[image] ? 1 : 0)) / count)
  })
  const byR = back(byLogits, w3)
  const byA2 = map(byR, (value, row, column) => ((a2[row]?.[column] ?? 0) > 0 ? value : 0))
  const byS = back(byA2, w2)
  const byA1 = map(byS, (value, row, column) => value * (s[row]?.[column] ?? 0) * (1 - (s[row]?.[column] ?? 0)))
  const isSaturated = (value: number): boolean => value < 0.01 || value > 0.99
  expect(share(s, isSaturated)).toBeGreaterThan(0)
  const isZero = (value: number): boolean => value === 0
  const expected = [
    { activationRms: rms(a1), notFiniteShare: 0, outputGradientRms: rms(byA1), weightGradientRms: rms(weightGradient(byA1, x)) },
    { activationRms: rms(s), zeroShare: 0, saturatedShare: share(s, isSaturated), outputGradientRms: rms(byS) },
    { activationRms: rms(a2), notFiniteShare: 0, outputGradientRms: rms(byA2), weightGradientRms: rms(weightGradient(byA2, s)) },
    { activationRms: rms(r), zeroShare: share(r, isZero), outputGradientRms: rms(byR) },
    { activationRms: rms(logits), notFiniteShare: 0, outputGradientRms: rms(byLogits), weightGradientRms: rms(weightGradient(byLogits, r)) },
  ]
  expect(layers.map(({ name, kind }) => `${name}: ${kind}`)).toEqual(['fc1: linear', 'sigmoid1: sigmoid', 'fc2: linear', 'relu1: relu', 'fc3: linear'])
  for (const [layer, figures] of expected.entries()) {
    const told = Object.entries(found[layer] ?? {}).filter(([, value]) => value !== undefined)
    expect(told.map(([figure]) => figure).sort()).toEqual(Object.keys(figures).sort())
    for (const [figure, value] of Object.entries(figures)) expect(found[layer]?.[figure as keyof typeof figures], `${layers[layer]?.name ?? ''} ${figure}`).toBeCloseTo(value, 6)
  }
})

it('watches layers with weights and activations, by the names of the table of layers', () => {
  const network = buildLayers('tiny', [2, 1, 8, 8], [conv2d(4, { kernel: 3 }), { layer: 'tanh' }, flatten(), linear(10)])
  expect(watchedLayers(network).map(({ name, weight }) => [name, weight])).toEqual([['conv1', 'conv1.weight'], ['tanh1', null], ['fc1', 'fc1.weight']])
})

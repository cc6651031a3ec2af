// The optimizers against PyTorch, number by number: parameters and slots after some steps under given gradients.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { defaultOptimizer, optimizers, slotCount, type OptimizerSettings } from '@contract/training/optimizer'
import { encodeModel } from '../../onnx/encoding'
import type { Value } from '../../onnx/graph'
import { GraphBuilder } from '../../onnx/graph-builder'
import { gemm, identity } from '../../onnx/operations'
import { loadOptimizersReference } from '../parity/optimizers-reference'
import { feed, Session } from '../runtime/session'
import { initialSlots, optimizerOf, slotsOf } from './'
import { clippedGradients, clipGradients, globalNorm } from './clip-gradients'
import type { StepScalar } from './optimizer'
import { decayOf } from './weight-decay'

const parameters = [
  { name: 'weight', kind: 'weight', shape: [3, 4] },
  { name: 'bias', kind: 'bias', shape: [3] },
] as const

/** One step of an optimizer as a program: from parameters, slots and gradients to the next parameters and slots. */
async function openStep(settings: OptimizerSettings) {
  const g = new GraphBuilder('step')
  const optimizer = optimizerOf(settings)
  const scalars = new Map<string, { readonly at: StepScalar['at']; readonly value: Value }>()
  const scalar = ({ name, at }: StepScalar): Value => {
    const known = scalars.get(name) ?? { at, value: g.input(name, 'float32', []) }
    scalars.set(name, known)
    return known.value
  }
  const given = new Map(parameters.map(({ name, shape }) => [name, g.input(`gradient.${name}`, 'float32', shape)]))
  const gradients = settings.clipNorm === null ? given : clipGradients(g, given, settings.clipNorm)
  const outputs = parameters.flatMap((parameter) => {
    const value = g.input(parameter.name, 'float32', parameter.shape)
    const slots = slotsOf(optimizer, [parameter])
    const gradient = gradients.get(parameter.name)
    if (!gradient) throw new Error(`clipping has left out the gradient of ${parameter.name}`)
    const context = { g, parameter: value, gradient, decay: decayOf(parameter, settings), scalar }
    const next = optimizer.update({ ...context, slots: slots.map(({ name, shape }) => g.input(name, 'float32', shape)) })
    return [next.parameter, ...next.slots].map((output) => identity(g, output))
  })
  const state = parameters.flatMap((parameter) => [parameter, ...slotsOf(optimizer, [parameter])])
  const session = await Session.open(encodeModel(g.build(outputs)), { threads: 1 })
  return { session, scalars, state, outputs: outputs.map(({ name }) => name) }
}

describe('one parameter under given gradients', () => {
  it.each(Object.entries(loadOptimizersReference().updates))('goes as in PyTorch: %s', async (_, { settings, start, steps, end }) => {
    const { session, scalars, state, outputs } = await openStep(settings)
    const slots = slotsOf(optimizerOf(settings), parameters)
    let values = new Map([...initialSlots(slots), ...parameters.map(({ name }) => [name, Float32Array.from(start[name])] as const)])
    for (const [number, { learningRate, gradients }] of steps.entries()) {
      const feeds = [
        ...state.map(({ name, shape }) => [name, feed('float32', values.get(name) ?? new Float32Array(), shape)] as const),
        ...parameters.map(({ name, shape }) => [`gradient.${name}`, feed('float32', Float32Array.from(gradients[name]), shape)] as const),
        ...[...scalars].map(([name, { at }]) => [name, feed('float32', Float32Array.of(at({ number, learningRate })), [])] as const),
      ]
      const results = await session.run(Object.fromEntries(feeds), outputs)
      values = new Map(state.map(({ name }, index) => [name, results.floats(outputs[index] ?? '')]))
    }
    await session.close()
    for (const { name } of parameters) {
      const expected = { [name]: end[name].values, ...Object.fromEntries(Object.entries(end[name].slots).map(([slot, list]) => [`${slot}.${name}`, list])) }
      expect(Object.keys(expected)).toHaveLength(1 + optimizerOf(settings).slots.length)
      for (const [part, list] of Object.entries(expected)) {
        list.forEach((value, index) => {
          expect(values.get(part)?.[index], `${part}[${index}]`).toBeCloseTo(value, 5)
        })
      }
    }
  })
})

it.each(optimizers)('what $name keeps is counted where memory is predicted', ({ name }) => {
  const settings = defaultOptimizer(name, 0.1)
  expect(optimizerOf(settings).slots).toHaveLength(slotCount(settings))
})

describe('weight decay', () => {
  const settings = { ...defaultOptimizer('sgd', 0.1), weightDecay: 0.1 }

  it('leaves biases and normalisation alone unless asked', () => {
    expect(decayOf({ kind: 'weight', shape: [8, 4] }, settings)).toBe(0.1)
    expect(decayOf({ kind: 'bias', shape: [8] }, settings)).toBe(0)
    // The scale of a batch normalisation.
    expect(decayOf({ kind: 'weight', shape: [8] }, settings)).toBe(0)
    expect(decayOf({ kind: 'bias', shape: [8] }, { ...settings, decayBiases: true })).toBe(0.1)
  })
})

describe('clipping', () => {
  /** Two gradients after clipping. */
  async function clipped(gradients: Readonly<Record<'a' | 'b', Float32Array>>, settings: Pick<OptimizerSettings, 'clipValue' | 'clipNorm'>): Promise<readonly Float32Array[]> {
    const g = new GraphBuilder('clip')
    const names = ['a', 'b'] as const
    const given = new Map(names.map((name) => [name, g.input(name, 'float32', [gradients[name].length])]))
    const outputs = [...clippedGradients(g, given, settings).values()].map((value) => identity(g, value))
    const session = await Session.open(encodeModel(g.build(outputs)), { threads: 1 })
    const results = await session.run(Object.fromEntries(names.map((name) => [name, feed('float32', gradients[name], [gradients[name].length])])), outputs.map(({ name }) => name))
    const values = outputs.map(({ name }) => results.floats(name).slice())
    await session.close()
    return values
  }

  const element = fc.oneof(fc.float({ noNaN: true, noDefaultInfinity: true, min: -100, max: 100 }), fc.constantFrom(Infinity, -Infinity, 0, 1, -1))
  const gradient = fc.array(element, { minLength: 1, maxLength: 6 }).map((list) => Float32Array.from(list))
  const limit = fc.float({ min: Math.fround(0.01), max: 50, noNaN: true })

  /** `torch.nn.utils.clip_grad_value_`: gradient.clamp_(-limit, limit). */
  const clamped = (list: Float32Array, most: number): Float32Array => list.map((value) => Math.min(Math.max(value, -most), most))

  it('by value brings each element between minus and plus the limit, as clip_grad_value_ does', async () => {
    await fc.assert(
      fc.asyncProperty(gradient, gradient, limit, async (a, b, most) => {
        expect(await clipped({ a, b }, { clipValue: most, clipNorm: null })).toEqual([clamped(a, most), clamped(b, most)])
      }),
      { numRuns: 30 },
    )
  })

  it('by value comes before clipping by norm, as clip_grad_value_ before clip_grad_norm_', async () => {
    await fc.assert(
      fc.asyncProperty(gradient, gradient, limit, limit, async (a, b, most, longest) => {
        const cut = [clamped(a, most), clamped(b, most)]
        const norm = Math.sqrt(cut.reduce((sum, list) => list.reduce((squares, value) => squares + value * value, sum), 0))
        const factor = Math.min(1, longest / (norm + 1e-6))
        const results = await clipped({ a, b }, { clipValue: most, clipNorm: longest })
        results.forEach((list, which) => {
          list.forEach((value, index) => {
            const expected = factor * (cut[which]?.[index] ?? NaN)
            expect(Math.abs(value - expected)).toBeLessThanOrEqual(1e-5 * Math.abs(expected) + 1e-7)
          })
        })
      }),
      { numRuns: 30 },
    )
  })

  it('of neither kind leaves gradients as they are', async () => {
    const a = Float32Array.of(-1e6, 3)
    expect(await clipped({ a, b: a }, { clipValue: null, clipNorm: null })).toEqual([a, a])
  })
})

describe('the global norm', () => {
  it.each([
    ['long', [64, 3, 48], false],
    ['short', [3, 64, 48], true],
  ] as const)('of a product over a %s inner dimension is that of the product', async (_, [inner, rows, columns], spared) => {
    const g = new GraphBuilder('norm')
    const [a, b] = [g.input('a', 'float32', [inner, rows]), g.input('b', 'float32', [inner, columns])]
    const [product, other] = [gemm(g, a, b, null, { transA: true, alpha: 0.5 }), g.input('other', 'float32', [5])]
    const graph = g.build([globalNorm(g, [product, other])])
    // The product itself is left out of the graph where the norm can be had from the two smaller, square products.
    expect(graph.nodes.some(({ outputs }) => outputs.includes(product))).toBe(!spared)
    const values = (count: number, seed: number): Float32Array => Float32Array.from({ length: count }, (_, index) => Math.sin(seed + 1.7 * index))
    const [x, y, z] = [values(inner * rows, 1), values(inner * columns, 2), values(5, 3)]
    const session = await Session.open(encodeModel(graph), { threads: 1 })
    const feeds = { a: feed('float32', x, [inner, rows]), b: feed('float32', y, [inner, columns]), other: feed('float32', z, [5]) }
    const [name = ''] = graph.outputs.map((output) => output.name)
    const norm = (await session.run(feeds, [name])).floats(name)[0]
    await session.close()
    let squares = z.reduce((sum, value) => sum + value * value, 0)
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        let element = 0
        for (let k = 0; k < inner; k++) element += 0.5 * (x[k * rows + row] ?? NaN) * (y[k * columns + column] ?? NaN)
        squares += element * element
      }
    }
    expect((norm ?? NaN) / Math.sqrt(squares)).toBeCloseTo(1, 5)
  })
})

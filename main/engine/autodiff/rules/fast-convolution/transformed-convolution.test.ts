// Fast convolutions against ONNX Runtime's own and the direct gradients, over random geometries.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { encodeModel } from '../../../../onnx/encoding'
import { ints, type Value } from '../../../../onnx/graph'
import { GraphBuilder } from '../../../../onnx/graph-builder'
import { identity } from '../../../../onnx/operations'
import { elementCount, type Shape } from '../../../../onnx/tensor'
import { capabilitiesOf } from '../../../capabilities'
import { feed, Session } from '../../../runtime/session'
import type { Convolution } from '../convolution'
import { convInputGradient } from '../conv-input-gradient'
import { convKernelGradient } from '../conv-kernel-gradient'
import { uniform } from '../../testing/gradient-check'
import type { ConvolutionTransforms } from './convolution-transforms'
import { fourier } from './fourier'
import { plainConvolution, type PlainConvolution } from './plain-convolution'
import { maxProducts } from './toom-cook'
import { gradientByImages, gradientByKernels, gradientCoefficients, transformedConvolution } from './transformed-convolution'
import { winograd } from './winograd'

interface Geometry {
  readonly n: number
  readonly channels: number
  readonly maps: number
  readonly convolution: Convolution
  readonly spatial: readonly [number, number]
}

const axis = fc.integer({ min: 1, max: 5 }).chain((kernel) =>
  fc.record({
    kernel: fc.constant(kernel),
    size: fc.integer({ min: kernel, max: 11 }),
    begin: fc.nat(kernel - 1),
    end: fc.nat(kernel - 1),
  }),
)

const geometry: fc.Arbitrary<Geometry> = fc
  .record({ down: axis, across: axis, n: fc.integer({ min: 1, max: 3 }), channels: fc.integer({ min: 1, max: 4 }), maps: fc.integer({ min: 1, max: 4 }) })
  .map(({ down, across, ...sizes }) => ({
    ...sizes,
    spatial: [down.size, across.size] as const,
    convolution: {
      kernel: [down.kernel, across.kernel],
      strides: [1, 1],
      dilations: [1, 1],
      padBegin: [down.begin, across.begin],
      padEnd: [down.end, across.end],
      ceilMode: false,
      groups: 1,
    },
  }))

const names = ['output', 'gradX', 'gradW'] as const

const algorithms: Readonly<Record<string, { readonly tolerance: number; readonly of: (plain: PlainConvolution) => ConvolutionTransforms }>> = {
  winograd: { tolerance: 5e-5, of: (plain) => winograd(plain, [maxProducts + 1 - plain.kernel[0], maxProducts + 1 - plain.kernel[1]]) },
  'small tiles of winograd': { tolerance: 1e-5, of: (plain) => winograd(plain, [2, 1]) },
  fourier: { tolerance: 5e-6, of: fourier },
}

it.each(Object.entries(algorithms))('%s computes output and gradients of any plain convolution', async (_, { tolerance, of }) => {
  await fc.assert(
    fc.asyncProperty(geometry, async (drawn) => {
      const { n, channels, maps, convolution, spatial } = drawn
      const plain = plainConvolution(convolution, spatial)
      if (!plain) throw new Error('the geometry is plain')
      const transforms = of(plain)
      const shapes: readonly Shape[] = [[n, channels, ...spatial], [maps, channels, ...plain.kernel], [n, maps, ...plain.output]]
      const direct = await compute(shapes, (g, x, w, gradY) => [
        g.node('Conv', [x, w], { pads: ints([...plain.padBegin, ...plain.padEnd]) }),
        convInputGradient(g, w, gradY, x.shape, convolution),
        convKernelGradient(g, x, gradY, convolution, capabilitiesOf.cpu),
      ])
      const fast = await compute(shapes, (g, x, w, gradY) => {
        const forward = transformedConvolution(g, x, w, transforms)
        const gradient = gradientCoefficients(g, gradY, transforms)
        return [forward.output, gradientByImages(g, gradient, forward, transforms), gradientByKernels(g, gradient, forward, transforms)]
      })
      names.forEach((name, index) => {
        const [expected = new Float32Array(), actual = new Float32Array()] = [direct[index], fast[index]]
        expect(actual.length, name).toBe(expected.length)
        const error = Math.hypot(...actual.map((value, place) => value - (expected[place] ?? NaN)))
        expect(error, name).toBeLessThan(tolerance * (1 + Math.hypot(...expected)))
      })
    }),
    { numRuns: 40 },
  )
})

it('is not for strides, dilation, groups or one dimension', () => {
  const plain: Convolution = { kernel: [3, 3], strides: [1, 1], dilations: [1, 1], padBegin: [1, 1], padEnd: [1, 1], ceilMode: false, groups: 1 }
  expect(plainConvolution(plain, [5, 5])).not.toBeNull()
  expect(plainConvolution({ ...plain, strides: [2, 1] }, [5, 5])).toBeNull()
  expect(plainConvolution({ ...plain, dilations: [1, 2] }, [5, 5])).toBeNull()
  expect(plainConvolution({ ...plain, groups: 2 }, [5, 5])).toBeNull()
  expect(plainConvolution({ ...plain, padEnd: [3, 1] }, [5, 5])).toBeNull()
  expect(plainConvolution({ ...plain, kernel: [3], strides: [1], dilations: [1], padBegin: [1], padEnd: [1] }, [5])).toBeNull()
})

/** Runs a graph over images, kernels and the output's gradient. */
async function compute(shapes: readonly Shape[], emit: (g: GraphBuilder, x: Value, w: Value, gradY: Value) => readonly Value[]) {
  const g = new GraphBuilder('convolution')
  const [x, w, gradY] = shapes.map((shape, index) => g.input(`input${index}`, 'float32', shape))
  if (!x || !w || !gradY) throw new Error('three inputs')
  const outputs = emit(g, x, w, gradY).map((value) => identity(g, value))
  const session = await Session.open(encodeModel(g.build(outputs)), { threads: 1 })
  const inputs = shapes.map((shape, index) => [`input${index}`, feed('float32', uniform(elementCount(shape), index), shape)] as const)
  const results = await session.run(Object.fromEntries(inputs), outputs.map(({ name }) => name))
  await session.close()
  return outputs.map(({ name }) => results.floats(name))
}

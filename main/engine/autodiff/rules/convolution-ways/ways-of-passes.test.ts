// Every way of every pass of a convolution against the direct ones, over random geometries.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { encodeModel } from '../../../../onnx/encoding'
import { GraphBuilder } from '../../../../onnx/graph-builder'
import { identity } from '../../../../onnx/operations'
import { slide } from '../../../../onnx/shape-inference/window'
import { elementCount } from '../../../../onnx/tensor'
import { capabilitiesOf } from '../../../capabilities'
import { feed, Session } from '../../../runtime/session'
import { channelBlock } from '../../../plan/channel-block'
import { plainOf } from '../../layout'
import { SharedValues } from '../../shared-values'
import { uniform } from '../../testing/gradient-check'
import { plainConvolution } from '../fast-convolution/plain-convolution'
import { transformNames } from '../fast-convolution/transforms-by-name'
import type { Convolution } from '../convolution'
import type { ConvPlace } from './conv-place'
import type { ConvPass } from './conv-way'
import { convSite, emitPass } from './conv-sites'
import { convPasses } from './ways-of-passes'

/** What all places here share. */
const onThisProcessor = { type: 'float32' as const, capabilities: capabilitiesOf.cpu, fast: true, block: await channelBlock() }

/** Size, kernel and padding along one axis; with a stride that not every fast way takes. */
const axis = fc.integer({ min: 1, max: 5 }).chain((kernel) =>
  fc.record({
    kernel: fc.constant(kernel),
    size: fc.integer({ min: kernel, max: 11 }),
    begin: fc.nat(kernel - 1),
    end: fc.nat(kernel - 1),
    stride: fc.constantFrom(1, 1, 1, 2),
  }),
)

const place: fc.Arbitrary<ConvPlace> = fc
  .record({
    down: axis,
    across: axis,
    n: fc.oneof(fc.integer({ min: 1, max: 5 }), fc.constantFrom(16, 32)),
    channels: fc.oneof(fc.integer({ min: 1, max: 4 }), fc.constantFrom(16, 18, 24, 32)),
    maps: fc.oneof(fc.integer({ min: 1, max: 4 }), fc.constantFrom(16, 17, 24, 32)),
    groups: fc.constantFrom(1, 1, 1, 2, 3),
  })
  .map(({ down, across, n, channels, maps, groups }) => {
    const convolution = {
      kernel: [down.kernel, across.kernel],
      strides: [down.stride, across.stride],
      dilations: [1, 1],
      padBegin: [down.begin, across.begin],
      padEnd: [down.end, across.end],
      ceilMode: false,
      groups,
    }
    const spatial = [down.size, across.size]
    return {
      convolution,
      images: [n, groups * channels, ...spatial],
      kernels: [groups * maps, channels, ...convolution.kernel],
      output: [n, groups * maps, ...slide(convolution, spatial)],
      ...onThisProcessor,
    }
  })

/** A convolution that halves images of blocks of channels. */
const strided: ConvPlace = {
  convolution: { kernel: [3, 2], strides: [2, 2], dilations: [1, 1], padBegin: [1, 0], padEnd: [1, 0], ceilMode: false, groups: 1 },
  images: [3, 16, 8, 6],
  kernels: [32, 16, 3, 2],
  output: [3, 32, 4, 3],
  ...onThisProcessor,
}

/** Three groups of different numbers of channels and maps. */
const grouped: ConvPlace = {
  convolution: { kernel: [3, 2], strides: [1, 1], dilations: [1, 1], padBegin: [1, 0], padEnd: [2, 1], ceilMode: false, groups: 3 },
  images: [5, 12, 9, 7],
  kernels: [15, 4, 3, 2],
  output: [5, 15, 10, 7],
  ...onThisProcessor,
}

/** The ways that all others are compared with: each fits every place. */
const reference: Readonly<Record<ConvPass, string>> = { forward: 'direct', 'input gradient': 'transposed', 'kernel gradient': 'taps' }

/** Largest error relative to the result: Winograd's grows with its tiles. */
const tolerances: Readonly<Record<string, number>> = { 'winograd-8': 5e-5, 'winograd-6': 2e-5, 'separable winograd-8': 5e-5, 'separable winograd-6': 2e-5 }
const usualTolerance = 1e-5

it('computes output and gradients of any convolution by every way that fits', { timeout: 180_000 }, async () => {
  const seen = new Set<string>()
  await fc.assert(
    fc.asyncProperty(place, async (drawn) => {
      for (const { pass, way, expected, actual } of await computed(drawn)) {
        seen.add(`${drawn.convolution.groups > 1 ? 'grouped ' : ''}${pass}: ${way}`)
        expect(actual.length, `${pass} by ${way}`).toBe(expected.length)
        const error = norm(actual.map((value, index) => value - (expected[index] ?? NaN)))
        expect(error, `${pass} by ${way}`).toBeLessThan((tolerances[way] ?? usualTolerance) * (1 + norm(expected)))
      }
    }),
    { numRuns: 40, examples: [[strided], [{ ...strided, images: [16, 18, 8, 6], kernels: [21, 18, 3, 2], output: [16, 21, 4, 3] }], [grouped]] },
  )
  expect(seen.size).toBeGreaterThanOrEqual(24)
  expect(seen).toContain('input gradient: blocked phases')
  for (const pass of convPasses) for (const name of transformNames) expect(seen).toContain(`grouped ${pass}: ${name}`)
})

it('adds up parts of a batch that is larger than the caches', async () => {
  const convolution = { kernel: [3, 3], strides: [2, 2], dilations: [1, 1], padBegin: [1, 1], padEnd: [1, 1], ceilMode: false, groups: 1 }
  const large = { convolution, images: [15, 2, 192, 192], kernels: [2, 2, 3, 3], output: [15, 2, 96, 96], ...onThisProcessor, fast: false, block: null }
  const inParts = (await computed(large)).filter(({ way }) => way.startsWith('parts of'))
  expect(inParts.map(({ way }) => way)).toEqual(['parts of taps', 'parts of windows'])
  for (const { way, expected, actual } of inParts) {
    expect(norm(actual.map((value, index) => value - (expected[index] ?? NaN))), way).toBeLessThan(1e-5 * norm(expected))
  }
})

it('has no transforms for strides, dilation, groups together or one dimension', () => {
  const plain: Convolution = { kernel: [3, 3], strides: [1, 1], dilations: [1, 1], padBegin: [1, 1], padEnd: [1, 1], ceilMode: false, groups: 1 }
  expect(plainConvolution(plain, [5, 5])).not.toBeNull()
  expect(plainConvolution({ ...plain, strides: [2, 1] }, [5, 5])).toBeNull()
  expect(plainConvolution({ ...plain, dilations: [1, 2] }, [5, 5])).toBeNull()
  expect(plainConvolution({ ...plain, groups: 2 }, [5, 5])).toBeNull()
  expect(plainConvolution({ ...plain, padEnd: [3, 1] }, [5, 5])).toBeNull()
  expect(plainConvolution({ ...plain, kernel: [3], strides: [1], dilations: [1], padBegin: [1], padEnd: [1] }, [5])).toBeNull()
})

/** Euclidean norm. */
const norm = (values: Float32Array): number => Math.sqrt(values.reduce((sum, value) => sum + value * value, 0))

interface Computed {
  readonly pass: ConvPass
  readonly way: string
  readonly expected: Float32Array
  readonly actual: Float32Array
}

/** Every pass by every way that fits, in one program; passes by ways of the same name share what they can, as in training. */
async function computed(drawn: ConvPlace): Promise<Computed[]> {
  const g = new GraphBuilder('convolution')
  const shapes = { x: drawn.images, w: drawn.kernels, gradY: drawn.output, bias: [drawn.kernels[0] ?? 1] }
  const [x, w, gradY, bias] = Object.entries(shapes).map(([name, shape]) => g.input(name, 'float32', shape))
  if (!x || !w || !gradY || !bias) throw new Error('four inputs')
  const shared = new Map<string, SharedValues>()
  const emit = (pass: ConvPass, way: string) => {
    const known = shared.get(way) ?? new SharedValues()
    shared.set(way, known)
    const ways = { forward: way, 'input gradient': way, 'kernel gradient': way }
    return identity(g, plainOf(g, emitPass(pass, { g, place: drawn, ways, shared: known }, { x, w, gradY, bias })))
  }
  const wanted = convPasses.flatMap((pass) => {
    const expected = emit(pass, reference[pass])
    return convSite(drawn, pass).ways.map((way) => ({ pass, way, expected, actual: emit(pass, way) }))
  })
  const session = await Session.open(encodeModel(g.build(wanted.flatMap(({ expected, actual }) => [expected, actual]))), { threads: 1 })
  const inputs = Object.entries(shapes).map(([name, shape], index) => [name, feed('float32', uniform(elementCount(shape), index), shape)] as const)
  const results = await session.run(Object.fromEntries(inputs), wanted.flatMap(({ expected, actual }) => [expected.name, actual.name]))
  await session.close()
  return wanted.map(({ pass, way, expected, actual }) => ({ pass, way, expected: results.floats(expected.name), actual: results.floats(actual.name) }))
}

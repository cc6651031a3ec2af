// All ways of a max-pool agree: output and gradient, over random windows.
import { builtInPlan } from '@contract/training/plan'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { encodeModel } from '../../../onnx/encoding'
import { GraphBuilder } from '../../../onnx/graph-builder'
import { identity } from '../../../onnx/operations'
import { elementCount } from '../../../onnx/tensor'
import { capabilitiesOf } from '../../capabilities'
import { feed, Session } from '../../runtime/session'
import { channelBlock } from '../../plan/channel-block'
import { expectClose } from '../../testing/expect-close'
import { uniform } from '../testing/gradient-check'
import { poolSite, type PoolPlace, type PoolWay } from './max-pool-site'

/** Channels in a block of this processor. */
const block = await channelBlock()

const axis = fc.integer({ min: 1, max: 3 }).chain((kernel) =>
  fc.record({ kernel: fc.constant(kernel), stride: fc.integer({ min: 1, max: 3 }), size: fc.integer({ min: kernel, max: 9 }), begin: fc.nat(kernel - 1), end: fc.nat(kernel - 1) }),
)

const place: fc.Arbitrary<PoolPlace> = fc.tuple(axis, axis, fc.integer({ min: 1, max: 3 }), fc.oneof(fc.integer({ min: 1, max: 3 }), fc.constant(32))).map(([down, across, n, channels]) => ({
  window: {
    kernel: [down.kernel, across.kernel],
    strides: [down.stride, across.stride],
    dilations: [1, 1],
    padBegin: [down.begin, across.begin],
    padEnd: [down.end, across.end],
    ceilMode: false,
  },
  images: [n, channels, down.size, across.size],
  type: 'float32',
  capabilities: capabilitiesOf.cpu,
  block,
}))

type DrawValues = (count: number, seed: number) => Float32Array

/** Of few values, many windows have several maxima. */
const values = fc.constantFrom<DrawValues>(uniform, (count, seed) => uniform(count, seed).map(Math.round))

/** A factor of 0 leaves the sign of the gradient. */
const unsignedZeros = (numbers: Float32Array): Float32Array => numbers.map((number) => number + 0)

it.each(['taps', 'steps'] as const)('gives output and gradient by indices as by %s', async (way) => {
  await fc.assert(
    fc.asyncProperty(place, async (drawn) => {
      const [byIndices, byTaps] = [await computed(drawn, 'indices'), await computed(drawn, way)]
      expect(byTaps[0]).toEqual(byIndices[0])
      expectClose(byTaps[1] ?? [], byIndices[1] ?? [], 5, 'gradient')
    }),
    { numRuns: 30 },
  )
})

it('writes the gradients of windows apart where they would be added, to the byte, and is the built-in way there', async () => {
  const apart = fc.record({ kernel: fc.integer({ min: 1, max: 3 }), gap: fc.nat(1), size: fc.integer({ min: 3, max: 9 }) })
  await fc.assert(
    fc.asyncProperty(place, apart, apart, async (drawn, down, across) => {
      const window = { ...drawn.window, kernel: [down.kernel, across.kernel], strides: [down.kernel + down.gap, across.kernel + across.gap], padBegin: [0, 0], padEnd: [0, 0] }
      const far = { ...drawn, window, images: [2, 3, down.size, across.size] }
      expect(poolSite(far).builtIn).toBe('unpool')
      expect(await computed(far, 'unpool')).toEqual(await computed(far, 'indices'))
    }),
    { numRuns: 30 },
  )
})

it('leaves gradients of windows that share elements to be added', () => {
  const [overlapping] = fc.sample(place, 1)
  if (!overlapping) throw new Error('a place was drawn')
  const shared = { ...overlapping, window: { ...overlapping.window, kernel: [3, 3], strides: [2, 3] }, images: [1, 1, 9, 9] }
  expect(poolSite(shared).ways).not.toContain('unpool')
  expect(poolSite({ ...shared, window: { ...shared.window, strides: [3, 3], padBegin: [1, 0] } }).ways).not.toContain('unpool')
})

it('gives output and gradient of tiles in blocks as by indices', async () => {
  const tile = fc.record({ kernel: fc.integer({ min: 1, max: 3 }), positions: fc.integer({ min: 1, max: 4 }), rest: fc.nat(2) })
  await fc.assert(
    fc.asyncProperty(place, tile, tile, values, async (drawn, down, across, draw) => {
      const kernel = [down.kernel, across.kernel]
      const size = ({ kernel: taps, positions, rest }: typeof down): number => taps * positions + Math.min(rest, taps - 1)
      const tiles = { ...drawn, window: { ...drawn.window, kernel, strides: kernel, padBegin: [0, 0], padEnd: [0, 0] }, images: [2, 32, size(down), size(across)] }
      expect(poolSite(tiles).ways).toContain('blocked')
      const [byIndices, inBlocks] = [await computed(tiles, 'indices', draw), await computed(tiles, 'blocked', draw)]
      expect(inBlocks.map(unsignedZeros)).toEqual(byIndices.map(unsignedZeros))
    }),
    { numRuns: 30 },
  )
})

it('gives output and gradient of columns by pairs as by indices, of several maxima to the first', async () => {
  const column = fc.record({ rounds: fc.integer({ min: 1, max: 3 }), positions: fc.integer({ min: 1, max: 3 }), columns: fc.integer({ min: 1, max: 40 }) })
  await fc.assert(
    fc.asyncProperty(place, column, values, async (drawn, { rounds, positions, columns }, draw) => {
      const kernel = [2 ** rounds, 1]
      const rows = { ...drawn, window: { ...drawn.window, kernel, strides: kernel, padBegin: [0, 0], padEnd: [0, 0] }, images: [2, 3, positions * 2 ** rounds, columns] }
      expect(poolSite(rows).ways).toContain('pairs')
      const [byIndices, byPairs] = [await computed(rows, 'indices', draw), await computed(rows, 'pairs', draw)]
      expect(byPairs.map(unsignedZeros)).toEqual(byIndices.map(unsignedZeros))
    }),
    { numRuns: 30 },
  )
})

it('has no indices where the device adds up scattered numbers in no fixed order', () => {
  fc.assert(
    fc.property(place, (drawn) => {
      expect(poolSite({ ...drawn, capabilities: capabilitiesOf.cuda, block: null })).toMatchObject({ ways: ['taps'], builtIn: 'taps' })
    }),
  )
})

async function computed(drawn: PoolPlace, way: PoolWay, draw: DrawValues = uniform): Promise<Float32Array[]> {
  const g = new GraphBuilder('pool')
  const outputs = poolSite(drawn).probe(g, new Map([['forward and gradient', way]]), builtInPlan).map((value) => identity(g, value))
  const graph = g.build(outputs)
  const session = await Session.open(encodeModel(graph), { threads: 1 })
  const feeds = Object.fromEntries(graph.inputs.map(({ name, shape }, index) => [name, feed('float32', draw(elementCount(shape), index), shape)]))
  const results = await session.run(feeds, outputs.map(({ name }) => name))
  await session.close()
  return outputs.map(({ name }) => results.floats(name))
}

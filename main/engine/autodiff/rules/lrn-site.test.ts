// The ways of local response normalisation, one against the other, on images whose rows are short and long.
import { expect, it } from 'vitest'
import { builtInPlan } from '@contract/training/plan'
import { encodeModel } from '../../../onnx/encoding'
import { float, int, type Node } from '../../../onnx/graph'
import { GraphBuilder } from '../../../onnx/graph-builder'
import { elementCount, type Shape } from '../../../onnx/tensor'
import { expectClose } from '../../testing/expect-close'
import { feed, Session } from '../../runtime/session'
import { uniform } from '../testing/gradient-check'
import { lrnSite } from './lrn-site'

const nodeOf = (beta: number): Node => ({ name: 'lrn', operator: 'LRN', inputs: [], outputs: [], attributes: { size: int(5), alpha: float(0.5), beta: float(beta), bias: float(2) } })

/** Output and gradient by a way. */
async function computed(shape: Shape, beta: number, way: string): Promise<readonly Float32Array[]> {
  const g = new GraphBuilder('lrn')
  const outputs = lrnSite({ shape, type: 'float32' }, nodeOf(beta)).probe(g, new Map([['forward and gradient', way]]), builtInPlan)
  const session = await Session.open(encodeModel(g.build(outputs)), { threads: 1 })
  const values = (seed: number) => feed('float32', uniform(elementCount(shape), seed), shape)
  const results = await session.run({ x: values(1), grad: values(2) }, outputs.map(({ name }) => name))
  await session.close()
  return outputs.map(({ name }) => results.floats(name))
}

it.each([
  [[2, 7, 6, 5], 0.75],
  [[2, 7, 6, 5], 0.6],
  [[1, 6, 47, 48], 0.75],
  [[3, 4, 9], 0.75],
  [[3, 8], 1],
  [[2, 6, 3, 4, 2], 0.75],
] as const)('gives images of %j, at a power of %d, the same output and gradient by every way', async (shape, beta) => {
  const site = lrnSite({ shape, type: 'float32' }, nodeOf(beta))
  expect(site.ways).toEqual(['flat', 'roots'])
  const [flat, roots] = [await computed(shape, beta, 'flat'), await computed(shape, beta, 'roots')]
  for (const [index, values] of flat.entries()) expectClose(roots[index] ?? [], values, 5, index === 0 ? 'output' : 'gradient')
})

it('has no other way of large images in space, which no pool has an axis for', () => {
  expect(lrnSite({ shape: [2, 3, 4, 5, 6], type: 'float32' }, nodeOf(0.75)).ways).toEqual(['flat', 'roots'])
  expect(lrnSite({ shape: [2, 3, 14, 15, 16], type: 'float32' }, nodeOf(0.75))).toMatchObject({ ways: ['flat'], likelyBest: 'flat' })
})

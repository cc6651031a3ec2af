// Packed masks: what the graph spreads is bit for bit what was packed.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { encodeModel } from '../../../onnx/encoding'
import { GraphBuilder } from '../../../onnx/graph-builder'
import { feed, Session } from '../../runtime/session'
import { packedBytes, unpackMask } from './packed-mask'

async function unpacked(packed: Uint8Array, shape: readonly number[]): Promise<number[]> {
  const g = new GraphBuilder('unpacking')
  const input = g.input('packed', 'uint8', [shape[0] ?? 0, packedBytes(shape.slice(1))])
  const output = unpackMask(g, input, shape)
  expect(output).toMatchObject({ type: 'float32', shape })
  const session = await Session.open(encodeModel(g.build([output])), { threads: 1 })
  const results = await session.run({ packed: feed('uint8', packed, input.shape) }, [output.name])
  await session.close()
  return [...results.floats(output.name)]
}

const shapes = fc.tuple(fc.integer({ min: 1, max: 4 }), fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 3 })).map(([images, rest]) => [images, ...rest])

it('spreads the bits of each image, the lowest of a byte first, whatever its shape', async () => {
  const cases = shapes.chain((shape) => {
    const units = shape.slice(1).reduce((product, size) => product * size, 1)
    return fc.tuple(fc.constant(shape), fc.array(fc.array(fc.boolean(), { minLength: units, maxLength: units }), { minLength: shape[0] ?? 1, maxLength: shape[0] ?? 1 }))
  })
  await fc.assert(
    fc.asyncProperty(cases, async ([shape, masks]) => {
      const bytes = packedBytes(shape.slice(1))
      const packed = new Uint8Array(masks.length * bytes)
      masks.forEach((mask, image) => {
        mask.forEach((kept, unit) => {
          const place = image * bytes + (unit >> 3)
          packed[place] = (packed[place] ?? 0) | (Number(kept) << (unit & 7))
        })
      })
      expect(await unpacked(packed, shape)).toEqual(masks.flat().map(Number))
    }),
    { numRuns: 40 },
  )
})

// The transform of tiles: its two directions are adjoint to each other, and values of two transforms differ in rank.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { encodeModel } from '../../../../onnx/encoding'
import { GraphBuilder } from '../../../../onnx/graph-builder'
import { elementCount } from '../../../../onnx/tensor'
import { feed, Session } from '../../../runtime/session'
import { uniform } from '../../testing/gradient-check'
import { matrixOf } from './matrix'
import { tiledTransform, type TiledMatrix } from './tiled-transform'

const tiled = (products: number, tiles: number, size: number): TiledMatrix => ({ tiles, matrix: matrixOf(products * tiles, size, (row, column) => Math.sin(row * size + column + 1)) })

const axis = fc.record({ products: fc.integer({ min: 2, max: 8 }), tiles: fc.integer({ min: 1, max: 4 }), size: fc.integer({ min: 1, max: 12 }) })
const sizes = fc.record({ across: axis, down: axis, a: fc.integer({ min: 1, max: 3 }), b: fc.integer({ min: 1, max: 5 }), leading: fc.constantFrom<readonly 1[]>([], [1]) })

it('maps coefficients back by its adjoint', async () => {
  await fc.assert(
    fc.asyncProperty(sizes, async ({ across, down, a, b, leading }) => {
      const transform = tiledTransform(tiled(across.products, across.tiles, across.size), tiled(down.products, down.tiles, down.size), leading)
      const g = new GraphBuilder('transform')
      const x = g.input('x', 'float32', [a, b, down.size, across.size])
      const applied = transform.apply(g, x)
      const c = g.input('c', 'float32', applied.shape)
      const back = transform.adjoint(g, c, a, b)
      const values = { x: uniform(elementCount(x.shape), 1), c: uniform(elementCount(c.shape), 2) }
      const session = await Session.open(encodeModel(g.build([applied, back])), { threads: 2 })
      const outputs = await session.run({ x: feed('float32', values.x, x.shape), c: feed('float32', values.c, c.shape) }, [applied.name, back.name])
      await session.close()
      const dot = (one: Float32Array, other: Float32Array): number => one.reduce((sum, value, index) => sum + value * (other[index] ?? NaN), 0)
      const [forth, andBack] = [dot(outputs.floats(applied.name), values.c), dot(values.x, outputs.floats(back.name))]
      expect(Math.abs(forth - andBack)).toBeLessThan(1e-3 * (1 + Math.abs(forth)))
      expect(back.shape).toEqual(x.shape)
    }),
    { numRuns: 40 },
  )
})

it('writes values of unlike shapes with another number of leading axes, so that neither takes the memory of the other', () => {
  const shapes = ([[], [1]] as const).map((leading) => {
    const g = new GraphBuilder('transform')
    const transform = tiledTransform(tiled(6, 3, 12), tiled(6, 3, 12), leading)
    const applied = transform.apply(g, g.input('x', 'float32', [4, 5, 12, 12]))
    const { nodes } = g.build([transform.adjoint(g, applied, 4, 5)])
    return nodes.filter(({ operator }) => operator === 'MatMul').map(({ outputs: [value] }) => value?.shape.join())
  })
  expect(shapes.map((each) => each.length)).toEqual([4, 4])
  for (const shape of shapes[0] ?? []) expect(shapes[1]).not.toContain(shape)
})

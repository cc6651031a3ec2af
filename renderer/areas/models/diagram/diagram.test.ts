// Diagrams: which layers share a box, where boxes stand, and that zooming and moving do what they say.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { LayerRow } from '@contract/models/network-analysis'
import { boxesOf, imagesBox } from '@common/diagram/boxes'
import { boxSize, diagramGraph } from './box-sizes'
import { layOut } from '@common/diagram/layered-layout'
import { fromTop, moved, showing, whole, zoomed } from './viewport'

const none = { multiplyAdds: 0, flops: 0, bytesRead: 0, bytesWritten: 0 }
const row = (name: string, kind: string, ...inputs: readonly (number | null)[]): LayerRow => ({
  name, kind, path: null, operators: [], group: 'other', inputs: [...inputs], inputShapes: [], outputShape: [1, 1], parameters: 0, activationBytes: 4,
  passes: { forward: none, inputGradient: none, weightGradient: none, update: none },
})
/** conv -> bn -> relu -> (conv -> relu -> conv | itself) -> add -> relu */
const residual = [row('conv1', 'conv2d', null), row('bn1', 'batchNorm', 0), row('relu1', 'relu', 1), row('conv2', 'conv2d', 2), row('relu2', 'relu', 3), row('conv3', 'conv2d', 4), row('add', 'residual', 5, 2), row('relu3', 'relu', 6)]

describe('boxes', () => {
  it('take in what only changes single values, and join where ways meet', () => {
    const { boxes, edges } = boxesOf(residual)
    expect(boxes.map(({ rows }) => rows.map(({ name }) => name).join(' '))).toEqual(['conv1 bn1 relu1', 'conv2 relu2', 'conv3', 'add relu3'])
    expect(edges).toEqual([[imagesBox, 'conv1'], ['conv1', 'conv2'], ['conv2', 'conv3'], ['conv3', 'add'], ['conv1', 'add']])
  })

  it('keep an activation apart that is not the only one to read its layer', () => {
    const { boxes } = boxesOf([row('conv', 'conv2d', null), row('relu', 'relu', 0), row('pool', 'maxPool2d', 0)])
    expect(boxes.map(({ id }) => id)).toEqual(['conv', 'relu', 'pool'])
  })
})

describe('the layout', () => {
  it('stands boxes below what they read, and none over another', () => {
    // Any network: each layer reads some of those before it.
    const rows = fc.array(fc.tuple(fc.constantFrom('conv2d', 'relu', 'parallel'), fc.array(fc.nat(1000), { minLength: 1, maxLength: 3 })), { minLength: 1, maxLength: 25 })
    fc.assert(fc.property(rows, (drawn) => {
      const layers = drawn.map(([kind, picks], index) => row(`l${index}`, kind, ...[...new Set(picks.map((pick) => (index === 0 ? null : pick % index)))]))
      const graph = diagramGraph(boxesOf(layers))
      const { nodes } = layOut(graph)
      const place = new Map(graph.nodes.map(({ id, width, height }, index) => [id, { width, height, ...nodes[index] } as { x: number; y: number; width: number; height: number }]))
      for (const [from, to] of graph.edges) expect(place.get(from)?.y).toBeLessThan(place.get(to)?.y ?? 0)
      const boxes = [...place.values()]
      for (const [index, a] of boxes.entries()) {
        for (const b of boxes.slice(index + 1)) expect(Math.abs(a.x - b.x) >= boxSize.width || Math.abs(a.y - b.y) >= (a.height + b.height) / 2).toBe(true)
      }
    }), { numRuns: 40 })
  })
})

describe('the viewport', () => {
  const window = { width: 800, height: 600 }
  it('keeps the point under the pointer where it is', () => {
    fc.assert(fc.property(fc.double({ min: 0.5, max: 2, noNaN: true }), fc.nat(800), fc.nat(600), (factor, x, y) => {
      const view = { x: 37, y: -11, scale: 0.8 }
      const after = zoomed(view, factor, { x, y })
      expect((x - after.x) / after.scale).toBeCloseTo((x - view.x) / view.scale, 6)
      expect((y - after.y) / after.scale).toBeCloseTo((y - view.y) / view.scale, 6)
    }))
  })

  it('shows all, or the top in letters that can be read', () => {
    const tall = { width: 300, height: 9000 }
    expect(whole(tall, window).scale * tall.height).toBeLessThanOrEqual(window.height)
    expect(fromTop(tall, window)).toEqual({ scale: 1, x: 250, y: 0 })
  })

  it('moves to a point only if it is out of sight', () => {
    const view = moved({ x: 0, y: 0, scale: 1 }, 10, 20)
    expect(showing(view, { x: 100, y: 100 }, window)).toBe(view)
    expect(showing(view, { x: 5000, y: 100 }, window)).toEqual({ x: -4600, y: 200, scale: 1 })
  })
})

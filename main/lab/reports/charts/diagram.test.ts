// Diagrams of networks: every box has a place of its own on the page, and every arrow leads from box to box.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chainDiagram, longDiagram, sampleDiagrams } from '../testing/sample-charts'
import { diagramColumns } from './diagram-columns'
import { diagramSvg } from './diagram-svg'

interface Rect {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

const boxesOf = (svg: string): readonly Rect[] =>
  [...svg.matchAll(/<rect class="box [^"]*" x="([^"]*)" y="([^"]*)" width="([^"]*)" height="([^"]*)"/g)].map(([, x, y, width, height]) => ({ left: Number(x), top: Number(y), right: Number(x) + Number(width), bottom: Number(y) + Number(height) }))
const sizeOf = (svg: string): readonly number[] => ['width', 'height'].map((name) => Number(new RegExp(` ${name}="([^"]*)"`).exec(svg)?.[1]))
const headsOf = (svg: string): number => /class="arrow-head" d="([^"]*)"/.exec(svg)?.[1]?.match(/M/g)?.length ?? 0

describe.each(Object.entries(sampleDiagrams))('%s', (_, diagram) => {
  const svg = diagramSvg(diagram).text

  it('has all boxes within the picture, none on another', () => {
    const boxes = boxesOf(svg)
    const [width = 0, height = 0] = sizeOf(svg)
    expect(boxes).toHaveLength(diagram.boxes.length)
    boxes.forEach((a, index) => {
      expect(Math.min(a.left, a.top, width - a.right, height - a.bottom)).toBeGreaterThanOrEqual(0)
      expect(boxes.slice(index + 1).some((b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom)).toBe(false)
    })
  })

  it('is read on a page: letters shrink to half at most', () => {
    const [width = 0, height = 0] = sizeOf(svg)
    expect(width).toBeLessThan(2 * 680)
    expect(height).toBeLessThan(2 * 780)
  })

  it('has a head for each arrow', () => {
    expect(headsOf(svg)).toBe(diagram.arrows.length)
  })
})

describe('columns', () => {
  const node = (id: string) => ({ id, width: 100, height: 40 })
  const chain = (count: number) => ({ nodes: Array.from({ length: count }, (_, index) => node(String(index))), edges: Array.from({ length: count - 1 }, (_, index): [string, string] => [String(index), String(index + 1)]) })
  const page = { width: 680, height: 860 }

  it('are as many as a long chain needs', () => {
    expect(diagramColumns(chain(8), page).columns).toHaveLength(1)
    const { columns } = diagramColumns(chain(30), page)
    expect(columns.length).toBeGreaterThan(1)
    expect(columns.flatMap(({ ids }) => ids)).toEqual(chain(30).nodes.map(({ id }) => id))
    expect(columns[1]?.entry).toMatchObject({ from: String((columns[0]?.ids.length ?? 0) - 1), isPort: false })
  })

  it('are not cut where ways run side by side, and begin with a port where several go on', () => {
    const { columns } = diagramColumns({ nodes: longDiagram.boxes.map(({ id }) => node(id)), edges: longDiagram.arrows }, page)
    expect(columns.length).toBeGreaterThan(1)
    expect(columns.slice(1).every(({ entry }) => entry?.isPort === true)).toBe(true)
  })

  it('hold every node once, whatever the graph, circles included', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 25 }), fc.array(fc.tuple(fc.nat(24), fc.nat(24)), { maxLength: 40 }), (count, pairs) => {
        const nodes = Array.from({ length: count }, (_, index) => node(String(index)))
        const edges = pairs.filter(([from, to]) => from < count && to < count && from !== to).map(([from, to]): [string, string] => [String(from), String(to)])
        const { columns } = diagramColumns({ nodes, edges }, page)
        expect(columns.flatMap(({ ids }) => ids).filter((id) => id !== ' port ').sort()).toEqual(nodes.map(({ id }) => id).sort())
      }),
      { numRuns: 40 },
    )
  })
})

it('escapes names of layers and leaves out arrows that lead nowhere', () => {
  const svg = diagramSvg({ ...chainDiagram, boxes: [{ id: 'a', title: '<b>"x"', detail: 'a very long shape of many many dimensions, 1×2×3×4×5×6×7', kind: 'other' }], arrows: [['a', 'gone']] }).text
  expect(svg).toContain('&lt;b&gt;&quot;x&quot;')
  expect(svg).not.toMatch(/<b>|NaN/)
  expect(headsOf(svg)).toBe(0)
})

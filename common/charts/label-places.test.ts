// Labels are placed so that none covers another label or a curve.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { placeOnLevel, separate, spacedOut, spansOfCurve, spansOfLabels, stepAside, type Label } from './label-places'

function label(text: string, x: number, y: number, align: Label['align'] = 'left'): Label {
  return { text, colour: '', x, y, align, width: 40 }
}

describe('separate', () => {
  it('moves labels apart that would overlap, and leaves others alone', () => {
    const labels = [label('test', 0, 104), label('train', 0, 100), label('far', 0, 300)]
    separate(labels, 14)
    expect(labels.map(({ text, y }) => [text, y])).toEqual([['train', 95], ['test', 109], ['far', 300]])
  })
})

describe('stepAside', () => {
  const room = { from: 0, to: 200 }

  it('moves above or below the labels in its way, whichever is nearer', () => {
    const others = [label('train', 70, 88), label('test', 65, 102)]
    const published = label('published', 100, 90, 'right')
    stepAside(published, spansOfLabels(published, others, 14), 14, room)
    expect(published.y).toBe(74)
    const lower = label('published', 100, 101, 'right')
    stepAside(lower, spansOfLabels(lower, others, 14), 14, room)
    expect(lower.y).toBe(116)
  })

  it('stays where nothing is in its way', () => {
    const published = label('published', 200, 90, 'right')
    stepAside(published, spansOfLabels(published, [label('train', 70, 88)], 14), 14, room)
    expect(published.y).toBe(90)
  })

  it('moves off a curve, and not out of the chart', () => {
    const curve = [{ x: 0, y: 150 }, { x: 50, y: 100 }, { x: 150, y: 90 }]
    const published = label('published', 150, 90, 'right') // covers x from 110 to 150, where the curve falls from 94 to 90
    stepAside(published, spansOfCurve(published, curve), 14, room)
    expect(published.y).toBe(81)
    const atTop = label('published', 150, 90, 'right')
    stepAside(atTop, spansOfCurve(atTop, curve), 14, { from: 80, to: 200 })
    expect(atTop.y).toBe(103)
  })

  it('lets a curve be that ends before it', () => {
    expect(spansOfCurve(label('test', 56, 100), [{ x: 0, y: 150 }, { x: 50, y: 100 }])).toEqual([])
  })

  it('stays where no place is free', () => {
    const published = label('published', 100, 90, 'right')
    stepAside(published, [{ from: 0, to: 200 }], 14, room)
    expect(published.y).toBe(90)
  })

  it('stays by its line where the nearest free place is far', () => {
    const published = label('published', 100, 90, 'right')
    stepAside(published, [{ from: 60, to: 125 }], 14, room)
    expect(published.y).toBe(90)
  })
})

describe('placeOnLevel', () => {
  const room = { from: 0, to: 200 }
  const level = { from: 0, to: 400, y: 100 }
  const text = { text: 'predicted 265 MB', colour: '', width: 100 }
  const place = (curve: readonly { readonly x: number; readonly y: number }[], labels: readonly Label[] = []) => {
    const labelledAt = (label: Label) => spansOfLabels(label, labels, 14)
    const { x, y } = placeOnLevel(text, level, { takenAt: (label) => [...labelledAt(label), ...spansOfCurve(label, curve)], labelledAt }, 14, room)
    return { x, isAbove: y < level.y }
  }

  it('is above the right end where nothing lies there', () => {
    expect(place([])).toEqual({ x: 400, isAbove: true })
  })

  it('is below the line where a measured curve lies just above it', () => {
    expect(place([{ x: 0, y: 95 }, { x: 400, y: 95 }])).toEqual({ x: 400, isAbove: false })
  })

  it('is further left where a curve crosses the line at its right end', () => {
    expect(place([{ x: 0, y: 150 }, { x: 280, y: 150 }, { x: 400, y: 40 }])).toEqual({ x: 325, isAbove: true })
  })

  it('is above the right end where no place is free', () => {
    expect(place([{ x: 0, y: 90 }, { x: 400, y: 90 }, { x: 0, y: 110 }, { x: 400, y: 110 }])).toEqual({ x: 400, isAbove: true })
  })

  it('covers a curve sooner than another label', () => {
    const curves = [{ x: 0, y: 90 }, { x: 400, y: 90 }, { x: 0, y: 110 }, { x: 400, y: 110 }]
    expect(place(curves, [label('above', 400, 85, 'right')])).toEqual({ x: 400, isAbove: false })
    expect(place(curves, [label('above', 400, 85, 'right'), label('below', 400, 112, 'right')])).toEqual({ x: 325, isAbove: true })
  })
})

describe('spacedOut', () => {
  it('leaves labels where they are that do not touch, and moves others apart around their middle', () => {
    expect(spacedOut([10, 50], 12, { from: 0, to: 100 })).toEqual([10, 50])
    expect(spacedOut([50, 50, 51], 10, { from: 0, to: 100 })).toEqual([50.333333333333336 - 10, 50.333333333333336, 50.333333333333336 + 10])
    expect(spacedOut([2, 99], 10, { from: 0, to: 100 })).toEqual([5, 95])
  })

  it('keeps distance, order and room, whatever is wanted', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -50, max: 250, noNaN: true }), { maxLength: 20 }), (wanted) => {
        const places = spacedOut(wanted, 10, { from: 0, to: 200 })
        const order = wanted.map((_, index) => index).sort((a, b) => (wanted[a] ?? 0) - (wanted[b] ?? 0))
        order.slice(1).forEach((label, index) => { expect((places[label] ?? 0) - (places[order[index] ?? 0] ?? 0)).toBeGreaterThanOrEqual(10 - 1e-9) })
        for (const place of places) {
          expect(place).toBeGreaterThanOrEqual(5 - 1e-9)
          expect(place).toBeLessThanOrEqual(195 + 1e-9)
        }
      }),
    )
  })
})

// Labels find places where none covers another.
import { describe, expect, it } from 'vitest'
import { separate, stepAside, type Label } from './label-places'

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
  it('moves below the labels in its way', () => {
    const published = label('published', 100, 90, 'right')
    stepAside(published, [label('train', 70, 88), label('test', 65, 102)], 14)
    expect(published.y).toBe(118)
  })

  it('stays where nothing is in its way', () => {
    const published = label('published', 200, 90, 'right')
    stepAside(published, [label('train', 70, 88)], 14)
    expect(published.y).toBe(90)
  })
})

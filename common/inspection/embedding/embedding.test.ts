// Embeddings keep distances alike along both axes, draw every point once in its class's mark, and name classes where there is room.
import { describe, expect, it } from 'vitest'
import { plainFormats } from '../../words/plain-format'
import { centreLabels } from './centre-labels'
import { groupCentres, placesOfComponents, pointAt, pointGroups } from './embedded-points'
import { embeddingDrawing } from './embedding-drawing'
import { embeddingCaption } from './embedding-words'
import { wholeView, zoomedView } from './plot-view'
import { classStyle } from './point-style'

const classes = ['coat', 'dress <b>', 'bag']
const points = { places: Float32Array.of(0, 0, 10, 0, 0, 5, 10, 5), labels: Uint16Array.of(0, 0, 1, 1), predictions: Uint16Array.of(0, 1, 1, 1) }

describe('marks', () => {
  it('of twenty classes are all different, and of neighbours in colour and shape', () => {
    const styles = Array.from({ length: 20 }, (_, label) => classStyle(label))
    expect(new Set(styles.map(({ colour, shape }) => `${colour} ${shape}`)).size).toBe(20)
    styles.slice(1).forEach(({ colour, shape }, before) => {
      expect(colour).not.toBe(styles[before]?.colour)
      expect(shape).not.toBe(styles[before]?.shape)
    })
  })

  it('stand for the classes, or for right and wrong answers, each point once', () => {
    expect(pointGroups(points, 'class', classes).map(({ points: of }) => of)).toEqual([[0, 1], [2, 3], []])
    expect(pointGroups(points, 'error', classes).map(({ name, points: of }) => [name, of])).toEqual([['right', [0, 2, 3]], ['wrong', [1]]])
  })
})

describe('places', () => {
  it('are the first two components, the second upward, or one with zeros', () => {
    expect([...placesOfComponents(Float32Array.of(1, 2, 3, 4, 5, 6), 2)]).toEqual([1, -2, 4, -5])
    expect([...placesOfComponents(Float32Array.of(1, 2), 2)]).toEqual([1, 0, 2, 0])
  })

  it('lie in sight, with one scale for both axes', () => {
    expect(wholeView(points.places, { width: 120, height: 120 }, 10)).toEqual({ scale: 10, x: 10, y: 35 })
    const { scale, x, y } = wholeView(Float32Array.of(3, 4), { width: 100, height: 50 }, 10)
    expect(x + scale * 3).toBeCloseTo(50, 3)
    expect(y + scale * 4).toBeCloseTo(25, 3)
  })

  it('stay under the pointer as one zooms, within bounds', () => {
    const whole = { x: 10, y: 20, scale: 2 }
    const near = zoomedView(whole, whole, 3, { x: 40, y: 80 })
    expect(near).toEqual({ scale: 6, x: -50, y: -100 }) // (40 - 10) / 2 = 15 = (40 + 50) / 6
    expect(zoomedView(near, whole, 1e9, { x: 0, y: 0 }).scale).toBe(200)
    expect(zoomedView(near, whole, 1e-9, { x: 0, y: 0 }).scale).toBe(1.4)
  })

  it('are found by the pointer, the nearest within its reach', () => {
    expect(pointAt(points.places, 9, 1, 3)).toBe(1)
    expect(pointAt(points.places, 5, 2, 3)).toBeNull()
  })
})

it('names stand at the medians of their classes, without covering each other', () => {
  const centres = groupCentres(Float32Array.of(0, 0, 1, 0, 5, 1, 0, 0), pointGroups({ labels: Uint16Array.of(0, 0, 0, 1), predictions: new Uint16Array(4) }, 'class', classes))
  expect(centres).toEqual([{ name: 'coat', x: 1, y: 0 }, { name: 'dress <b>', x: 0, y: 0 }])
  const labels = centreLabels([...centres, { name: 'far away', x: 100, y: 0 }], { x: 50, y: 50, scale: 1 }, { width: 100, height: 100 }, 12)
  expect(labels.map(({ name }) => name)).toEqual(['coat', 'dress <b>'])
  const [first, second] = labels
  expect(Math.abs((first?.y ?? 0) - (second?.y ?? 0))).toBeGreaterThanOrEqual(15)
})

it('drawings have a mark for every point, and all words as text', () => {
  const text = embeddingDrawing(points, { colouring: 'class', classes }).body.text
  expect(text.match(/Z/g)).toHaveLength(4)
  expect(text).toContain('dress &lt;b&gt; (2)')
  expect(text).not.toContain('NaN')
})

it('captions tell images, layer, method and errors', () => {
  const embedding = { images: 4, within: 'test' as const, numbers: Uint32Array.of(0, 1, 2, 3), layer: 'relu7', width: 4096, explained: [0.5, 0.25, 0.1], labels: points.labels, predictions: points.predictions }
  expect(embeddingCaption(embedding, 'pca', 'class', 'test', plainFormats)).toBe(
    '4 test images in the space of the last hidden layer, relu7 (4,096 numbers each): the first two principal components, with 50.0 % and 25.0 % of the variance. Colours and shapes: classes; 1 of 4 are answered wrong.',
  )
  expect(embeddingCaption(embedding, 'umap', 'error', 'train', plainFormats)).toContain('UMAP of 3 principal components, 15 neighbours. Marked: wrong answers')
})

// From axes to points: which values, how many, in what order, and none of them twice.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { axisSchema, type Axis } from '@contract/sweeps/axis'
import { sweepSpecSchema, type SweepSpec } from '@contract/sweeps/sweep-spec'
import { defaultSpec, plainPreprocessing, square } from '@contract/training/run-spec'
import { axisLevels, axisValueAt, levelCount } from './axis-values'
import { listedAxes } from './listed-axes'
import { runOfPoint } from './point-spec'
import { pointCount, pointKey, sweepPoints } from './points'

const axis = (value: object): Axis => axisSchema.parse(value)

const sweep = (changes: object): SweepSpec => sweepSpecSchema.parse({ version: 1, base: defaultSpec('lenet-relu'), axes: [], strategy: { kind: 'grid' }, ...changes })

const rate = { setting: 'optimizer.learningRate', from: 0.001, to: 1, scale: 'log' } as const
const batch = { setting: 'batchSize', from: 16, to: 128 } as const
const optimizer = { setting: 'optimizer.name', values: ['sgd', 'momentum', 'adamw'] } as const

describe('axes', () => {
  it('go from end to end in equal steps or ratios, both ends included', () => {
    expect(axisLevels(axis({ ...rate, count: 4 }))).toEqual([0.001, 0.01, 0.1, 1])
    expect(axisLevels(axis({ setting: 'optimizer.weightDecay', from: 0, to: 0.3, count: 4 }))).toEqual([0, 0.1, 0.2, 0.3])
    expect(axisLevels(axis({ ...batch, count: 8, scale: 'log' }))).toEqual([16, 22, 29, 39, 53, 71, 95, 128])
  })

  it('count whole numbers that fall together once', () => {
    const narrow = axis({ setting: 'epochs', from: 1, to: 3, count: 10 })
    expect(axisLevels(narrow)).toEqual([1, 2, 3])
    expect(levelCount(narrow)).toBe(3)
  })

  it('give every whole number and every choice the same share of places', () => {
    const counted = (of: Axis) => {
      const counts = new Map<unknown, number>()
      for (let place = 0; place < 1200; place++) {
        const value = axisValueAt(of, (place + 0.5) / 1200)
        counts.set(value, (counts.get(value) ?? 0) + 1)
      }
      return counts
    }
    expect([...counted(axis({ setting: 'epochs', from: 1, to: 4 })).entries()]).toEqual([[1, 300], [2, 300], [3, 300], [4, 300]])
    expect([...counted(axis(optimizer)).values()]).toEqual([400, 400, 400])
  })

  it('stay between their ends at any place', () => {
    const ends = fc.tuple(fc.double({ min: 1e-6, max: 1, noNaN: true }), fc.double({ min: 1.0001, max: 50, noNaN: true }), fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), fc.constantFrom('linear', 'log'))
    fc.assert(
      fc.property(ends, ([from, to, place, scale]) => {
        const value = Number(axisValueAt(axis({ setting: 'optimizer.learningRate', from, to, scale }), place))
        expect(value).toBeGreaterThanOrEqual(from)
        expect(value).toBeLessThanOrEqual(to)
      }),
    )
  })
})

describe('points', () => {
  it('of a grid are all combinations with all seeds, the last axis fastest', () => {
    const points = sweepPoints(sweep({ axes: [{ setting: 'batchSize', values: [64, 128] }, optimizer], seeds: [1, 2] }))
    expect(points).toHaveLength(12)
    expect(points.slice(0, 3)).toEqual([
      { values: { batchSize: 64, 'optimizer.name': 'sgd' }, seed: 1 },
      { values: { batchSize: 64, 'optimizer.name': 'sgd' }, seed: 2 },
      { values: { batchSize: 64, 'optimizer.name': 'momentum' }, seed: 1 },
    ])
  })

  it('are one for each seed where nothing varies', () => {
    expect(sweepPoints(sweep({ seeds: [4, 5] }))).toEqual([{ values: {}, seed: 4 }, { values: {}, seed: 5 }])
  })

  it('take the seed of the axis where seeds are an axis', () => {
    expect(sweepPoints(sweep({ axes: [{ setting: 'seed', values: [7, 8] }] })).map(({ seed }) => seed)).toEqual([7, 8])
  })

  it('of a million are counted without being made, and refused', () => {
    const huge = sweep({ axes: [{ ...rate, count: 1000 }, { setting: 'optimizer.weightDecay', from: 0, to: 1, count: 1000 }] })
    expect(pointCount(huge)).toBe(1_000_000)
    expect(() => sweepPoints(huge)).toThrow(RangeError)
  })

  it.each(['random', 'sobol'] as const)('of %s differ from each other, are as many as were asked for, and begin alike however many there are', (kind) => {
    const of = (points: number) => sweepPoints(sweep({ axes: [rate, batch, optimizer], strategy: { kind, points, seed: 3 } }))
    const many = of(100)
    expect(new Set(many.map(pointKey)).size).toBe(100)
    expect(of(40)).toEqual(many.slice(0, 40))
    expect(sweepPoints(sweep({ axes: [rate, batch, optimizer], strategy: { kind, points: 40, seed: 4 } }))).not.toEqual(of(40))
  })

  it('are all combinations where more are asked for than there are', () => {
    const spec = sweep({ axes: [optimizer, { setting: 'augmentation.flip', values: [0.5, 0] }], strategy: { kind: 'random', points: 50 } })
    expect(pointCount(spec)).toBe(6)
    expect(sweepPoints(spec)).toHaveLength(6)
  })

  it('of a Sobol sequence use every choice equally often', () => {
    const points = sweepPoints(sweep({ axes: [rate, { setting: 'batchSize', values: [16, 32, 64, 128] }], strategy: { kind: 'sobol', points: 64, seed: 1 } }))
    for (const size of [16, 32, 64, 128]) expect(points.filter(({ values }) => values.batchSize === size)).toHaveLength(16)
  })

  it('of a list are those that are listed, with the values of the base for what they do not name', () => {
    const points = [{}, { batchSize: 64 }, { 'optimizer.name': 'adamw' }, { 'optimizer.name': 'momentum', 'optimizer.momentum': 0.8 }]
    const spec = sweep({ axes: listedAxes(points), strategy: { kind: 'list', points }, seeds: [1, 2] })
    expect(pointCount(spec)).toBe(8)
    expect(sweepPoints(spec).filter(({ seed }) => seed === 2).map(({ values }) => values)).toEqual([
      { batchSize: 128, 'optimizer.name': 'sgd' },
      { batchSize: 64, 'optimizer.name': 'sgd' },
      { batchSize: 128, 'optimizer.name': 'adamw' },
      { batchSize: 128, 'optimizer.name': 'momentum', 'optimizer.momentum': 0.8 },
    ])
  })

  it('of a list take nothing of the base that another network brings itself, nor the size of images that are not square', () => {
    const points = [{ 'network.model': 'alexnet' }, { 'preprocessing.height': 32 }, {}]
    const axes = listedAxes(points, { 'preprocessing.height': ['preprocessing.width'] })
    const wide = { ...defaultSpec('lenet-relu'), preprocessing: plainPreprocessing({ height: 28, width: 40 }) }
    const spec = sweep({ axes, strategy: { kind: 'list', points }, base: wide })
    expect(sweepPoints(spec).map(({ values }) => values)).toEqual([{ 'network.model': 'alexnet' }, { 'network.model': 'lenet-relu', 'preprocessing.height': 32 }, { 'network.model': 'lenet-relu' }])
    expect(sweepPoints(spec).map((point) => runOfPoint(spec, point, new Map()).spec?.preprocessing)).toEqual([square(224), square(32), wide.preprocessing])
  })

  it('of any list are the runs of the base with what each names, no two of them alike', () => {
    const listed = fc.record({ batchSize: fc.constantFrom(32, 64, 128), 'optimizer.learningRate': fc.constantFrom(0.01, 0.1), 'augmentation.flip': fc.constantFrom(0, 0.5), 'schedule.name': fc.constantFrom('constant', 'cosine') }, { requiredKeys: [] })
    fc.assert(
      fc.property(fc.array(listed, { minLength: 1, maxLength: 12 }), (points) => {
        const spec = { version: 1, base: defaultSpec('lenet-relu'), axes: listedAxes(points), strategy: { kind: 'list', points } }
        const runs = points.map((point) => JSON.stringify(runOfPoint({ base: spec.base, axes: spec.axes.map((one) => axis(one)) }, { values: point, seed: 0 }, new Map()).spec))
        const parsed = sweepSpecSchema.safeParse(spec)
        expect(parsed.success).toBe(new Set(runs).size === points.length)
        if (!parsed.success) return
        const made = sweepPoints(parsed.data)
        expect(made.map((point) => JSON.stringify(runOfPoint(parsed.data, point, new Map()).spec))).toEqual(runs)
        expect(new Set(made.map(pointKey)).size).toBe(points.length)
      }),
    )
  })
})

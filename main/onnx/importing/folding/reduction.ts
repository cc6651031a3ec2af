// Folding of reductions over axes.
import { reducedAxes } from '../../shape-inference/reduction'
import { elementCount } from '../../tensor'
import { valuesAt } from './known'
import type { Fold } from './fold-call'

const reduction =
  (initial: number, combine: (a: number, b: number) => number, finish: (value: number, count: number) => number = (value) => value): Fold =>
  ({ inputs: [data], outputs: [output], inference }) => {
    if (!data || !output) return null
    const axes = reducedAxes(inference)
    const kept = data.shape.map((size, axis) => (axes.includes(axis) ? 1 : size))
    const values = new Array<number>(elementCount(kept)).fill(initial)
    let next = 0
    valuesAt(data.shape, (place) => {
      const index = kept.reduce((sum, size, axis) => sum * size + (size === 1 ? 0 : (place[axis] ?? 0)), 0)
      return (values[index] = combine(values[index] ?? initial, data.values[next++] ?? NaN))
    })
    const count = data.values.length / values.length
    return [{ ...output, values: values.map((value) => finish(value, count)) }]
  }

export const reductionFolds: Readonly<Record<string, Fold>> = {
  ReduceMax: reduction(-Infinity, Math.max),
  ReduceMean: reduction(0, (a, b) => a + b, (sum, count) => sum / count),
  ReduceMin: reduction(Infinity, Math.min),
  ReduceProd: reduction(1, (a, b) => a * b),
  ReduceSum: reduction(0, (a, b) => a + b),
}

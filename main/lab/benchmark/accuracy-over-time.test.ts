// The time to an accuracy is that of the first epoch that has it.
import { expect, it } from 'vitest'
import { timesToMarks } from './accuracy-over-time'

const run = (name: string, ...points: readonly (readonly [seconds: number, accuracy: number])[]) => ({ name, epochs: points.map(([seconds, accuracy], index) => ({ epoch: index + 1, seconds, accuracy })) })

it('of the first epoch that reaches it, where any run does', () => {
  // The second epoch is worse than the first: what was reached stays reached.
  const runs = [run('a', [10, 0.86], [20, 0.84], [30, 0.9]), run('b', [5, 0.8], [15, 0.88])]
  expect(timesToMarks(runs)).toEqual([
    { accuracy: 0.8, seconds: [10, 5] },
    { accuracy: 0.85, seconds: [10, 15] },
    { accuracy: 0.88, seconds: [30, 15] },
    { accuracy: 0.9, seconds: [30, null] },
  ])
  expect(timesToMarks([run('a', [1, 0.1])])).toEqual([])
})

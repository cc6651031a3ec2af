// The first three experiments: each plan is one that the lab can run, and charts and columns name what the parts have.
import { describe, expect, it } from 'vitest'
import { experimentSizes } from '@contract/experiments/experiment-names'
import { experimentPlanSchema } from '@contract/experiments/experiment-record'
import { formatsWith } from '../../words/formats'
import { benchmarks } from './benchmarks'
import { chip } from './chip'
import { cost } from './cost'

describe.each([cost, chip, benchmarks])('$name', (experiment) => {
  const parts = experiment.parts.map(({ name }) => name)
  it.each(experimentSizes)('has a plan for the size %s', (size) => {
    const { plan } = experiment.sizes[size]
    expect(experimentPlanSchema.parse(plan)).toEqual(plan)
    expect(Object.keys(plan)).toEqual(parts)
  })
  it('draws parts that it has, and says nothing before there are results', () => {
    for (const chart of experiment.charts) expect(parts).toEqual(expect.arrayContaining([...(chart.parts ?? [])]))
    expect(experiment.sentences([], formatsWith(' '), experiment.sizes.quick.plan)).toEqual([])
  })
})

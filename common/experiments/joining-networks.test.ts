// Networks that join an experiment's list: at its usual settings, once, and kept in a larger size.
import { experimentPlanSchema, type ExperimentPlan } from '@contract/experiments/experiment-record'
import { listedPoints, type ListedPoint } from '@contract/sweeps/strategy'
import { expect, it } from 'vitest'
import { batchSize } from './definitions/batch-size'
import { craftedFeatures } from './definitions/crafted-features'
import { simplify } from './definitions/simplify'
import { carriedOver, withNetworks } from './joining-networks'
import { rowGroups } from './row-groups'
import { madeUpRow } from './testing/made-up-rows'

const { parts, sizes } = simplify
const [quick, evening] = [sizes.quick.plan, sizes.evening.plan]

function listOf(plan: ExperimentPlan | null, part = 'networks'): readonly ListedPoint[] {
  const work = experimentPlanSchema.parse(plan)[part]
  return work?.kind === 'sweep' ? listedPoints(work.sweep.strategy) : []
}
const added = (plan: ExperimentPlan | null): readonly ListedPoint[] => listOf(plan).slice(8)

it('a network joins once, at the learning rate of the list and with images of its own size', () => {
  const plan = withNetworks(parts, quick, ['My net', 'my  NET', 'lenet', 'net.onnx'])
  expect(added(plan)).toEqual([{ 'network.model': 'My net', 'optimizer.learningRate': 0.01 }, { 'network.model': 'net.onnx', 'optimizer.learningRate': 0.01 }])
  expect(added(withNetworks(parts, evening, ['My net']))).toEqual([{ 'network.model': 'My net', 'optimizer.learningRate': 0.02 }])
  expect(withNetworks(parts, quick, ['lenet'])).toBe(quick)
  expect(withNetworks(batchSize.parts, batchSize.sizes.quick.plan, ['My net'])).toBeNull()
})

it('where images vary, it joins with each number of images', () => {
  const plan = withNetworks(craftedFeatures.parts, craftedFeatures.sizes.quick.plan, ['My net'])
  const own = listOf(plan, 'learned').filter((point) => point['network.model'] === 'My net')
  expect(own.map((point) => [point['dataset.limitTrain'], point.epochs])).toEqual([[500, 30], [2000, 15], [8000, 8], [16_000, 6]])
})

it('in a larger size it is kept: usual settings become those of that size, others stay', () => {
  const [joined, faster] = [{ 'network.model': 'My net', 'optimizer.learningRate': 0.01 }, { 'network.model': 'My net', 'optimizer.learningRate': 0.3, 'preprocessing.height': 20 }]
  const withBoth = withNetworks(parts, quick, ['My net'])
  const work = withBoth?.networks
  if (work?.kind !== 'sweep' || work.sweep.strategy.kind !== 'list') throw new Error('there is no list')
  const axes = work.sweep.axes.map((axis) => ('values' in axis ? { ...axis, values: [...axis.values, ...(axis.setting === 'optimizer.learningRate' ? [0.3] : axis.setting === 'preprocessing.height' ? [20] : [])] } : axis))
  const plan: ExperimentPlan = { networks: { kind: 'sweep', sweep: { ...work.sweep, axes, strategy: { kind: 'list', points: [joined, faster] } } } }
  expect(added(carriedOver(parts, plan, evening))).toEqual([{ ...joined, 'optimizer.learningRate': 0.02 }, faster])
  expect(carriedOver(parts, quick, evening)).toBe(evening)
})

it('own networks have their name as label, with the learning rate where it tells them apart', () => {
  const row = (values: Record<string, number | string>) => madeUpRow({}, { part: 'networks', values })
  const rows = [row({ 'network.model': 'My net', 'optimizer.learningRate': 0.01 }), row({ 'network.model': 'My net', 'optimizer.learningRate': 0.1 }), row({ 'network.model': 'net.onnx', 'optimizer.learningRate': 0.01, 'preprocessing.height': 56 })]
  expect(rowGroups(parts, rows).map(({ label }) => label)).toEqual(['My net at learning rate 0.01', 'My net at learning rate 0.1', 'net.onnx at 56×56'])
})

// The experiment of networks with one network in its list and one short run, in two sizes that differ in their epochs and batches.
import type { ExperimentPlan } from '@contract/experiments/experiment-record'
import { listedPoints } from '@contract/sweeps/strategy'
import { withListedPoints } from '../../sweeps/with-listed-points'
import { simplify } from '../definitions/simplify'
import type { Experiment } from '../experiment'

function shrunk(plan: ExperimentPlan, epochs: number): ExperimentPlan {
  const { networks } = plan
  if (networks?.kind !== 'sweep') throw new TypeError('the experiment trains no networks')
  const { sweep } = networks
  const few = withListedPoints(sweep, listedPoints(sweep.strategy).filter((point) => point['network.model'] === 'lenet-relu'))
  return { networks: { kind: 'sweep', sweep: { ...few, base: { ...sweep.base, epochs, device: 'cpu' }, seeds: [0] } } }
}

export const fewNetworks = (): Experiment => ({
  ...simplify,
  sizes: { ...simplify.sizes, quick: { note: 'Small.', plan: shrunk(simplify.sizes.quick.plan, 1) }, evening: { note: 'Longer.', plan: shrunk(simplify.sizes.evening.plan, 2) } },
})

// THE table of experiments: one definition a file, listed in the order of the chapter.
import type { ExperimentName } from '@contract/experiments/experiment-names'
import { benchmarks } from './definitions/benchmarks'
import { chip } from './definitions/chip'
import { cost } from './definitions/cost'
import type { Experiment } from './experiment'

export const experiments: readonly Experiment[] = [cost, chip, benchmarks]

/** @throws RangeError where no definition has the name */
export function experimentOf(name: ExperimentName): Experiment {
  const found = experiments.find((experiment) => experiment.name === name)
  if (!found) throw new RangeError(`there is no experiment ${name}`)
  return found
}

// THE table of experiments: one definition a file, listed in the order of the chapter.
import type { ExperimentName } from '@contract/experiments/experiment-names'
import { batchSize } from './definitions/batch-size'
import { benchmarks } from './definitions/benchmarks'
import { chip } from './definitions/chip'
import { cost } from './definitions/cost'
import { craftedFeatures } from './definitions/crafted-features'
import { dropoutOrDecay } from './definitions/dropout-or-decay'
import { fourFrameworks } from './definitions/four-frameworks'
import { moreEpochs } from './definitions/more-epochs'
import { overfit } from './definitions/overfit'
import { reluDropout } from './definitions/relu-dropout'
import { reluOrSigmoid } from './definitions/relu-or-sigmoid'
import { simplify } from './definitions/simplify'
import { tricksOf2012 } from './definitions/tricks-of-2012'
import type { Experiment } from './experiment'

export const experiments: readonly Experiment[] = [
  cost,
  chip,
  benchmarks,
  moreEpochs,
  simplify,
  batchSize,
  reluDropout,
  overfit,
  craftedFeatures,
  dropoutOrDecay,
  reluOrSigmoid,
  fourFrameworks,
  tricksOf2012,
]

/** @throws RangeError where no definition has the name */
export function experimentOf(name: ExperimentName): Experiment {
  const found = experiments.find((experiment) => experiment.name === name)
  if (!found) throw new RangeError(`there is no experiment ${name}`)
  return found
}

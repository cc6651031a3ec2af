// Use cases about the cost of a run before it starts.
import type { AreaCalls } from '@contract/api/lab-api'
import type { Estimate } from '@contract/training/estimate'
import type { RunSpec } from '@contract/training/run-spec'
import type { Estimator } from '../estimates/estimator'

export class TrainingUseCases implements AreaCalls<'training'> {
  readonly #estimator: Estimator

  constructor(estimator: Estimator) {
    this.#estimator = estimator
  }

  /** @throws LabError where the device cannot be used, or the network does not fit this machine */
  estimate(spec: RunSpec, measure: boolean): Promise<Estimate> {
    return this.#estimator.estimate(spec, measure)
  }

  /** As `estimate`, but measured again, unless a run trains. @throws LabError as `estimate` */
  measureAgain(spec: RunSpec): Promise<Estimate> {
    return this.#estimator.estimate(spec, true, true)
  }
}

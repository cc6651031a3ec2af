// THE table of analyses: the points of any spec.
import type { AnalysisKind, AnalysisSpec } from '@contract/experiments/analysis'
import type { Analysis, AnalysisPoint } from './analysis'
import type { AnalysisDeps } from './analysis-deps'
import { chips } from './chips'
import { layerCosts } from './layer-costs'
import { timesOfLayers } from './layer-times'
import { wholeSteps } from './steps'

export class Analyses {
  readonly #byKind: { readonly [K in AnalysisKind]: Analysis<K> }

  constructor(deps: AnalysisDeps) {
    this.#byKind = { chips: chips(deps), 'layer-costs': layerCosts(deps), 'layer-times': timesOfLayers(deps), steps: wholeSteps(deps) }
  }

  /** The points of an analysis, in the order in which they are to be counted or measured, one after another. */
  points(spec: AnalysisSpec): readonly AnalysisPoint[] {
    // The analysis in the table is of the spec's kind, but the compiler cannot follow that through a union.
    return (this.#byKind[spec.kind] as Analysis<AnalysisKind>).points(spec)
  }
}

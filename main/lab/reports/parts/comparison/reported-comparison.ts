// Compared runs as the parts of their report see them, with the evaluations that are stored of their last checkpoints.
import { namedRuns, setsOfSeeds, type NamedRun, type NamedSet } from '@common/comparison/compared-runs'
import { canBePaired, pairedEvaluations, type PairedEvaluations } from '@common/comparison/paired-evaluations'
import type { EvaluationAnswers, StoredEvaluation } from '@contract/api/evaluations-api'
import { isPlainTest } from '@contract/runs/evaluation'
import type { ConfusionMatrix } from '@contract/runs/evaluation-figures'
import type { RunRecord } from '@contract/runs/run-record'
import type { ReportSources } from '../../report-sources'

export interface RunEvaluated {
  readonly stored: StoredEvaluation
  readonly answers: EvaluationAnswers
  readonly matrix: ConfusionMatrix
}

/** A run beside the first one that was evaluated. */
export interface ReportedPair {
  readonly first: NamedRun
  readonly second: NamedRun
  /** Null where the two were not evaluated on the same images. */
  readonly paired: PairedEvaluations | null
}

/** Labels as the user has corrected them, as on the page of the comparison. */
const view = { corrected: true } as const

export class ReportedComparison {
  readonly runs: readonly NamedRun[]
  /** Runs that differ in nothing but the seed together. */
  readonly sets: readonly NamedSet[]
  readonly sources: ReportSources
  #evaluated: Promise<ReadonlyMap<string, RunEvaluated>> | null = null

  constructor(runs: readonly RunRecord[], sources: ReportSources) {
    this.runs = namedRuns(runs)
    this.sets = setsOfSeeds(this.runs)
    this.sources = sources
  }

  /** @throws LabError `run/unknown`, `store/damaged` */
  static async read(ids: readonly string[], sources: ReportSources): Promise<ReportedComparison> {
    return new ReportedComparison(await Promise.all([...new Set(ids)].map((id) => sources.runs.record(id))), sources)
  }

  /** Whether some setting was trained with several seeds. */
  get hasSeeds(): boolean {
    return this.sets.some(({ members }) => members.length > 1)
  }

  /** What is stored of the last checkpoints on the test images, by run; makes nothing. @throws LabError `evaluation/...` where a file is damaged */
  evaluated(): Promise<ReadonlyMap<string, RunEvaluated>> {
    this.#evaluated ??= this.#readEvaluated()
    return this.#evaluated
  }

  /** Every other evaluated run beside the first one that was evaluated. */
  async pairs(): Promise<readonly ReportedPair[]> {
    const evaluated = await this.evaluated()
    const [first, ...others] = this.runs.filter(({ run }) => evaluated.has(run.id))
    if (!first) return []
    return others.map((second) => {
      const [a, b] = [evaluated.get(first.run.id), evaluated.get(second.run.id)]
      return { first, second, paired: a && b && canBePaired(a.stored.facts, b.stored.facts) ? pairedEvaluations(a.answers, b.answers) : null }
    })
  }

  async #readEvaluated(): Promise<ReadonlyMap<string, RunEvaluated>> {
    const { evaluations } = this.sources
    const found = new Map<string, RunEvaluated>()
    for (const { run: { id, checkpoint } } of this.runs) {
      const stored = (await evaluations.evaluations(id)).find(({ facts }) => isPlainTest(facts) && facts.checkpoint.folder === checkpoint?.folder)
      if (!stored) continue
      const evaluation = { runId: stored.runId, name: stored.name }
      found.set(id, { stored, answers: await evaluations.evaluationAnswers(evaluation, view), matrix: await evaluations.confusionMatrix(evaluation, view) })
    }
    return found
  }
}

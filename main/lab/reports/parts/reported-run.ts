// A run as the parts of a report see it: what several parts need is read once, and only if a ticked part needs it.
import type { EvaluationSummary } from '@contract/api/evaluations-api'
import type { DatasetInfo } from '@contract/data/datasets'
import type { NetworkAnalysis } from '@contract/models/network-analysis'
import type { ProgressPoint, RunRecord } from '@contract/runs/run-record'
import { isPlainTest } from '@contract/runs/evaluation'
import type { ReportSources } from '../report-sources'

export class ReportedRun {
  readonly run: RunRecord
  readonly dataset: DatasetInfo
  readonly sources: ReportSources
  #points: Promise<readonly ProgressPoint[]> | null = null
  #evaluation: Promise<EvaluationSummary | null> | null = null
  #analysis: Promise<NetworkAnalysis> | null = null

  /** @throws LabError `dataset/unknown` */
  constructor(run: RunRecord, sources: ReportSources) {
    this.run = run
    this.dataset = sources.datasetInfo(run.spec.dataset.id)
    this.sources = sources
  }

  /** The points of its curves. @throws LabError `store/damaged` */
  points(): Promise<readonly ProgressPoint[]> {
    this.#points ??= this.sources.store.runs.points(this.run.id)
    return this.#points
  }

  /** Whether what its newest evaluated checkpoint answers for the test images is stored. */
  async isEvaluated(): Promise<boolean> {
    return (await this.#newestTested()) !== undefined
  }

  /** What its newest evaluated checkpoint answers for the test images, with the user's corrections of labels; null: none is stored. @throws LabError `evaluation/damaged` */
  evaluation(): Promise<EvaluationSummary | null> {
    this.#evaluation ??= this.#newestTested().then((ref) => ref ? this.sources.evaluations.evaluationSummary({ runId: ref.runId, name: ref.name }, { corrected: true }) : null)
    return this.#evaluation
  }

  /** Evaluations of the same checkpoint on the test images by other views of each image. @throws LabError `evaluation/damaged` */
  async otherViews(): Promise<readonly EvaluationSummary[]> {
    const { evaluations } = this.sources
    const plain = await this.#newestTested()
    const others = (await evaluations.evaluations(this.run.id)).filter(({ facts }) => facts.split === 'test' && facts.views !== 'single' && facts.checkpoint.folder === plain?.facts.checkpoint.folder)
    return Promise.all(others.map(({ runId, name }) => evaluations.evaluationSummary({ runId, name }, { corrected: true })))
  }

  /** Of its network, for one image. An engine process makes it where the network is from a file. @throws LabError `network/...`, `onnx/...` */
  analysis(): Promise<NetworkAnalysis> {
    const { network, preprocessing: { height, width }, optimizer, precision } = this.run.spec
    const { channels, classes } = this.dataset
    this.#analysis ??= this.sources.models.analyzeNetwork({ network, input: [channels, height, width], classes: classes.length, batchSize: 1, settings: { optimizer, precision } })
    return this.#analysis
  }

  /** The evaluations of a run come with that of the latest step first. */
  async #newestTested() {
    return (await this.sources.evaluations.evaluations(this.run.id)).find(({ facts }) => isPlainTest(facts))
  }
}

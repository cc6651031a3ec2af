// Use cases about evaluations: what a checkpoint answers for every image, made on demand where a run has not stored it, and corrections of labels.
import { phrase } from '@language/phrase'
import type { CheckpointChoice, EvaluatedImages, EvaluationAnswers, EvaluationRef, EvaluationSummary, EvaluationView, ImageQuery, StoredEvaluation } from '@contract/api/evaluations-api'
import type { AreaCalls } from '@contract/api/lab-api'
import type { LabelCorrection } from '@contract/data/label-correction'
import type { DeviceName } from '@contract/devices/devices'
import { LabError } from '@contract/problem'
import type { CheckpointInfo } from '@contract/runs/checkpoints'
import { evaluationName, splitOfImages, type Split, type Views } from '@contract/runs/evaluation'
import type { ConfusionMatrix } from '@contract/runs/evaluation-figures'
import type { RunRecord } from '@contract/runs/run-record'
import { oneLine } from '@contract/one-line'
import type { Devices } from '../devices/devices'
import type { EngineLauncher } from '../engine-process/channel'
import { askEngine } from '../engine-process/single-question'
import { readOnlyHome } from '../home-access'
import type { HomeFolders } from '../home-folders'
import { labClosed } from '../lab-closed'
import type { LabEvents } from '../lab-events'
import { assertKept, chosenCheckpoint } from '../runs/chosen-checkpoint'
import type { LabStore } from '../store/lab-store'

export interface EvaluationDeps {
  readonly launcher: EngineLauncher
  readonly folders: HomeFolders
  readonly store: LabStore
  readonly devices: Devices
  readonly events: LabEvents
  /** A run as it stands. @throws LabError `run/unknown` */
  readonly run: (id: string) => Promise<RunRecord>
}

/** What to evaluate of a run. */
interface WantedEvaluation {
  readonly checkpoint: CheckpointInfo
  readonly split: Split
  readonly views: Views
}

export class EvaluationUseCases implements AreaCalls<'evaluations'> {
  readonly #deps: EvaluationDeps
  readonly #closing = new AbortController()
  /** Evaluations that are being made, by run and name; a second request for one shares it. */
  readonly #making = new Map<string, { readonly made: Promise<StoredEvaluation>; readonly cancelling: AbortController }>()

  constructor(deps: EvaluationDeps) {
    this.#deps = deps
  }

  /**
   * Evaluates a checkpoint on a split by some views of each image, or finds the evaluation that is stored already.
   * @throws LabError `run/unknown`, `run/no-checkpoint`, `run/epoch-not-kept`, `dataset/...`, `checkpoint/damaged`, `evaluation/...`; `evaluation/cancelled` where it is cancelled
   */
  async evaluate(runId: string, choice: CheckpointChoice, split: Split, views: Views = 'single'): Promise<StoredEvaluation> {
    const { store, folders } = this.#deps
    const run = await this.#deps.run(runId)
    const checkpoint = chosenCheckpoint(run, choice)
    const name = evaluationName(checkpoint, split, views)
    const facts = await store.evaluations.find(folders.run(runId), name, checkpoint)
    if (facts) return { runId, name, facts }
    if (store.isReadOnly) throw readOnlyHome(folders.home)
    const key = keyOf({ runId, name })
    const pending = this.#making.get(key)
    if (pending) return pending.made
    const cancelling = new AbortController()
    const made = this.#make(run, { checkpoint, split, views }, AbortSignal.any([this.#closing.signal, cancelling.signal]))
    this.#making.set(key, { made, cancelling })
    try {
      return await made
    } finally {
      this.#making.delete(key)
    }
  }

  /** Ends an evaluation that is being made, with its engine process; whether there was one. */
  cancelEvaluation(ref: EvaluationRef): Promise<boolean> {
    const making = this.#making.get(keyOf(ref))
    making?.cancelling.abort(new LabError('evaluation/cancelled', phrase('The evaluation was cancelled.'), phrase('Evaluate again.')))
    return Promise.resolve(making !== undefined)
  }

  /** The checkpoints of a run that can be evaluated, the newest first. @throws LabError `run/unknown` */
  async keptCheckpoints(runId: string): Promise<readonly CheckpointInfo[]> {
    const { store, folders, run } = this.#deps
    await run(runId)
    return store.checkpoints.kept(folders.run(runId))
  }

  /** Every stored evaluation of a run, that of the latest step first. @throws LabError `run/unknown` */
  async evaluations(runId: string): Promise<readonly StoredEvaluation[]> {
    const { store, folders, run } = this.#deps
    await run(runId)
    return (await store.evaluations.list(folders.run(runId))).map((evaluation) => ({ runId, ...evaluation }))
  }

  /** @throws LabError `evaluation/unknown`, `evaluation/damaged` */
  async evaluationSummary(ref: EvaluationRef, view: EvaluationView): Promise<EvaluationSummary> {
    const { store, folders } = this.#deps
    return { ...ref, ...(await store.evaluations.figures(folders.run(ref.runId), ref.name, await this.#corrections(ref, view))) }
  }

  /** @throws LabError `evaluation/unknown`, `evaluation/damaged` */
  async confusionMatrix(ref: EvaluationRef, view: EvaluationView): Promise<ConfusionMatrix> {
    const { store, folders } = this.#deps
    return store.evaluations.matrix(folders.run(ref.runId), ref.name, await this.#corrections(ref, view))
  }

  /** A page of images. @throws LabError `evaluation/unknown`, `evaluation/damaged` */
  async evaluatedImages(ref: EvaluationRef, view: EvaluationView, query: ImageQuery): Promise<EvaluatedImages> {
    const { store, folders } = this.#deps
    return store.evaluations.images(folders.run(ref.runId), ref.name, await this.#corrections(ref, view), query)
  }

  /** @throws LabError `evaluation/unknown`, `evaluation/damaged`, `evaluation/no-image` */
  classProbabilities({ runId, name }: EvaluationRef, image: number): Promise<Float32Array> {
    const { store, folders } = this.#deps
    return store.evaluations.probabilities(folders.run(runId), name, image)
  }

  /** What was answered for every image. @throws LabError `evaluation/unknown`, `evaluation/damaged` */
  async evaluationAnswers(ref: EvaluationRef, view: EvaluationView): Promise<EvaluationAnswers> {
    const { store, folders } = this.#deps
    return store.evaluations.answers(folders.run(ref.runId), ref.name, await this.#corrections(ref, view))
  }

  /** The loss of every image, under the label of the data set. @throws LabError `evaluation/unknown`, `evaluation/damaged` */
  imageLosses({ runId, name }: EvaluationRef): Promise<Float32Array> {
    const { store, folders } = this.#deps
    return store.evaluations.losses(folders.run(runId), name)
  }

  /** @throws LabError `evaluation/unknown` */
  labelCorrections(ref: EvaluationRef): Promise<readonly LabelCorrection[]> {
    return this.#corrections(ref, { corrected: true })
  }

  /** @throws LabError `evaluation/unknown`, `evaluation/no-image`, `evaluation/no-class` */
  async correctLabel(ref: EvaluationRef, image: number, label: number, note: string): Promise<LabelCorrection> {
    const { store, folders } = this.#deps
    const facts = await this.#facts(ref)
    await store.evaluations.assertHolds(folders.run(ref.runId), ref.name, image)
    const { dataset } = facts
    const split = splitOfImages(facts)
    if (label >= dataset.classes) throw new LabError('evaluation/no-class', phrase('There are {classes} classes, and none of number {label}.', { classes: dataset.classes, label }))
    const correction = { dataset: dataset.fingerprint, split, image, label, note: oneLine(note), correctedAt: new Date().toISOString() }
    await store.labelCorrections.set(correction)
    this.#deps.events.tell({ type: 'label-corrections', dataset: correction.dataset, split })
    return correction
  }

  /** Takes a correction back. @returns whether there was one @throws LabError `evaluation/unknown` */
  async clearCorrection(ref: EvaluationRef, image: number): Promise<boolean> {
    const facts = await this.#facts(ref)
    const { dataset } = facts
    const split = splitOfImages(facts)
    const wasThere = await this.#deps.store.labelCorrections.clear(dataset.fingerprint, split, image)
    if (wasThere) this.#deps.events.tell({ type: 'label-corrections', dataset: dataset.fingerprint, split })
    return wasThere
  }

  /** Ends the evaluations that are being made. */
  close(): void {
    this.#closing.abort(labClosed())
  }

  async #make(run: RunRecord, { checkpoint, split, views }: WantedEvaluation, signal: AbortSignal): Promise<StoredEvaluation> {
    const { launcher, folders, store, events } = this.#deps
    const { id, spec, device } = run
    const folder = folders.run(id)
    await assertKept(run, checkpoint, folder, store.checkpoints)
    const args = { spec, device: await this.#deviceFor(device), networkFolder: folders.networks, folder, checkpoint, split, views }
    const name = evaluationName(checkpoint, split, views)
    const facts = await askEngine(launcher, 'evaluate', args, {
      signal,
      onProgress: ({ done, total }) => {
        events.tell({ type: 'evaluation-progress', runId: id, name, done, total })
      },
    })
    events.tell({ type: 'evaluated', runId: id, name })
    return { runId: id, name, facts }
  }

  /** The device that the run trained on, where it can be used, so that the answers are those that it reported; else the CPU. */
  async #deviceFor(device: DeviceName | null): Promise<DeviceName> {
    return device !== null && (await this.#deps.devices.device(device)).usable ? device : 'cpu'
  }

  async #corrections(ref: EvaluationRef, { corrected }: EvaluationView): Promise<readonly LabelCorrection[]> {
    if (!corrected) return []
    const facts = await this.#facts(ref)
    return this.#deps.store.labelCorrections.list(facts.dataset.fingerprint, splitOfImages(facts))
  }

  #facts({ runId, name }: EvaluationRef) {
    const { store, folders } = this.#deps
    return store.evaluations.facts(folders.run(runId), name)
  }
}

const keyOf = ({ runId, name }: EvaluationRef): string => `${runId}/${name}`

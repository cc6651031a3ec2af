// Corrections of labels by the data set that they are of, whether or not a run was evaluated on it.
import { phrase } from '@language/phrase'
import { oneLine } from '@contract/one-line'
import type { DatasetId } from '@contract/data/datasets'
import type { LabelCorrection } from '@contract/data/label-correction'
import { LabError } from '@contract/problem'
import type { Split } from '@contract/runs/evaluation'
import type { LabEvents } from '../lab-events'
import type { LabStore } from '../store/lab-store'
import type { SplitImages } from './split-images'

export interface CorrectionDeps {
  readonly store: Pick<LabStore, 'labelCorrections'>
  readonly events: Pick<LabEvents, 'tell'>
}

/** What a user says that an image shows. */
export type Correction = Pick<LabelCorrection, 'label' | 'note'>

export class ImageCorrections {
  readonly #deps: CorrectionDeps
  readonly #images: SplitImages

  constructor(deps: CorrectionDeps, images: SplitImages) {
    this.#deps = deps
    this.#images = images
  }

  /** @throws LabError `dataset/...` */
  async list(id: DatasetId, split: Split): Promise<readonly LabelCorrection[]> {
    return this.#deps.store.labelCorrections.list((await this.#images.facts(id)).fingerprint, split)
  }

  /** @param correction null: the correction that there is, is taken back @returns whether anything has changed @throws LabError `dataset/...` */
  async set(id: DatasetId, split: Split, image: number, correction: Correction | null): Promise<boolean> {
    const { store, events } = this.#deps
    const [{ fingerprint: dataset, counts }, labels] = await Promise.all([this.#images.facts(id), this.#images.labels(id, split)])
    const classes = counts.train.length
    if (image >= labels.length) throw new LabError('dataset/no-such-image', phrase('The split has {labels} images, and none of number {image}.', { labels: labels.length, image }))
    if (correction && correction.label >= classes) throw new LabError('dataset/no-class', phrase('There are {classes} classes, and none of number {label}.', { classes, label: correction.label }))
    let isChanged = true
    if (correction) await store.labelCorrections.set({ dataset, split, image, label: correction.label, note: oneLine(correction.note), correctedAt: new Date().toISOString() })
    else isChanged = await store.labelCorrections.clear(dataset, split, image)
    if (isChanged) events.tell({ type: 'label-corrections', dataset, split })
    return isChanged
  }
}

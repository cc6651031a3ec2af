// Images of a data set by their index in a split, e.g. those that an evaluation names, and the card of the set.
import type { SampleImage } from '@contract/api/data-api'
import type { DatasetId } from '@contract/data/datasets'
import { LabError } from '@contract/problem'
import type { Split } from '@contract/runs/evaluation'
import { loadDataset, type LoadedDataset } from '../../data/catalogue'
import { openImages } from '../../data/image-reader'
import { splitOf } from '../../data/split-of'
import { datasetCard, type CardQuestion, type DatasetCard } from './dataset-card'

export class SplitImages {
  /** The set that was asked for last; its images stay in memory, or in their file. */
  #loaded: { readonly id: DatasetId; readonly dataset: Promise<LoadedDataset> } | null = null

  /** @throws LabError `dataset/...` where the set cannot be read, has no such split, or no such image */
  async at(id: DatasetId, split: Split, indices: readonly number[]): Promise<readonly SampleImage[]> {
    const { info: { title, channels, height, width }, ...parts } = await this.#datasetOf(id)
    const { images, labels, count } = splitOf(parts, split, title)
    const missing = indices.find((index) => index >= count)
    if (missing !== undefined) throw new LabError('dataset/no-such-image', `${title} has ${count} images in its ${split} split, numbered from 0, and none of number ${missing}.`, 'Choose a smaller number; where an evaluation names it, the data set has changed: evaluate the run again.')
    const reader = openImages(images, channels * height * width)
    try {
      return indices.map((index) => ({ pixels: reader.imageAt(index).slice(), channels, height, width, label: labels[index] ?? 0 }))
    } finally {
      reader.close()
    }
  }

  /** @throws LabError `dataset/...` where the set cannot be read */
  async card(id: DatasetId, question: CardQuestion): Promise<DatasetCard> {
    const isWhole = question.limitTrain === null && question.limitTest === null
    // The first images alone are read faster than all, which stay in memory.
    return datasetCard(await (isWhole || this.#loaded?.id === id ? this.#datasetOf(id) : loadDataset(id, question)), question)
  }

  #datasetOf(id: DatasetId): Promise<LoadedDataset> {
    if (this.#loaded?.id === id) return this.#loaded.dataset
    const loaded = { id, dataset: loadDataset(id, { limitTrain: null, limitTest: null }) }
    this.#loaded = loaded
    loaded.dataset.catch(() => {
      if (this.#loaded === loaded) this.#loaded = null // the files may be mended
    })
    return loaded.dataset
  }
}

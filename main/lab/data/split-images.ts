// Images, labels and facts of the data set that is looked at: by index, as an evaluation names them, or many at once, as a grid shows them.
import { splitWords } from '@common/words/split-words'
import { phrase } from '@language/phrase'
import type { SampleImage } from '@contract/api/data-api'
import type { DatasetFacts } from '@contract/data/dataset-facts'
import type { DatasetId } from '@contract/data/datasets'
import type { RunImages } from '@contract/data/run-images'
import { LabError } from '@contract/problem'
import type { Split } from '@contract/runs/evaluation'
import type { RunSpec } from '@contract/training/run-spec'
import { loadDataset, viewedDataset, type LoadedDataset } from '../../data/catalogue'
import { countOf, imagesOfRun } from '../../data/chosen-images'
import type { LabelledImages, Labels } from '../../data/dataset'
import { LastDataset } from '../../data/last-dataset'
import { leftOutImages } from '../../data/near-duplicates/left-out-images'
import { readImages } from '../../data/read-images'
import { splitOf } from '../../data/split-of'
import { imageNames } from '../../data/stored/image-names'
import { storedDataset, storedDatasetFolder } from '../../data/stored/stored-datasets'
import { datasetCard, labelCounts, type CardQuestion, type DatasetCard } from './dataset-card'
import { thumbnails } from './thumbnails'

interface Part {
  readonly info: LoadedDataset['info']
  readonly images: LabelledImages
}

export class SplitImages {
  /** The set that was asked for last; its images stay in memory, or in their file. */
  readonly #last = new LastDataset(viewedDataset)

  /** @throws LabError `dataset/...` where the set cannot be read, has no such split, or no such image */
  async at(id: DatasetId, split: Split, indices: readonly number[]): Promise<readonly SampleImage[]> {
    const { info: { channels, height, width }, images } = await this.#partOf(id, split, indices)
    const bytes = channels * height * width
    const pixels = await readImages(images.images, bytes, Uint32Array.from(indices))
    return indices.map((index, place) => ({ pixels: pixels.slice(place * bytes, (place + 1) * bytes), channels, height, width, label: images.labels[index] ?? 0 }))
  }

  /** The pixels of images one after another, as thumbnails. @throws LabError as {@link at} */
  async pixels(id: DatasetId, split: Split, indices: Uint32Array, edge: number): Promise<Uint8Array> {
    const { info, images } = await this.#partOf(id, split, indices)
    return thumbnails(await readImages(images.images, info.channels * info.height * info.width, indices), info, edge)
  }

  /** The class of every image of a split. @throws LabError as {@link at} */
  async labels(id: DatasetId, split: Split): Promise<Labels> {
    return (await this.#partOf(id, split, [])).images.labels
  }

  /** Paths of images within the source of the import; null where the set came with the lab. @throws LabError as {@link at} */
  async names(id: DatasetId, split: Split, indices: Uint32Array): Promise<readonly string[] | null> {
    const { info } = await this.#partOf(id, split, indices)
    const folder = storedDatasetFolder(id)
    return folder !== null && storedDataset(id) ? imageNames(folder, info, split, indices) : null
  }

  /** Which images a run of a spec means by a split. @throws LabError `dataset/...` */
  async ofRun(spec: RunSpec, split: Split): Promise<RunImages> {
    const { dataset } = spec
    const { train, test, ...others } = await this.#last.of(dataset.id)
    const limited = { ...others, train: firstLabels(train, dataset.limitTrain), test: firstLabels(test, dataset.limitTest) }
    const chosen = imagesOfRun(limited, spec, split, split === 'test' ? [] : (await leftOutImages(dataset)).images)
    return { within: chosen.within, images: chosen.images, count: countOf(chosen) }
  }

  /** @throws LabError `dataset/...` where the set cannot be read */
  async facts(id: DatasetId): Promise<DatasetFacts> {
    const { info, fingerprint, train, validation, test } = await this.#last.of(id)
    const counted = ({ labels }: LabelledImages): readonly number[] => labelCounts(labels, info.classes.length)
    const stored = storedDataset(id)
    return {
      fingerprint,
      counts: { train: counted(train), validation: validation ? counted(validation) : [], test: counted(test) },
      imported: stored && { source: stored.source, decoder: stored.decoder, originals: stored.originals, leftOut: stored.leftOut, importedAt: stored.importedAt },
    }
  }

  /** @throws LabError `dataset/...` where the set cannot be read */
  async card(id: DatasetId, question: CardQuestion): Promise<DatasetCard> {
    const isWhole = question.limitTrain === null && question.limitTest === null
    // The first images alone are read faster than all, which stay in memory.
    return datasetCard(await (isWhole || this.#last.has(id) ? this.#last.of(id) : loadDataset(id, question)), question)
  }

  async #partOf(id: DatasetId, split: Split, indices: Iterable<number>): Promise<Part> {
    const { info, ...parts } = await this.#last.of(id)
    const images = splitOf(parts, split, info.title)
    for (const index of indices) {
      if (index >= images.count) throw new LabError('dataset/no-such-image', phrase('{title} has {count} images in its {split} split, numbered from 0, and none of number {index}.', { title: info.title, count: images.count, split: splitWords[split], index }), phrase('Choose a smaller number; where an evaluation names it, the data set has changed: evaluate the run again.'))
    }
    return { info, images }
  }
}

/** Images up to a limit, which are not copied. */
const firstLabels = ({ labels, count, ...others }: LabelledImages, limit: number | null): LabelledImages => ({ ...others, labels: labels.subarray(0, limit ?? count), count: Math.min(count, limit ?? count) })

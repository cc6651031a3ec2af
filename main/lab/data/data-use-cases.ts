// Use cases about data sets.
import type { SampleImage } from '@contract/api/data-api'
import type { AreaCalls } from '@contract/api/lab-api'
import type { Augmentation } from '@contract/data/augmentation'
import type { DatasetFacts } from '@contract/data/dataset-facts'
import type { DatasetId } from '@contract/data/datasets'
import type { LabelCorrection } from '@contract/data/label-correction'
import type { NearDuplicates } from '@contract/data/near-duplicates'
import type { NetworkInputs, NetworkInputsWanted } from '@contract/data/network-inputs'
import type { RunImages } from '@contract/data/run-images'
import type { Split } from '@contract/runs/evaluation'
import type { RunSpec } from '@contract/training/run-spec'
import type { Labels } from '../../data/dataset'
import { OpenEngine } from '../engine-process/open-engine'
import type { CardQuestion, DatasetCard } from './dataset-card'
import { ImageCorrections, type Correction, type CorrectionDeps } from './image-corrections'
import { NearDuplicateSearch, type NearDuplicateSearchDeps } from './near-duplicate-search'
import { Samples } from './samples'
import { SplitImages } from './split-images'

/** Milliseconds after which the engine process is ended that nothing was asked of. */
const idleLimit = 60_000

export type DataDeps = NearDuplicateSearchDeps & CorrectionDeps

export class DataUseCases implements AreaCalls<'data'> {
  readonly #samples = new Samples()
  readonly #splitImages = new SplitImages()
  readonly #nearDuplicates: NearDuplicateSearch

  readonly #corrections: ImageCorrections
  /** Tells what a network is fed; where nothing is asked, it is ended after a while. */
  readonly #engine: OpenEngine

  constructor(deps: DataDeps) {
    this.#nearDuplicates = new NearDuplicateSearch(deps)
    this.#corrections = new ImageCorrections(deps, this.#splitImages)
    this.#engine = new OpenEngine(deps.launcher, { patience: idleLimit, isInBackground: true })
  }

  /** The first training images of a data set, as an augmentation might change them. @throws LabError `dataset/...` */
  samples(id: DatasetId, count: number, augmentation: Augmentation): Promise<readonly SampleImage[]> {
    return this.#samples.first(id, count, augmentation)
  }

  /** Images of a split by their index, as they are. @throws LabError `dataset/...` */
  splitImages(id: DatasetId, split: Split, indices: readonly number[]): Promise<readonly SampleImage[]> {
    return this.#splitImages.at(id, split, indices)
  }

  /** Images of a data set that look alike. @throws LabError `dataset/...`, or the crash of the engine */
  nearDuplicates(id: DatasetId): Promise<NearDuplicates> {
    return this.#nearDuplicates.of(id)
  }

  /** @throws LabError `dataset/...` */
  datasetFacts(id: DatasetId): Promise<DatasetFacts> {
    return this.#splitImages.facts(id)
  }

  /** The class of every image of a split. @throws LabError `dataset/...` */
  splitLabels(id: DatasetId, split: Split): Promise<Labels> {
    return this.#splitImages.labels(id, split)
  }

  /** Pixels of images one after another, as thumbnails of an edge. @throws LabError `dataset/...` */
  imagePixels(id: DatasetId, split: Split, indices: Uint32Array, edge: number): Promise<Uint8Array> {
    return this.#splitImages.pixels(id, split, indices, edge)
  }

  /** Where images came from; null where the set came with the lab. @throws LabError `dataset/...` */
  imageNames(id: DatasetId, split: Split, indices: Uint32Array): Promise<readonly string[] | null> {
    return this.#splitImages.names(id, split, indices)
  }

  /** The corrections of labels of a split, by image. @throws LabError `dataset/...` */
  imageCorrections(id: DatasetId, split: Split): Promise<readonly LabelCorrection[]> {
    return this.#corrections.list(id, split)
  }

  /** Corrects the label of an image, or takes the correction back. @throws LabError `dataset/...` */
  correctImage(id: DatasetId, split: Split, image: number, correction: Correction | null): Promise<boolean> {
    return this.#corrections.set(id, split, image, correction)
  }

  /** What the network of a run of this spec is fed of an image. @throws LabError `dataset/...`, `preprocessing/numbers`, `inspection/replaced` */
  networkInputs(spec: RunSpec, wanted: NetworkInputsWanted): Promise<NetworkInputs> {
    return this.#engine.ask('networkInputs', { spec, wanted }, 'networkInputs')
  }

  /** Which images a run of a spec means by a split. @throws LabError `dataset/...` */
  async runImages(spec: RunSpec, split: Split): Promise<RunImages> {
    const { id, duplicates } = spec.dataset
    // They are looked for by an engine process, which keeps what it finds.
    if (duplicates !== 'keep' && split !== 'test') await this.#nearDuplicates.of(id)
    return this.#splitImages.ofRun(spec, split)
  }

  /** Counts by class, samples and fingerprint of a data set. @throws LabError `dataset/...` */
  card(id: DatasetId, question: CardQuestion): Promise<DatasetCard> {
    return this.#splitImages.card(id, question)
  }

  close(): void {
    this.#nearDuplicates.close()
    this.#engine.close()
  }
}

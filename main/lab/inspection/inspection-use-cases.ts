// Use cases about what a network sees: each call finds the network and the image that are meant, and asks an engine process that gives way to runs.
import { phrase } from '@language/phrase'
import type { AreaCalls } from '@contract/api/lab-api'
import type { QuestionAnswer, QuestionArgs, QuestionName } from '@contract/engine/questions'
import type { Adversary } from '@contract/inspection/adversary'
import type { Explanation, ExplanationWanted } from '@contract/inspection/explanation'
import type { FilterHistory, FilterLayer, LayerFilters } from '@contract/inspection/filters'
import { mostComponents, type ImageEmbedding, type NearImage } from '@contract/inspection/image-features'
import type { ImageSample, InspectedImage } from '@contract/inspection/inspected-image'
import type { InspectedNetwork } from '@contract/inspection/inspected-network'
import type { KeptPicture, NewPicture } from '@contract/inspection/kept-picture'
import type { LayerMaps, LayerMapsWanted } from '@contract/inspection/layer-maps'
import type { LongInspection } from '@contract/inspection/long-inspection'
import type { Maximization, MaximizationWanted } from '@contract/inspection/maximization'
import type { Predictions } from '@contract/inspection/prediction'
import type { UnitActivity } from '@contract/inspection/unit-activity'
import { LabError } from '@contract/problem'
import type { CheckpointInfo } from '@contract/runs/checkpoints'
import { nearestRows } from '@common/inspection/nearest'
import type { EngineLauncher } from '../engine-process/channel'
import { OpenEngine } from '../engine-process/open-engine'
import { questionKey } from '../engine-process/question-key'
import { askEngine } from '../engine-process/single-question'
import { labClosed } from '../lab-closed'
import type { LabEvents } from '../lab-events'
import { filterHistoryOf } from './filter-history'
import { assertOwnClasses, resolveImage, resolveNetwork, type InspectedSources, type ResolvedNetwork } from './inspected'
import { dropPicture, keepPicture, keptPictures } from './kept-pictures'
import { KeptResults } from './kept-results'

/** Milliseconds after which the engine process is ended that nothing was asked of. */
const idleLimit = 180_000

/** Milliseconds after which a question to the open process can be cancelled; sooner, ending the process would take longer than the answer. */
const slow = 1000

export interface InspectionDeps extends InspectedSources {
  readonly launcher: EngineLauncher
  readonly events: LabEvents
}

/** What questions about one image are given. */
interface AskedImage extends ResolvedNetwork {
  /** [channels, height, width] of the data set. */
  readonly pixels: Uint8Array
}

export class InspectionUseCases implements AreaCalls<'inspection'> {
  readonly #deps: InspectionDeps
  /** Answers the questions that take well under a second, one after another. */
  readonly #engine: OpenEngine
  readonly #results = new KeptResults()
  /** Features of the sample that nearest images were searched in last: they may take hundreds of megabytes. */
  readonly #features = new KeptResults(0)
  readonly #closing = new AbortController()
  /** Ends the long questions that are being answered, each in an engine process of its own. */
  #cancelling = new AbortController()
  #longQuestions = 0

  constructor(deps: InspectionDeps) {
    this.#deps = deps
    this.#engine = new OpenEngine(deps.launcher, { patience: idleLimit, isInBackground: true })
  }

  /** The convolutions of a network, in the order of computation. @throws LabError `run/...`, `checkpoint/damaged`, `network/...` */
  async filterLayers(network: InspectedNetwork): Promise<readonly FilterLayer[]> {
    const resolved = await resolveNetwork(network, this.#deps)
    return (await this.#quick('filters', { ...resolved, layer: null })).layers
  }

  /** @throws LabError `network/no-convolution`, `network/no-such-layer`; as `filterLayers` */
  async filters(network: InspectedNetwork, layer: string): Promise<LayerFilters> {
    const resolved = await resolveNetwork(network, this.#deps)
    const { layers, values } = await this.#quick('filters', { ...resolved, layer })
    const found = layers.find((other) => other.layer === layer)
    if (!found || !values) throw new Error(`the engine has not told the filters of ${layer}`)
    return { ...found, values }
  }

  /** The first convolution's filters at the epochs that are kept; null: the network has no convolution, or nothing is kept. @throws LabError `run/unknown`; as `filterLayers` */
  async filterHistory(runId: string): Promise<FilterHistory | null> {
    const { folders, run, checkpoints } = this.#deps
    const record = await run(runId)
    const folder = folders.run(record.id)
    const filtersAt = (checkpoint: CheckpointInfo, layer: string | null): Promise<QuestionAnswer<'filters'>> =>
      this.#quick('filters', { spec: record.spec, networkFolder: folders.networks, trained: { folder, checkpoint }, layer })
    return filterHistoryOf(record, folder, { checkpoints, filtersAt })
  }

  /** What the network answers for an image. @throws LabError as `filterLayers`; `dataset/...`, `inspection/image-size`, `inspection/other-classes`, `inspection/replaced` */
  async predict(network: InspectedNetwork, image: InspectedImage): Promise<Predictions> {
    const { pixels, ...resolved } = await this.#answerAbout(network, image)
    return this.#quick('predict', { ...resolved, images: pixels }, 'predict')
  }

  /**
   * What the network answers for many images, of a folder for instance.
   * @param images each [channels, height, width] of the network's data set
   * @throws LabError as `predict`
   */
  async predictAll(network: InspectedNetwork, images: readonly Uint8Array[]): Promise<Predictions> {
    const resolved = await resolveNetwork(network, this.#deps)
    await assertOwnClasses(resolved, this.#deps)
    const pixels = await Promise.all(images.map((image) => resolveImage({ from: 'pixels', pixels: image }, resolved, this.#deps)))
    return this.#engine.ask('predict', { ...resolved, images: new Uint8Array(Buffer.concat(pixels)) })
  }

  /** What the layers of a network make of an image. @throws LabError as `predict`; `network/no-such-layer`, `evaluation/not-finite` */
  async layerMaps(network: InspectedNetwork, image: InspectedImage, wanted: LayerMapsWanted): Promise<LayerMaps> {
    const subject = JSON.stringify(['layerMaps', wanted.layers])
    return this.#quick('layerMaps', { ...(await this.#about(network, image)), ...wanted }, subject)
  }

  /** @throws LabError as `predict`; `network/no-such-layer`, `explanation/...` */
  async explain(network: InspectedNetwork, image: InspectedImage, wanted: ExplanationWanted): Promise<Explanation> {
    const asked = await this.#answerAbout(network, image)
    const { method, weights } = wanted
    const subject = JSON.stringify(['explain', method.method, method.method === 'grad-cam' ? method.layer : null, weights])
    return this.#quick('explain', { ...asked, ...wanted }, subject)
  }

  /** @throws LabError as `predict` */
  async adversary(network: InspectedNetwork, image: InspectedImage): Promise<Adversary> {
    return this.#quick('adversary', await this.#answerAbout(network, image), 'adversary')
  }

  /** @throws LabError as `filterLayers`; `network/no-such-layer`, `network/no-such-unit`, `inspection/cancelled` */
  async maximize(network: InspectedNetwork, wanted: MaximizationWanted): Promise<Maximization> {
    return this.#long('maximize', { ...(await resolveNetwork(network, this.#deps)), ...wanted })
  }

  /** @throws LabError as `filterLayers`; `dataset/...`, `inspection/cancelled` */
  async unitActivity(network: InspectedNetwork, sample: ImageSample): Promise<UnitActivity> {
    return this.#long('unitActivity', { ...(await resolveNetwork(network, this.#deps)), ...sample })
  }

  /** The principal components of the last hidden layer for the images of a sample. @throws LabError as `unitActivity`; `inspection/too-many-images`, `inspection/no-hidden-layer` */
  async imageFeatures(network: InspectedNetwork, sample: ImageSample): Promise<ImageEmbedding> {
    const args = { ...(await resolveNetwork(network, this.#deps)), ...sample, components: mostComponents }
    return this.#results.of(questionKey('imageFeatures', args), async () => {
      const { features: _, ...embedding } = await this.#askLong('imageFeatures', args) // megabytes that nobody asks for again
      return embedding
    })
  }

  /** The images of a sample that are nearest in the space of the last hidden layer, the nearest first; the image itself is left out. @throws LabError as `predict`, `imageFeatures` */
  async nearestImages(network: InspectedNetwork, image: InspectedImage, sample: ImageSample, most: number): Promise<readonly NearImage[]> {
    const { pixels, ...resolved } = await this.#about(network, image)
    const args = { ...resolved, ...sample, components: 0 }
    const { features: data, width, within, numbers, labels } = await this.#features.of(questionKey('imageFeatures', args), () => this.#askLong('imageFeatures', args))
    const place = image.from === 'dataset' && image.split === within ? numbers.indexOf(image.index) : -1
    const query = place < 0 ? (await this.#quick('hiddenFeatures', { ...resolved, images: pixels }, 'hiddenFeatures')).features : data.subarray(place * width, (place + 1) * width)
    return nearestRows({ data, width }, query, most, place < 0 ? undefined : place).map(({ row, distance }) => ({ index: numbers[row] ?? 0, label: labels[row] ?? 0, distance }))
  }

  /** Keeps a picture with a run, for its report. @throws LabError `run/unknown`, `picture/...` */
  async keepPicture(runId: string, picture: NewPicture): Promise<KeptPicture> {
    return keepPicture(await this.#folderOf(runId), picture)
  }

  /** @throws LabError `run/unknown` */
  async keptPictures(runId: string): Promise<readonly KeptPicture[]> {
    return keptPictures(await this.#folderOf(runId))
  }

  /** @returns whether there was such a picture @throws LabError `run/unknown` */
  async dropPicture(runId: string, id: string): Promise<boolean> {
    return dropPicture(await this.#folderOf(runId), id)
  }

  /** Ends the long questions that are being answered, and a quick one that turned out slow; whether there was one. */
  cancelInspection(): Promise<boolean> {
    const cancelled = new LabError('inspection/cancelled', phrase('The question was cancelled.'), phrase('Ask again.'))
    const wereLong = this.#longQuestions > 0
    this.#cancelling.abort(cancelled)
    this.#cancelling = new AbortController()
    const wasSlow = this.#engine.interrupt(slow, cancelled)
    return Promise.resolve(wereLong || wasSlow)
  }

  /** Ends the engine processes. */
  close(): void {
    this.#closing.abort(labClosed())
    this.#engine.close()
  }

  async #about(network: InspectedNetwork, image: InspectedImage): Promise<AskedImage> {
    const resolved = await resolveNetwork(network, this.#deps)
    return { ...resolved, pixels: await resolveImage(image, resolved, this.#deps) }
  }

  /** The same, for questions about what the network answers. */
  async #answerAbout(network: InspectedNetwork, image: InspectedImage): Promise<AskedImage> {
    const asked = await this.#about(network, image)
    await assertOwnClasses(asked, this.#deps)
    return asked
  }

  async #folderOf(runId: string): Promise<string> {
    return this.#deps.folders.run((await this.#deps.run(runId)).id)
  }

  /** @param subject see {@link OpenEngine.ask} */
  #quick<Q extends QuestionName>(question: Q, args: QuestionArgs<Q>, subject: string | null = null): Promise<QuestionAnswer<Q>> {
    return this.#results.of(questionKey(question, args), () => this.#engine.ask(question, args, subject))
  }

  #long<Q extends LongInspection & QuestionName>(question: Q, args: QuestionArgs<Q>): Promise<QuestionAnswer<Q>> {
    return this.#results.of(questionKey(question, args), () => this.#askLong(question, args))
  }

  async #askLong<Q extends LongInspection & QuestionName>(question: Q, args: QuestionArgs<Q>): Promise<QuestionAnswer<Q>> {
    const { launcher, events } = this.#deps
    this.#longQuestions += 1
    try {
      return await askEngine(launcher, question, args, {
        signal: AbortSignal.any([this.#closing.signal, this.#cancelling.signal]),
        isInBackground: true,
        onProgress: ({ done, total }) => {
          events.tell({ type: 'inspection-progress', question, done, total })
        },
      })
    } finally {
      this.#longQuestions -= 1
    }
  }
}

// Use cases about what a network sees: each call finds the network and the image that are meant, and asks an engine process that gives way to runs.
import type { AreaCalls } from '@contract/api/lab-api'
import type { QuestionAnswer, QuestionArgs, QuestionName } from '@contract/engine/questions'
import type { FilterHistory, FilterLayer, LayerFilters } from '@contract/inspection/filters'
import type { InspectedImage } from '@contract/inspection/inspected-image'
import type { InspectedNetwork } from '@contract/inspection/inspected-network'
import type { LayerMaps, LayerMapsWanted } from '@contract/inspection/layer-maps'
import type { KeptPicture, NewPicture } from '@contract/inspection/kept-picture'
import type { Predictions } from '@contract/inspection/prediction'
import { LabError } from '@contract/problem'
import type { CheckpointInfo } from '@contract/runs/checkpoints'
import type { EngineLauncher } from '../engine-process/channel'
import { OpenEngine } from '../engine-process/open-engine'
import { questionKey } from '../engine-process/question-key'
import type { LabEvents } from '../lab-events'
import { filterHistoryOf } from './filter-history'
import { resolveImage, resolveNetwork, type InspectedSources } from './inspected'
import { dropPicture, keepPicture, keptPictures } from './kept-pictures'
import { KeptResults } from './kept-results'

/** Milliseconds after which the engine process is ended that nothing was asked of. */
const idleLimit = 180_000

export interface InspectionDeps extends InspectedSources {
  readonly launcher: EngineLauncher
  readonly events: LabEvents
}

export class InspectionUseCases implements AreaCalls<'inspection'> {
  readonly #deps: InspectionDeps
  /** Answers the questions that take well under a second, one after another. */
  readonly #engine: OpenEngine
  readonly #results = new KeptResults()
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

  /** What the network answers for an image. @throws LabError as `filterLayers`; `dataset/...`, `inspection/image-size`, `inspection/replaced` */
  async predict(network: InspectedNetwork, image: InspectedImage): Promise<Predictions> {
    const resolved = await resolveNetwork(network, this.#deps)
    return this.#quick('predict', { ...resolved, images: await resolveImage(image, resolved, this.#deps) }, 'predict')
  }

  /**
   * What the network answers for many images, of a folder for instance.
   * @param images each [channels, height, width] of the network's data set
   * @throws LabError as `predict`
   */
  async predictAll(network: InspectedNetwork, images: readonly Uint8Array[]): Promise<Predictions> {
    const resolved = await resolveNetwork(network, this.#deps)
    const pixels = await Promise.all(images.map((image) => resolveImage({ from: 'pixels', pixels: image }, resolved, this.#deps)))
    return this.#engine.ask('predict', { ...resolved, images: new Uint8Array(Buffer.concat(pixels)) })
  }

  /** What the layers of a network make of an image. @throws LabError as `predict`; `network/no-such-layer`, `evaluation/not-finite` */
  async layerMaps(network: InspectedNetwork, image: InspectedImage, wanted: LayerMapsWanted): Promise<LayerMaps> {
    const resolved = await resolveNetwork(network, this.#deps)
    return this.#quick('layerMaps', { ...resolved, pixels: await resolveImage(image, resolved, this.#deps), ...wanted }, 'layerMaps')
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

  // Each comes with the question that answers it.
  readonly explain = isToCome
  readonly adversary = isToCome
  readonly maximize = isToCome
  readonly unitActivity = isToCome
  readonly imageFeatures = isToCome
  readonly nearestImages = isToCome

  /** Ends the long questions that are being answered; whether there was one. */
  cancelInspection(): Promise<boolean> {
    this.#cancelling.abort(new LabError('inspection/cancelled', 'The question was cancelled.', 'Ask again.'))
    this.#cancelling = new AbortController()
    return Promise.resolve(this.#longQuestions > 0)
  }

  /** Ends the engine processes. */
  close(): void {
    this.#engine.close()
  }

  async #folderOf(runId: string): Promise<string> {
    return this.#deps.folders.run((await this.#deps.run(runId)).id)
  }

  /** @param subject see {@link OpenEngine.ask} */
  #quick<Q extends QuestionName>(question: Q, args: QuestionArgs<Q>, subject: string | null = null): Promise<QuestionAnswer<Q>> {
    return this.#results.of(questionKey(question, args), () => this.#engine.ask(question, args, subject))
  }
}

const isToCome = (): Promise<never> => Promise.reject(new LabError('inspection/to-come', 'The lab does not answer this yet.'))

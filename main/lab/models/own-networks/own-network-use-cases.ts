// Use cases about networks that the user has made: save them under a name, look at their history, rename, remove and put back.
import { phrase } from '@language/phrase'
import type { AreaCalls } from '@contract/api/lab-api'
import type { ZooChoices } from '@contract/api/own-networks-api'
import type { NetworkListing } from '@contract/models/layers/listing'
import { nameFault, tidyName, type NetworkRevision, type NetworkSummary, type RemovedNetwork } from '@contract/models/own-network'
import type { ModelName } from '@contract/models/zoo'
import { LabError } from '@contract/problem'
import type { LabEvents } from '../../lab-events'
import type { LabStore } from '../../store/lab-store'

export interface OwnNetworkDeps {
  readonly store: Pick<LabStore, 'ownNetworks'>
  readonly events: LabEvents
}

export class OwnNetworkUseCases implements AreaCalls<'ownNetworks'> {
  readonly #deps: OwnNetworkDeps

  constructor(deps: OwnNetworkDeps) {
    this.#deps = deps
  }

  /** The newest revision of every own network, those saved last first. */
  ownNetworks(): Promise<readonly NetworkSummary[]> {
    return this.#deps.store.ownNetworks.list()
  }

  /** A revision of a network with its layers; null: the newest one. @throws LabError `network/unknown`, `network/no-revision`, `store/damaged` */
  ownNetwork(name: string, revision: number | null): Promise<NetworkRevision> {
    return this.#deps.store.ownNetworks.get(name, revision)
  }

  /** Every revision of a network, the newest first. @throws LabError `network/unknown` */
  networkHistory(name: string): Promise<readonly NetworkSummary[]> {
    return this.#deps.store.ownNetworks.history(name)
  }

  /**
   * Saves a listing under its name: as a new revision of the network that has the name, or as a network of its own. Where the newest revision
   * is the same, none is added. Layers that do not fit together yet are saved, too.
   * @throws LabError `network/name` where no own network can have the name
   */
  async saveNetwork(listing: NetworkListing): Promise<NetworkSummary> {
    const name = checkedName(listing.name)
    const { listingFacts } = await import('./listed-networks')
    return this.#told(await this.#deps.store.ownNetworks.save({ ...listing, name }, listingFacts(listing)))
  }

  /** Gives a network another name. @throws LabError `network/unknown`, `network/name`, `network/name-taken` */
  async renameNetwork(name: string, next: string): Promise<NetworkSummary> {
    return this.#told(await this.#deps.store.ownNetworks.rename(name, checkedName(next)))
  }

  /** Removes a network with its history. @throws LabError `network/unknown` */
  async removeNetwork(name: string): Promise<RemovedNetwork> {
    return this.#told(await this.#deps.store.ownNetworks.remove(name))
  }

  /** Puts a removed network back. @throws LabError `network/unknown`, `network/name-taken` */
  async restoreNetwork(number: number): Promise<NetworkSummary> {
    return this.#told(await this.#deps.store.ownNetworks.restore(number))
  }

  /** The layers of a network of the zoo; input: channels, height, width. */
  async zooListing(model: ModelName, choices: ZooChoices, input: readonly [number, number, number], classes: number): Promise<NetworkListing> {
    const { zooListing } = await import('./listed-networks')
    return zooListing(model, { ...choices, classes }, input)
  }

  #told<T>(result: T): T {
    this.#deps.events.tell({ type: 'own-networks' })
    return result
  }
}

/** @throws LabError `network/name` */
function checkedName(name: string): string {
  const fault = nameFault(name)
  const tidy = tidyName(name)
  if (fault === null) return tidy
  const example = [phrase('My {name}', { name: tidy }), phrase('My network')].find((candidate) => nameFault(candidate) === null) ?? ''
  throw new LabError('network/name', phrase('The name “{name}” {fault}.', { name: tidy.slice(0, 40), fault }), phrase('Choose another name, such as {example}.', { example }))
}

// Has an engine process look for the near-duplicates of a data set; a set is looked through once at a time, however often it is asked for.
import type { DatasetId } from '@contract/data/datasets'
import type { NearDuplicates } from '@contract/data/near-duplicates'
import type { EngineLauncher } from '../engine-process/channel'
import { askEngine } from '../engine-process/single-question'
import { labClosed } from '../lab-closed'
import type { LabEvents } from '../lab-events'

export interface NearDuplicateSearchDeps {
  readonly launcher: EngineLauncher
  readonly events: Pick<LabEvents, 'tell'>
}

export class NearDuplicateSearch {
  readonly #deps: NearDuplicateSearchDeps
  readonly #going = new Map<DatasetId, Promise<NearDuplicates>>()
  readonly #closing = new AbortController()

  constructor(deps: NearDuplicateSearchDeps) {
    this.#deps = deps
  }

  /** @throws LabError `dataset/...`, or the crash of the engine */
  of(dataset: DatasetId): Promise<NearDuplicates> {
    const going = this.#going.get(dataset)
    if (going) return going
    const search = this.#search(dataset).finally(() => this.#going.delete(dataset))
    this.#going.set(dataset, search)
    return search
  }

  close(): void {
    this.#closing.abort(labClosed())
  }

  #search(dataset: DatasetId): Promise<NearDuplicates> {
    return askEngine(this.#deps.launcher, 'nearDuplicates', { dataset }, {
      signal: this.#closing.signal,
      onProgress: ({ done, total }) => {
        this.#deps.events.tell({ type: 'near-duplicates-progress', dataset, done, total })
      },
    })
  }
}

// Own networks in the store: each with a name and its revisions, none of which is overwritten; a removed network stays for a while, to be put back.
import { phrase } from '@language/phrase'
import type { NetworkListing } from '@contract/models/layers/listing'
import {
  networkKey,
  networkRevisionSchema,
  networkSummarySchema,
  type NetworkRevision,
  type NetworkSummary,
  type RemovedNetwork,
} from '@contract/models/own-network'
import { LabError } from '@contract/problem'
import { logTrouble } from '../../log/log'
import type { Database, Row } from './database'

/** Facts of a listing that the store keeps beside it, so that lists need not read any layers. */
export type ListingFacts = Pick<NetworkSummary, 'layers' | 'parameters' | 'classes'>

/** Days for which a removed network can be put back. */
const daysKept = 30

const newest = `
  SELECT own_networks.name, network_revisions.* FROM own_networks JOIN network_revisions ON network = number
  WHERE removed_at IS NULL AND revision = (SELECT max(revision) FROM network_revisions WHERE network = number)`

export class OwnNetworkStore {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  /** The newest revision of every network, those saved last first; what cannot be read is left out. */
  list(): readonly NetworkSummary[] {
    return this.#database.all(`${newest} ORDER BY saved_at DESC, number DESC`).flatMap((row) => {
      try {
        return [readSummary(row)]
      } catch (error) {
        logTrouble('store', 'own network cannot be read', error)
        return []
      }
    })
  }

  /** Every revision of a network, the newest first. @throws LabError `network/unknown` */
  history(name: string): readonly NetworkSummary[] {
    const row = this.#row(name)
    return this.#database.all('SELECT * FROM network_revisions WHERE network = ? ORDER BY revision DESC', Number(row.number)).map((revision) => readSummary({ ...revision, name: row.name }))
  }

  /** A revision with its layers; null: the newest. @throws LabError `network/unknown`, `network/no-revision`, `store/damaged` */
  get(name: string, revision: number | null): NetworkRevision {
    const { number, name: kept } = this.#row(name)
    const row = this.#database.one(
      'SELECT * FROM network_revisions WHERE network = ? AND revision = coalesce(?, (SELECT max(revision) FROM network_revisions WHERE network = ?))',
      ...[Number(number), revision, Number(number)],
    )
    if (!row) throw new LabError('network/no-revision', phrase('{name} has no revision {revision}.', { name: String(kept), revision: revision ?? '' }), phrase('Its history lists those that it has.'))
    return readRevision({ ...row, name: kept })
  }

  /** Adds a revision to the network of the listing's name, or makes it; where the newest revision has the same layers, nothing is written. */
  save(listing: NetworkListing, facts: ListingFacts): NetworkSummary {
    const { name, ...content } = listing
    const [key, text] = [networkKey(name), JSON.stringify(content)]
    return this.#database.transaction(() => {
      const known = this.#database.one('SELECT number FROM own_networks WHERE key = ? AND removed_at IS NULL', key)
      const number = known ? Number(known.number) : this.#database.run('INSERT INTO own_networks (name, key) VALUES (?, ?)', name, key).lastId
      const last = this.#database.one('SELECT revision, listing FROM network_revisions WHERE network = ? ORDER BY revision DESC LIMIT 1', number)
      if (last?.listing !== text) {
        const { layers, parameters, classes } = facts
        this.#database.run(
          'INSERT INTO network_revisions (network, revision, saved_at, listing, input, layers, parameters, classes) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
          ...[number, Number(last?.revision ?? 0) + 1, new Date().toISOString(), text, JSON.stringify(content.input), layers, parameters, classes],
        )
      }
      return this.#summary(number)
    })
  }

  /** @throws LabError `network/unknown`, `network/name-taken` */
  rename(name: string, next: string): NetworkSummary {
    return this.#database.transaction(() => {
      const number = Number(this.#row(name).number)
      const key = networkKey(next)
      const other = this.#database.one('SELECT name FROM own_networks WHERE key = ? AND number <> ? AND removed_at IS NULL', key, number)
      if (other) throw new LabError('network/name-taken', phrase('There is a network {name} already.', { name: String(other.name) }), phrase('Choose another name.'))
      this.#database.run('UPDATE own_networks SET name = ?, key = ? WHERE number = ?', next, key, number)
      return this.#summary(number)
    })
  }

  /** Removes a network; {@link restore} puts it back. Those that were removed long ago are forgotten. @throws LabError `network/unknown` */
  remove(name: string): RemovedNetwork {
    return this.#database.transaction(() => {
      const row = this.#row(name)
      const now = Date.now()
      this.#database.run('DELETE FROM own_networks WHERE removed_at < ?', new Date(now - daysKept * 86_400_000).toISOString())
      this.#database.run('UPDATE own_networks SET removed_at = ? WHERE number = ?', new Date(now).toISOString(), Number(row.number))
      return { number: Number(row.number), name: String(row.name) }
    })
  }

  /** Puts a removed network back. @throws LabError `network/unknown` where it is forgotten, `network/name-taken` where another has its name now */
  restore(number: number): NetworkSummary {
    return this.#database.transaction(() => {
      const row = this.#database.one('SELECT * FROM own_networks WHERE number = ?', number)
      if (!row) throw new LabError('network/unknown', phrase('This network was removed too long ago to be put back.'), phrase('Runs of it have its layers still.'))
      const other = this.#database.one('SELECT name FROM own_networks WHERE key = ? AND number <> ? AND removed_at IS NULL', String(row.key), number)
      if (other) throw new LabError('network/name-taken', phrase('Another network is called {name} now.', { name: String(other.name) }), phrase('Rename that one first, then put this one back.'))
      this.#database.run('UPDATE own_networks SET removed_at = NULL WHERE number = ?', number)
      return this.#summary(number)
    })
  }

  #row(name: string): Row {
    const row = this.#database.one('SELECT * FROM own_networks WHERE key = ? AND removed_at IS NULL', networkKey(name))
    if (row) return row
    throw new LabError('network/unknown', phrase('There is no own network {name}.', { name }), phrase('The list of networks shows those that there are.'))
  }

  #summary(number: number): NetworkSummary {
    return readSummary(this.#database.one(`${newest} AND number = ?`, number) ?? {})
  }
}

function readSummary(row: Row): NetworkSummary {
  const { name, revision, saved_at: savedAt, layers, parameters, classes } = row
  const summary = networkSummarySchema.safeParse({ name, revision, savedAt, input: parsedJson(row.input), layers, parameters, classes })
  if (summary.success) return summary.data
  throw damaged(row, summary.error)
}

function readRevision(row: Row): NetworkRevision {
  const { name, revision, saved_at: savedAt, listing } = row
  const read = networkRevisionSchema.safeParse({ name, revision, savedAt, listing: { ...(parsedJson(listing) as object | undefined), name } })
  if (read.success) return read.data
  throw damaged(row, read.error)
}

function parsedJson(text: unknown): unknown {
  try {
    return JSON.parse(String(text))
  } catch {
    return undefined // the schema says that it is missing
  }
}

const damaged = ({ name, revision }: Row, cause: Error): LabError =>
  new LabError('store/damaged', phrase('Revision {revision} of the network {name} is damaged in the store.', { revision: String(revision), name: String(name) }), phrase('Open an earlier revision of its history.'), { cause })

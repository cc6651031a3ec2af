// Files of networks in the store: those of which the lab keeps a copy, and those that were opened lately.
import { importedNetworkSchema, type ImportedNetwork } from '@contract/models/imported-network'
import { networkFileKind, type RecentFile } from '@contract/models/network-file'
import { logTrouble } from '../../log/log'
import type { Database } from './database'

/** Recent files that are remembered. */
const mostRecent = 10

export class NetworkFileStore {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  /** The networks of which the lab keeps a copy, the newest first; what cannot be read is left out. */
  imported(): readonly ImportedNetwork[] {
    return this.#database.all('SELECT network FROM imported_networks ORDER BY number DESC').flatMap(({ network }) => {
      try {
        return [importedNetworkSchema.parse(JSON.parse(String(network)))]
      } catch (error) {
        logTrouble('store', 'imported network cannot be read', error)
        return []
      }
    })
  }

  /** Remembers a network of which the lab keeps a copy; one of the same bytes takes the place of an earlier one. */
  addImported(network: ImportedNetwork): void {
    this.#database.run('INSERT OR REPLACE INTO imported_networks (sha256, network) VALUES (?, ?)', network.sha256, JSON.stringify(network))
  }

  /** The files that were opened last, the newest first. */
  recent(): readonly RecentFile[] {
    return this.#database.all('SELECT * FROM recent_files ORDER BY number DESC LIMIT ?', mostRecent).flatMap(({ path, opened_at: openedAt }) => {
      const name = String(path).split(/[/\\]/).at(-1) ?? ''
      const kind = networkFileKind(name)
      return kind ? [{ name, path: String(path), kind, openedAt: String(openedAt) }] : []
    })
  }

  /** Puts a file first among the recent ones. @param path absolute */
  addRecent(path: string): void {
    this.#database.transaction(() => {
      this.#database.run('INSERT OR REPLACE INTO recent_files (path, opened_at) VALUES (?, ?)', path, new Date().toISOString())
      this.#database.run('DELETE FROM recent_files WHERE path NOT IN (SELECT path FROM recent_files ORDER BY number DESC LIMIT ?)', mostRecent)
    })
  }
}

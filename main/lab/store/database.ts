// The SQLite connection: libsql behind a small typed surface, durable (WAL, synchronous=FULL) and safe for two processes at once.
import { phrase } from '@language/phrase'
import { LabError } from '@contract/problem'
import Libsql from 'libsql'
import { damagedStore, incomplete } from './store-damage'

/** What may be bound to a statement. libsql aborts the whole process on any other type, such as a boolean. */
export type SqlValue = string | number | null
/** A row as it was read: columns by name, not yet checked. */
export type Row = Readonly<Record<string, unknown>>

/** How long a statement waits for the other process's transaction, in milliseconds. */
const busyTimeout = 10_000

interface Statement {
  run(...values: SqlValue[]): { readonly changes: number; readonly lastInsertRowid: number | bigint }
  all(...values: SqlValue[]): unknown[]
}

export class Database {
  readonly #connection: InstanceType<typeof Libsql>
  readonly #path: string
  readonly #statements = new Map<string, Statement>()
  #depth = 0
  #open = true
  /** What changes are refused with; null: they are not. */
  #seal: LabError | null = null

  /**
   * Opens the database file, or makes it.
   * @throws LabError `store/...` where the file cannot be used as a database, or where the disk's safety settings do not take
   */
  constructor(path: string) {
    this.#path = path
    this.#connection = this.#translated(() => new Libsql(path, { timeout: busyTimeout }))
    try {
      this.#enterWriteAheadLog()
      this.#set('synchronous', 'FULL', 2)
      this.#set('foreign_keys', 'ON', 1)
    } catch (error) {
      this.close()
      throw error
    }
  }

  /** Runs a statement that returns no rows. */
  run(sql: string, ...values: SqlValue[]): { readonly changes: number; readonly lastId: number } {
    const result = this.#translated(() => this.#prepared(sql).run(...values))
    return { changes: result.changes, lastId: Number(result.lastInsertRowid) }
  }

  /** Every row of a query. */
  all(sql: string, ...values: SqlValue[]): readonly Row[] {
    return this.#translated(() => this.#prepared(sql).all(...values)) as Row[]
  }

  /** The first row of a query. */
  one(sql: string, ...values: SqlValue[]): Row | undefined {
    return this.all(sql, ...values)[0]
  }

  /** Runs a script of several statements without parameters. */
  script(sql: string): void {
    this.#translated(() => {
      this.#connection.exec(sql)
    })
  }

  /** Does the work in one transaction, taken for writing at once; an error undoes all of it. Nested calls join the outer one. */
  transaction<T>(work: () => T): T {
    if (this.#depth > 0) return work()
    this.script('BEGIN IMMEDIATE')
    this.#depth += 1
    try {
      const result = work()
      this.script('COMMIT')
      return result
    } catch (error) {
      this.#rollBack()
      throw error
    } finally {
      this.#depth -= 1
    }
  }

  /** Undoes the open transaction, unless SQLite has: it does so by itself where the disk is full or fails (https://www.sqlite.org/lang_transaction.html). */
  #rollBack(): void {
    if (this.#open && this.#connection.inTransaction) this.script('ROLLBACK')
  }

  /** From now on nothing can be changed: whoever tries is told so. */
  seal(refusal: LabError): void {
    this.script('PRAGMA query_only = ON')
    this.#seal = refusal
  }

  /** What SQLite finds wrong with the file, in its words; null: nothing. @throws LabError `store/damaged` where it cannot even look */
  fault(): string | null {
    const found = this.one('PRAGMA quick_check(1)')?.quick_check
    if (found === 'ok') return null
    return typeof found === 'string' ? found : phrase('its pages cannot be checked')
  }

  /** Closes the file; further calls reject. */
  close(): void {
    if (!this.#open) return
    this.#open = false
    this.#statements.clear()
    this.#connection.close()
  }

  #prepared(sql: string): Statement {
    // The native code panics when a closed connection is asked certain things, so it is not asked anything.
    if (!this.#open) throw new LabError('store/closed', phrase('The store of runs was closed already.'), phrase('Start the lab again.'))
    let statement = this.#statements.get(sql)
    if (!statement) {
      statement = this.#connection.prepare<SqlValue[]>(sql)
      this.#statements.set(sql, statement)
    }
    return statement
  }

  /** WAL lets one process read while the other writes. SQLite does not wait its busy time for this switch, so we do. */
  #enterWriteAheadLog(): void {
    const deadline = Date.now() + busyTimeout
    for (;;) {
      try {
        const mode = this.one('PRAGMA journal_mode = WAL')?.journal_mode
        if (mode === 'wal') return
        throw new LabError('store/open', phrase('The store of runs at {path} cannot be shared (journal mode {mode}).', { path: this.#path, mode: String(mode) }), homeRemedy)
      } catch (error) {
        if (!(error instanceof LabError) || error.code !== 'store/busy' || Date.now() > deadline) throw error
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20)
      }
    }
  }

  /** Sets a pragma and reads it back, because SQLite ignores in silence what it cannot do. */
  #set(pragma: string, value: string, expected: number): void {
    this.script(`PRAGMA ${pragma} = ${value}`)
    const actual = this.one(`PRAGMA ${pragma}`)?.[pragma]
    if (actual === expected) return
    throw new LabError('store/open', phrase('The store of runs at {path} did not accept {pragma}={value}.', { path: this.#path, pragma, value }), homeRemedy)
  }

  #translated<T>(work: () => T): T {
    try {
      return work()
    } catch (error) {
      if (this.#seal && error instanceof Libsql.SqliteError && error.code.startsWith('SQLITE_READONLY')) throw this.#seal
      throw error instanceof LabError ? error : storeError(error, this.#path)
    }
  }
}

const homeRemedy = phrase('Set CNN_LAB_HOME to a folder on a local disk that you may write to.')

/** Says what a database error means for the user. */
function storeError(error: unknown, path: string): LabError {
  const code = error instanceof Libsql.SqliteError ? error.code : ''
  const detail = error instanceof Error ? error.message : String(error)
  const options = { cause: error }
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) {
    return new LabError('store/busy', phrase('The store of runs at {path} is in use by another process.', { path }), phrase('Try again in a moment.'), options)
  }
  if (code.startsWith('SQLITE_NOTADB') || code.startsWith('SQLITE_CORRUPT')) return damagedStore(path, detail, options)
  // Every statement of the lab fits a whole database of this version.
  const missing = /^no such (table|column): (.+)$/.exec(detail)
  if (missing) return incomplete(path, missing[1] === 'table' ? phrase('the table {name}', { name: missing[2] ?? '' }) : phrase('the column {name}', { name: missing[2] ?? '' }), options)
  if (code.startsWith('SQLITE_FULL') || code.startsWith('SQLITE_IOERR')) {
    const remedy = phrase('Free some space on that disk, then try again.')
    return new LabError('store/disk', phrase('The store of runs at {path} cannot be written: {detail}.', { path, detail }), remedy, options)
  }
  if (code.startsWith('SQLITE_READONLY') || code.startsWith('SQLITE_CANTOPEN') || code === '') {
    return new LabError('store/open', phrase('The store of runs at {path} cannot be used: {detail}.', { path, detail }), homeRemedy, options)
  }
  return new LabError('store/failed', phrase('The store of runs at {path} failed: {detail}.', { path, detail }), phrase('Please report this.'), options)
}

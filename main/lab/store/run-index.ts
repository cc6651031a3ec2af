// The index of runs: one slim row a run with all figures and settings that the table of runs is searched, ordered and grouped by. It is
// derived from the other tables, kept up in their transactions, and made anew where its columns are no longer those of this version.
import { networkInfo } from '@contract/models/networks'
import { figureNames, type FigureName } from '@contract/runs/run-figures'
import type { RunField } from '@contract/runs/run-query'
import { broughtForward } from '@contract/training/migrate-spec'
import { runSpecSchema, type RunSpec } from '@contract/training/run-spec'
import { settingPaths } from '@contract/training/settings/table'
import { settingValue } from '@common/run-query/field-words'
import { logTrouble } from '../../log/log'
import { createHash } from 'node:crypto'
import type { Database, SqlValue } from './database'

const ofAllEpochs = (figure: string): string => `(SELECT ${figure} FROM epochs WHERE run = r.number)`
/** A figure of epochs that the test images judge; where others do, that of the one test. */
const tested = (ofEpochs: string, ofTest: string): string => `CASE WHEN l.held_out = 'test' THEN ${ofEpochs} ELSE ${ofTest} END`
/** A figure of epochs that images for validation judge. */
const validated = (ofEpochs: string): string => `CASE WHEN l.held_out = 'validation' THEN ${ofEpochs} END`

/** The SQL of each figure, over `r` (the run) and `l` (its last epoch). */
const figureSql: Readonly<Record<FigureName, string>> = {
  title: 'r.title',
  id: 'r.id',
  status: 'r.status',
  tags: `(SELECT group_concat(tag, ' ') FROM (SELECT tag FROM run_tags WHERE run = r.number ORDER BY tag))`,
  note: `nullif(r.note, '')`,
  sweep: `'sweep-' || r.sweep`,
  pinned: 'r.pinned',
  createdAt: 'r.created_at',
  startedAt: 'r.started_at',
  endedAt: 'r.ended_at',
  epochsDone: '(SELECT count(*) FROM epochs WHERE run = r.number)',
  testAccuracy: tested('l.held_out_accuracy', 'r.test_accuracy'),
  bestTestAccuracy: tested(ofAllEpochs('max(held_out_accuracy)'), 'r.test_accuracy'),
  validationAccuracy: validated('l.held_out_accuracy'),
  bestValidationAccuracy: validated(ofAllEpochs('max(held_out_accuracy)')),
  trainAccuracy: 'l.train_accuracy',
  testLoss: tested('l.held_out_loss', 'r.test_loss'),
  bestTestLoss: tested(ofAllEpochs('min(held_out_loss)'), 'r.test_loss'),
  validationLoss: validated('l.held_out_loss'),
  bestValidationLoss: validated(ofAllEpochs('min(held_out_loss)')),
  trainLoss: 'l.train_loss',
  imagesPerSecond: 'r.images_per_second',
  memory: 'CASE WHEN r.device_bytes_basis IS NULL THEN r.peak_rss_bytes ELSE r.peak_device_bytes END',
  elapsedSeconds: 'nullif(r.elapsed_seconds, 0)',
  parameters: 'r.parameters',
  fileBytes: 'r.file_bytes',
  deviceUsed: 'r.device',
}

const figuresOfRun = `
  SELECT ${figureNames.map((name) => `${figureSql[name]} AS ${name}`).join(', ')}
  FROM runs r LEFT JOIN epochs l ON l.run = r.number AND l.epoch = (SELECT max(epoch) FROM epochs WHERE run = r.number)
  WHERE r.number = ?`

/** Columns made of the spec beside the settings: words to search, and a key that runs share which differ in nothing but the seed. */
const specColumns = ['spec_words', 'family'] as const

const quoted = (name: string): string => `"${name}"`
const ofSpec: readonly string[] = [...specColumns, ...settingPaths.map(quoted)]
const ofFigures: readonly string[] = [...figureNames, 'search']

/** The column of a figure or setting. */
export function indexColumn(field: RunField): string {
  return quoted(field)
}

/** The columns of settings without a type, so that numbers and texts stay what they are. */
const layout = `
  CREATE TABLE run_index (
    run INTEGER PRIMARY KEY REFERENCES runs (number) ON DELETE CASCADE,
    ${[...ofFigures, ...ofSpec].join(', ')}
  )`

/** Ends the run's number and asks for all columns once: an update where the run is there. */
function upsert(columns: readonly string[]): string {
  const marks = ['run', ...columns].map(() => '?').join(', ')
  return `INSERT INTO run_index (run, ${columns.join(', ')}) VALUES (${marks}) ON CONFLICT (run) DO UPDATE SET ${columns.map((column) => `${column} = excluded.${column}`).join(', ')}`
}
const setSpec = upsert(ofSpec)
const setFigures = upsert(ofFigures)

export class RunIndex {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  /** Makes the index where it is missing or of another version, and enters runs that it lacks; two processes may do so at once. */
  prepare(): void {
    if (this.#isPresent() && this.#missing().length === 0) return
    this.#database.transaction(() => {
      if (!this.#isPresent()) this.#database.script(`DROP TABLE IF EXISTS run_index; ${layout}`) // the other process was not first
      for (const number of this.#missing()) this.add(number)
    })
  }

  /** Enters a run with its settings, which may be others than before; a deleted run is not entered. */
  add(number: number): void {
    const row = this.#database.one('SELECT spec FROM runs WHERE number = ? AND discarded_at IS NULL', number)
    if (!row) return
    this.#database.run(setSpec, number, ...specValues(row.spec, number))
    this.refresh(number)
  }

  /** Brings the figures of a run up to date. */
  refresh(number: number): void {
    const figures = this.#database.one(figuresOfRun, number)
    const before = this.#database.one('SELECT spec_words FROM run_index WHERE run = ?', number)
    if (!figures || !before) return // a run that is deleted is not in the index
    const search = [figures.title, figures.id, before.spec_words, figures.tags, figures.note].map((part) => (typeof part === 'string' ? part : '')).join('\n')
    this.#database.run(setFigures, number, ...figureNames.map((name) => sqlValue(figures[name])), search.toLowerCase())
  }

  remove(number: number): void {
    this.#database.run('DELETE FROM run_index WHERE run = ?', number)
  }

  #missing(): readonly number[] {
    return this.#database.all('SELECT number FROM runs WHERE discarded_at IS NULL AND number NOT IN (SELECT run FROM run_index)').map(({ number }) => Number(number))
  }

  #isPresent(): boolean {
    // As SQLite keeps the statement that made the table.
    return this.#database.one(`SELECT sql FROM sqlite_schema WHERE name = 'run_index'`)?.sql === layout.trim()
  }
}

function sqlValue(value: unknown): SqlValue {
  return typeof value === 'string' || typeof value === 'number' ? value : null
}

/** The values of the columns of a spec; all null where it cannot be read, which is told when the run is shown. */
function specValues(text: unknown, number: number): readonly SqlValue[] {
  const spec = readSpec(text, number)
  if (!spec) return ofSpec.map(() => null)
  const settings = settingPaths.map((path): SqlValue => {
    const value = settingValue(spec, path)
    return typeof value === 'boolean' ? Number(value) : value
  })
  return [`${searchedTitles(spec)}\n${spec.network.kind === 'zoo' ? spec.network.model : ''}\n${spec.dataset.id}`, familyOf(spec), ...settings]
}

function readSpec(text: unknown, number: number): RunSpec | null {
  try {
    return runSpecSchema.parse(broughtForward(JSON.parse(String(text))))
  } catch (error) {
    logTrouble('store', 'settings of a run cannot be read', error, { run: number })
    return null
  }
}

/** The network's title in this language and in programs: words of both find the run. */
function searchedTitles({ network }: RunSpec): string {
  const { title, programTitle } = networkInfo(network)
  return title === programTitle ? title : `${title}\n${programTitle}`
}

/** The same for runs that differ in nothing but the seed. */
function familyOf(spec: RunSpec): string {
  return createHash('sha256').update(JSON.stringify({ ...spec, seed: 0 })).digest('base64url').slice(0, 22)
}

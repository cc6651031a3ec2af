// The table of runs: finds, orders and groups runs in SQL over the index of runs, and reads whole only those that are shown.
import { phrase } from '@language/phrase'
import { LabError } from '@contract/problem'
import type { RunChoice, RunGrouping, RowWindow } from '@contract/runs/run-query'
import { averagedFigures, isAveraged, type AveragedFigure } from '@contract/runs/run-figures'
import { mostSampledEpochs, type GroupFigure, type GroupRow, type RunRow, type RunTablePage, type SettingValue, type SingleRow, type DamagedRow } from '@contract/runs/run-row'
import { settingAt, settingPaths, type SettingPath } from '@contract/training/settings/table'
import { settingText } from '@common/run-query/field-words'
import { QueryFault } from '@common/run-query/query-fault'
import { readQuery } from '@common/run-query/read-query'
import { labelOf } from '@common/run-query/run-fields'
import { ZodError } from 'zod'
import { logTrouble } from '../../log/log'
import { conditionSql, type SqlExpression } from './condition-sql'
import type { Database, Row } from './database'
import { indexColumn } from './run-index'
import { readEpoch, readRun } from './run-rows'

/** A row of the table before it is read: a run by its number, or a group. */
type Entry = { readonly kind: 'run'; readonly run: number; readonly isMember: boolean } | { readonly kind: 'group'; readonly group: Group; readonly isOpen: boolean }

interface Group {
  readonly key: string
  /** Numbers of its runs in the order of the table. */
  readonly members: readonly number[]
}

/** The runs of a choice in order, and what is true of all of them. */
interface Arrangement {
  /** Changes with the choice, without the groups that are open, and with everything in the database. */
  readonly key: string
  readonly runs: readonly number[]
  /** Null where runs are not grouped. */
  readonly groups: readonly Group[] | null
  readonly all: number
  readonly differing: readonly SettingPath[]
}

/** Rows that are kept in memory: a few kilobytes each. */
const mostRows = 1000

export class RunTable {
  readonly #database: Database
  /** The last one: scrolling and selecting ask for parts of the same. */
  #arrangement: Arrangement | null = null
  /** Rows that were read lately, each with the revision of its run: checking a row against the contract takes longer than finding it. */
  readonly #rows = new Map<number, { readonly revision: unknown; readonly row: SingleRow | DamagedRow }>()

  constructor(database: Database) {
    this.#database = database
  }

  /** @throws LabError `query/not-understood` where words and conditions cannot be understood */
  page(choice: RunChoice, { offset, limit }: RowWindow): RunTablePage {
    const arrangement = this.#arranged(choice)
    const entries = entriesOf(arrangement, choice)
    const { differing, all, runs } = arrangement
    const shown = entries.slice(offset, offset + limit)
    const groups = this.#groups(shown.flatMap((entry) => (entry.kind === 'group' ? [entry] : [])), choice.group ?? 'seeds', differing)
    const rows = shown.map((entry) => (entry.kind === 'run' ? this.#single(entry.run, entry.isMember) : groups.get(entry.group.key))).filter((row) => row !== undefined)
    return { offset, rows, total: entries.length, matching: runs.length, all, differing }
  }

  /** Ids of the runs in the rows from `first` to `last`, both included; a group stands for its runs. @throws as `page` does */
  ids(choice: RunChoice, first: number, last: number): readonly string[] {
    const entries = entriesOf(this.#arranged(choice), choice).slice(first, last + 1)
    return this.#idsOf([...new Set(entries.flatMap((entry) => (entry.kind === 'run' ? [entry.run] : entry.group.members)))])
  }

  #idsOf(numbers: readonly number[]): readonly string[] {
    const ids = new Map(this.#database.all('SELECT run, id FROM run_index WHERE run IN (SELECT value FROM json_each(?))', JSON.stringify(numbers)).map(({ run, id }) => [Number(run), String(id)]))
    return numbers.flatMap((number) => ids.get(number) ?? [])
  }

  #arranged(choice: RunChoice): Arrangement {
    const changes = this.#database.one('SELECT total_changes() AS own')?.own
    const others = this.#database.one('PRAGMA data_version')?.data_version
    const key = JSON.stringify([choice.filter, choice.sort, choice.group, changes, others])
    if (this.#arrangement?.key === key) return this.#arrangement
    const where = filterSql(choice.filter)
    const groupColumn = choice.group === null ? null : columnOfGroup(choice.group)
    const sortColumn = indexColumn(choice.sort.field)
    const direction = choice.sort.descending ? 'DESC' : 'ASC'
    const rows = this.#database.all(
      `SELECT run${groupColumn === null ? '' : `, pinned, ${groupColumn} AS grouped, ${sortColumn} AS sorted`} FROM run_index WHERE ${where.sql}
       ORDER BY pinned DESC, ${sortColumn} IS NULL, ${sortColumn} COLLATE NOCASE ${direction}, run DESC`,
      ...where.values,
    )
    this.#arrangement = {
      key,
      runs: rows.map(({ run }) => Number(run)),
      groups: groupColumn === null ? null : groupsOf(rows, choice),
      all: Number(this.#database.one('SELECT count(*) AS count FROM run_index')?.count),
      differing: this.#differing(where),
    }
    return this.#arrangement
  }

  /** The settings in which runs differ: each run is compared with the first one. */
  #differing(where: SqlExpression): readonly SettingPath[] {
    const first = this.#database.one(`SELECT ${settingPaths.map(indexColumn).join(', ')} FROM run_index WHERE ${where.sql} LIMIT 1`, ...where.values)
    if (!first) return []
    const differences = settingPaths.map((path) => `max(${indexColumn(path)} IS NOT ?) AS ${indexColumn(path)}`).join(', ')
    const row = this.#database.one(`SELECT ${differences} FROM run_index WHERE ${where.sql}`, ...settingPaths.map((path) => scalar(first[path])), ...where.values)
    return settingPaths.filter((path) => row?.[path] === 1)
  }

  #single(number: number, isMember: boolean): SingleRow | DamagedRow {
    const state = this.#database.one('SELECT revision, file_bytes FROM runs WHERE number = ?', number)
    const revision = `${String(state?.revision)} ${String(state?.file_bytes)}`
    const known = this.#rows.get(number)
    const row = known?.revision === revision ? known.row : this.#read(number)
    this.#rows.delete(number) // the one that was used last comes last
    this.#rows.set(number, { revision, row })
    for (const oldest of this.#rows.keys()) {
      if (this.#rows.size <= mostRows) break
      this.#rows.delete(oldest)
    }
    return row.kind === 'run' ? { ...row, isMember } : row
  }

  #read(number: number): SingleRow | DamagedRow {
    const row = this.#database.one('SELECT * FROM runs WHERE number = ?', number) ?? {}
    const index = this.#database.one('SELECT epochsDone, bestTestAccuracy, bestTestLoss, bestValidationAccuracy, bestValidationLoss FROM run_index WHERE run = ?', number) ?? {}
    try {
      const { epochs: sampledEpochs, ...record } = readRun(row, this.#sampledEpochs(number, Number(index.epochsDone)).map(readEpoch))
      const run: RunRow = {
        ...record,
        epochsDone: Number(index.epochsDone),
        sampledEpochs,
        bestTestAccuracy: numberOrNull(index.bestTestAccuracy),
        bestTestLoss: numberOrNull(index.bestTestLoss),
        bestValidationAccuracy: numberOrNull(index.bestValidationAccuracy),
        bestValidationLoss: numberOrNull(index.bestValidationLoss),
        tags: this.#database.all('SELECT tag FROM run_tags WHERE run = ? ORDER BY tag', number).map(({ tag }) => String(tag)),
        note: String(row.note),
        isPinned: row.pinned === 1,
        fileBytes: numberOrNull(row.file_bytes),
      }
      return { kind: 'run', run, isMember: false }
    } catch (error) {
      logTrouble('store', 'run cannot be read', error, { run: String(row.id) })
      return { kind: 'damaged', id: String(row.id), title: String(row.title), why: unreadableWords(error) }
    }
  }

  /** Of few epochs all; of many some, evenly spaced, with the last, the best and the worst ones. */
  #sampledEpochs(number: number, count: number): readonly Row[] {
    if (count <= mostSampledEpochs) return this.#database.all('SELECT * FROM epochs WHERE run = ? ORDER BY epoch', number)
    const spacing = Math.ceil(count / (mostSampledEpochs - 3))
    return this.#database.all(
      `SELECT * FROM epochs WHERE run = ?1 AND ((epoch - 1) % ?2 = 0
         OR epoch = (SELECT max(epoch) FROM epochs WHERE run = ?1)
         OR epoch = (SELECT epoch FROM epochs WHERE run = ?1 ORDER BY held_out_loss, epoch LIMIT 1)
         OR epoch = (SELECT epoch FROM epochs WHERE run = ?1 ORDER BY max(train_loss, held_out_loss) DESC LIMIT 1))
       ORDER BY epoch`,
      number,
      spacing,
    )
  }

  /** Groups as rows, by their keys: means and spreads are computed in SQL, as a group may hold all runs. */
  #groups(entries: readonly Extract<Entry, { readonly kind: 'group' }>[], grouping: RunGrouping, differing: readonly SettingPath[]): ReadonlyMap<string, GroupRow> {
    if (entries.length === 0) return new Map()
    const groupColumn = columnOfGroup(grouping)
    const columns = [
      `${groupColumn} AS grouped`,
      'count(*) AS runs', 'min(title) AS first_title', 'max(title) AS last_title',
      ...averagedFigures.flatMap((name) => [`count(${name}) AS "count ${name}"`, `avg(${name}) AS "mean ${name}"`, `avg(${name} * ${name}) AS "square ${name}"`, `max(${name}) > min(${name}) AS "varies ${name}"`]),
      ...settingPaths.map((path) => `max(${indexColumn(path)}) AS ${indexColumn(path)}`),
      ...differing.map((path) => `max(${indexColumn(path)}) IS NOT min(${indexColumn(path)}) OR count(${indexColumn(path)}) NOT IN (0, count(*)) AS "varies ${path}"`),
    ]
    const members = JSON.stringify(entries.flatMap(({ group }) => group.members))
    const rows = new Map(this.#database.all(`SELECT ${columns.join(', ')} FROM run_index WHERE run IN (SELECT value FROM json_each(?)) GROUP BY grouped`, members).map((row) => [JSON.stringify(row.grouped), row]))
    return new Map(entries.map(({ group: { key, members: { length } }, isOpen }) => {
      const row = rows.get(key) ?? {}
      return [key, {
        kind: 'group',
        key,
        title: titleOfGroup(grouping, row),
        runs: length,
        isOpen,
        figures: Object.fromEntries(averagedFigures.map((name) => [name, figureIn(row, name)])) as Record<AveragedFigure, GroupFigure | null>,
        settings: Object.fromEntries(settingPaths.filter((path) => row[`varies ${path}`] !== 1).map((path) => [path, settingValueIn(path, row[path])])),
      }]
    }))
  }
}

/** What of a run cannot be read, as the rest of a sentence. */
function unreadableWords(error: unknown): string {
  const cause = error instanceof Error ? error.cause : null
  if (cause instanceof SyntaxError) return phrase('its settings or its state are no JSON')
  const field = cause instanceof ZodError ? cause.issues[0]?.path.join('.') : undefined
  return field === undefined || field === '' ? phrase('its record cannot be read') : phrase('its {field} has a value that no run has', { field })
}

function filterSql(filter: string): SqlExpression {
  try {
    return conditionSql(readQuery(filter).condition)
  } catch (error) {
    if (!(error instanceof QueryFault)) throw error
    const { from, to } = error.place
    const where = to > from ? phrase(' (at “{filter}”)', { filter: filter.slice(from, to) }) : ''
    const remedy = phrase('Write words and conditions, such as: lenet test accuracy > 88 % and dropout = 0')
    throw new LabError('query/not-understood', phrase('The question to the table of runs is not understood: {message}{where}', { message: error.message, where }), remedy, { cause: error })
  }
}

function columnOfGroup(grouping: RunGrouping): string {
  return grouping === 'seeds' ? 'family' : indexColumn(grouping)
}

/** Runs by the value that they share. Groups come in the order of their first runs; by a figure that has a mean, in the order of the means. */
function groupsOf(rows: readonly Row[], { sort }: RunChoice): readonly Group[] {
  const groups = new Map<string, { readonly key: string; readonly members: number[]; isPinned: boolean; sum: number; count: number }>()
  for (const row of rows) {
    const key = JSON.stringify(row.grouped)
    const group = groups.get(key) ?? { key, members: [], isPinned: false, sum: 0, count: 0 }
    groups.set(key, group)
    group.members.push(Number(row.run))
    group.isPinned ||= row.pinned === 1
    if (typeof row.sorted !== 'number') continue
    group.sum += row.sorted
    group.count += 1
  }
  const list = [...groups.values()]
  if (!isAveraged(sort.field)) return list
  const mean = ({ sum, count }: (typeof list)[number]): number => (sum / count) * (sort.descending ? -1 : 1)
  return list.sort((a, b) => Number(b.isPinned) - Number(a.isPinned) || Number(a.count === 0) - Number(b.count === 0) || mean(a) - mean(b))
}

/** The rows of the table in order. A run without others of its settings stands by itself among the seeds. */
function entriesOf({ runs, groups }: Arrangement, { group: grouping, open }: RunChoice): readonly Entry[] {
  if (!groups) return runs.map((run) => ({ kind: 'run', run, isMember: false }))
  const opened = new Set(open)
  return groups.flatMap((group): readonly Entry[] => {
    const [only = 0] = group.members
    if (grouping === 'seeds' && group.members.length === 1) return [{ kind: 'run', run: only, isMember: false }]
    const isOpen = opened.has(group.key)
    return [{ kind: 'group', group, isOpen }, ...(isOpen ? group.members.map((run): Entry => ({ kind: 'run', run, isMember: true })) : [])]
  })
}

function titleOfGroup(grouping: RunGrouping, row: Row): string {
  if (grouping === 'seeds') return titleOfSeeds([String(row.first_title), String(row.last_title)])
  if (grouping === 'sweep') return typeof row.grouped === 'string' ? row.grouped : phrase('No sweep')
  return `${labelOf(grouping)} ${settingText(grouping, settingValueIn(grouping, row.grouped))}`
}

/** What the titles of runs with several seeds have in common, without the seed where they name one, in whatever language. */
function titleOfSeeds(titles: readonly string[]): string {
  const [first = '', ...others] = titles.map((title) => title.replace(/,? *\bseed \d+\b|，?随机种子 \d+/u, ''))
  return others.every((other) => other === first) ? first : (titles[0] ?? '')
}

/** Mean and standard deviation with the divisor n - 1, from the means of the values and of their squares. */
function figureIn(row: Row, name: AveragedFigure): GroupFigure | null {
  const [count, mean, square] = [Number(row[`count ${name}`]), row[`mean ${name}`], Number(row[`square ${name}`])]
  if (typeof mean !== 'number') return null
  if (count === 1) return { count, mean, deviation: null }
  const variance = row[`varies ${name}`] === 1 ? Math.max(square - mean * mean, 0) : 0
  return { count, mean, deviation: Math.sqrt((variance * count) / (count - 1)) }
}

/** A setting as it stands in the index, where switches are 0 and 1. */
function settingValueIn(path: SettingPath, value: unknown): SettingValue {
  if (typeof value !== 'string' && typeof value !== 'number') return null
  return settingAt(path).kind === 'switch' ? value === 1 : value
}

function scalar(value: unknown): string | number | null {
  return typeof value === 'string' || typeof value === 'number' ? value : null
}

function numberOrNull(value: unknown): number | null {
  return typeof value === 'number' ? value : null
}

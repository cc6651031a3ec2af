// Which columns of a table name images, labels and parts: as the user says, else by what the first rows hold and what the head calls them.
import { listedWords } from '@common/words/listed-words'
import { phrase } from '@language/phrase'
import type { ImportOptions } from '@contract/data/import-source'
import { LabError } from '@contract/problem'
import { partOfName } from '../layout/labelled-files'
import { allManners, ImageFinder, type FoundImage } from './image-finder'
import type { TableRow } from './table-rows'

/** What a table was found to hold. */
export interface TableColumns {
  /** Places of columns, from 0. */
  readonly image: number
  readonly label: number
  readonly part: number | null
  readonly hasHead: boolean
  readonly finder: ImageFinder
  /** The same for the user: names of columns, or numbers from 1 where there is no head. */
  readonly names: NonNullable<ImportOptions['columns']>
}

export interface Table {
  /** File name, for messages. */
  readonly name: string
  /** The first rows. */
  readonly rows: readonly TableRow[]
  /** Absolute path of the folder of the images. */
  readonly root: string
  readonly images: readonly FoundImage[]
}

/** What the column of labels is called, in small letters, the likeliest first. */
const labelNames = ['label', 'class', 'class_name', 'classname', 'label_name', 'category', 'target', 'species', 'breed', 'dx', 'diagnosis', 'variety', 'y', 'tag', 'name']

/** @throws LabError `import/columns` */
export function tableColumns(table: Table, chosen: ImportOptions['columns']): TableColumns {
  const image = imageColumn(table, chosen && columnOf(table, chosen.image))
  const { rows, name } = table
  const [head, ...rest] = rows
  if (!image || !head) {
    throw new LabError('import/columns', phrase('No column of {name} names images that lie in its folder.', { name }), phrase('Put the table into the folder of the images, or choose the column of their paths.'))
  }
  const hasHead = typeof image.finder.find(head.fields[image.column] ?? '') === 'string' || (chosen !== null && isFromHead(table, chosen))
  const body = hasHead ? rest : rows
  const part = chosen ? (chosen.part === null ? null : columnOf(table, chosen.part)) : partColumn(body, image.column)
  const label = chosen ? columnOf(table, chosen.label) : labelColumn(table, hasHead, body, [image.column, part])
  const nameAt = (column: number): string => (hasHead ? (head.fields[column]?.trim() ?? '') : '') || String(column + 1)
  return { image: image.column, label, part, hasHead, finder: image.finder, names: { image: nameAt(image.column), label: nameAt(label), part: part === null ? null : nameAt(part) } }
}

/** A column by its name in the head, or by its number from 1. @throws LabError `import/columns` */
function columnOf({ name, rows: [head] }: Table, wanted: string): number {
  const names = head?.fields.map((field) => field.trim().toLowerCase()) ?? []
  const byName = names.indexOf(wanted.trim().toLowerCase())
  if (byName >= 0) return byName
  const number = /^\d{1,4}$/.test(wanted) ? Number(wanted) - 1 : -1
  if (number >= 0 && number < names.length) return number
  throw new LabError('import/columns', phrase('{name} has no column {wanted}.', { name, wanted }), phrase('Choose one of {names}, or a number up to {most}.', { names: listedWords(head?.fields ?? []), most: names.length }))
}

function isFromHead({ rows: [head] }: Table, { image, label, part }: NonNullable<ImportOptions['columns']>): boolean {
  const names = head?.fields.map((field) => field.trim().toLowerCase()) ?? []
  return [image, label, part].some((wanted) => wanted !== null && !/^\d{1,4}$/.test(wanted) && names.includes(wanted.trim().toLowerCase()))
}

interface ImageColumn {
  readonly column: number
  readonly finder: ImageFinder
}

/** The column whose fields name the most images, in the strictest manner that finds as many; null: none names any. @param chosen column that the user chose */
function imageColumn({ rows, root, images }: Table, chosen: number | null): ImageColumn | null {
  const columns = chosen === null ? Array.from({ length: rows[0]?.fields.length ?? 0 }, (_, column) => column) : [chosen]
  const body = rows.length > 1 ? rows.slice(1) : rows // the first may be a head
  let best: ImageColumn | null = null
  let most = 0
  for (const manner of allManners) {
    const finder = new ImageFinder(root, images, manner)
    for (const column of columns) {
      const found = body.filter(({ fields }) => typeof finder.find(fields[column] ?? '') !== 'string').length
      if (found > most) [best, most] = [{ column, finder }, found]
    }
    if (most === body.length) break
  }
  return best
}

/** The column all of whose fields are names of parts; null: there is none. */
function partColumn(body: readonly TableRow[], image: number): number | null {
  const width = body[0]?.fields.length ?? 0
  for (let column = 0; column < width; column++) {
    if (column !== image && body.every(({ fields }) => partOfName(fields[column] ?? '') !== null)) return column
  }
  return null
}

/** @throws LabError `import/columns` */
function labelColumn({ name, rows: [head] }: Table, hasHead: boolean, body: readonly TableRow[], taken: readonly (number | null)[]): number {
  const width = head?.fields.length ?? 0
  const free = Array.from({ length: width }, (_, column) => column).filter((column) => !taken.includes(column))
  const titles = hasHead ? (head?.fields.map((field) => field.trim().toLowerCase()) ?? []) : []
  const titled = labelNames.map((title) => titles.indexOf(title)).find((column) => free.includes(column))
  if (titled !== undefined) return titled
  const [only, ...more] = free
  if (only !== undefined && more.length === 0) return only
  // A label says the same of several images, and not of all.
  const repeating = free.filter((column) => {
    const kinds = new Set(body.map(({ fields }) => fields[column])).size
    return kinds > 1 && kinds < body.length
  })
  const [first, ...others] = repeating
  if (first !== undefined && others.length === 0) return first
  throw new LabError('import/columns', phrase('Which column of {name} holds the labels is not clear; its columns are {columns}.', { name, columns: columnWords(head, hasHead) }), phrase('Choose the column.'))
}

const columnWords = (head: TableRow | undefined, hasHead: boolean): string => listedWords(head?.fields.map((field, column) => (hasHead ? field.trim() : String(column + 1))) ?? [])

// Images of a folder with a table of their labels, or with one table for each part (train.csv, test.csv).
import { formatCount } from '@common/words/plain-format'
import { listedWords } from '@common/words/listed-words'
import { phrase } from '@language/phrase'
import type { ImportOptions } from '@contract/data/import-source'
import { LabError } from '@contract/problem'
import { readdir, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { fileImages } from '../folder/file-images'
import { foldersOfDisk, isFolder } from '../folder/folder-source'
import { classNotes } from '../layout/class-layout'
import { endingOf, imageEndings, isHidden, withoutEnding } from '../layout/image-names'
import { knownParts, labelledFiles, orderedClasses, partOfName, type LabelledFile } from '../layout/labelled-files'
import { byName, joinedPath, type SourceTree } from '../layout/source-tree'
import { mostImages, type OpenSource, type SourceFormat } from '../source'
import { imagesOf, pathWithin, type FoundImage } from './image-finder'
import { tableColumns, type TableColumns } from './table-columns'
import { tableRows, type TableRow } from './table-rows'

/** Rows by which columns are recognised. */
const firstRows = 100

/** Most parts of a table. */
const mostParts = 255

/** A table with the folder that its paths are within. */
interface Tables {
  readonly root: string
  readonly tables: readonly string[]
}

export const csvSource: SourceFormat = {
  kind: 'csv',
  recognises: async (paths) => {
    const source = await tablesOf(paths)
    if (source.tables.length === 0) return false
    return paths.some(isTable) || (!(await hasClassesInParts(source.root)) && anyNamesImages(source))
  },
  open: async (paths, options, signal) => openTables(await tablesOf(paths), options, signal),
}

const isTable = (path: string): boolean => ['csv', 'tsv'].includes(endingOf(basename(path)))

/** The tables that are named, or lie in the folder that is. */
async function tablesOf(paths: readonly string[]): Promise<Tables> {
  const named = paths.filter(isTable)
  const others = paths.filter((path) => !isTable(path))
  const [folder] = others
  const none = { root: folder ?? '', tables: [] }
  if (others.length > 1 || (folder !== undefined && !(await isFolder(folder)))) return none
  const root = folder ?? dirname(named[0] ?? '')
  if (named.length > 0) return { root, tables: [...named].sort() }
  return { root, tables: (await namesIn(root)).filter((name) => isTable(name) && !isHidden(name)).map((name) => join(root, name)) }
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return (await readdir(folder)).sort()
  } catch {
    return [] // opening the folder as another kind of source tells why
  }
}

/** Whether the folder has one for training that has folders in turn: their names are classes, whatever a table beside them says. */
async function hasClassesInParts(root: string): Promise<boolean> {
  for (const name of await namesIn(root)) {
    if (partOfName(name) !== 'train') continue
    for (const inner of (await namesIn(join(root, name))).slice(0, 10)) if (await isFolder(join(root, name, inner))) return true
  }
  return false
}

/** Rows and folders that are tried before a folder is taken for one without a table. */
const [rowsTried, foldersTried] = [3, 20]

async function anyNamesImages({ root, tables }: Tables): Promise<boolean> {
  const places = [root]
  for (const name of await namesIn(root)) if (places.length <= foldersTried && !isHidden(name) && (await isFolder(join(root, name)))) places.push(join(root, name))
  for (const table of tables) {
    // The first row may be a head.
    for (const { fields } of (await someRows(table, rowsTried + 1)).slice(1)) {
      for (const field of fields.slice(0, foldersTried)) if (await namesImage(root, places, field)) return true
    }
  }
  return false
}

async function namesImage(root: string, places: readonly string[], field: string): Promise<boolean> {
  const path = pathWithin(root, field)
  if (path === null || path === '' || path.length > 255) return false
  const names = imageEndings.includes(endingOf(path)) ? [path] : imageEndings.map((ending) => `${path}.${ending}`)
  for (const place of places) for (const name of names) if (await isFile(join(place, name))) return true
  return false
}

async function isFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile()
  } catch {
    return false // no image, whatever the reason
  }
}

async function someRows(table: string, count: number): Promise<readonly TableRow[]> {
  const rows: TableRow[] = []
  try {
    for await (const row of tableRows(table)) if (rows.push(row) >= count) break
  } catch (error) {
    if (!(error instanceof LabError)) throw error
    return [] // no table that can be read; what is wrong is told when it is chosen itself
  }
  return rows
}

/** A table whose columns are known. */
interface UsableTable {
  readonly path: string
  readonly columns: TableColumns
  /** The part that the file's name tells; null: none. */
  readonly part: string | null
}

async function openTables({ root, tables }: Tables, options: ImportOptions, signal?: AbortSignal): Promise<OpenSource> {
  const tree = await foldersOfDisk(root, signal)
  const images = [...imagesOf(tree.root)]
  const usable = await usableTables({ root, tables }, images, options.columns)
  const rows = new LabelledRows(tree)
  for (const table of usable) await rows.take(table, signal)
  const title = listedWords(usable.map(({ path }) => basename(path)))
  const files = rows.sorted(title)
  const unlabelled = images.length - rows.count
  const notes = [
    phrase('Labels come from the column {label} of {title}.', { label: usable[0]?.columns.names.label ?? '', title }),
    ...(unlabelled > 0 ? [unlabelledNote(unlabelled)] : []),
    ...classNotes(files, files.parts.includes('train')),
  ]
  const { classes, parts, labels, partOf, nameOf } = files
  return {
    ...{ kind: 'csv', title: phrase('images with labels in {title}', { title }), name: nameOfSet(root, usable), classes, parts, labels, partOf, nameOf, shape: null },
    found: { columns: usable[0]?.columns.names ?? null },
    leftOut: tree.leftOut.all,
    notes,
    images: fileImages(root, labels.length, nameOf),
    close: () => Promise.resolve(),
  }
}

const unlabelledNote = (images: number): string => (images === 1 ? phrase('One image of the folder stands in no row, and is passed over.') : phrase('{images} images of the folder stand in no row, and are passed over.', { images: formatCount(images) }))

/** Tables of the same folder are called as it is. */
const nameOfSet = (root: string, [first, ...more]: readonly UsableTable[]): string => (first && more.length === 0 && dirname(first.path) !== root ? withoutEnding(basename(first.path)) : basename(root))

/**
 * The tables that are read: one for each part where their names say so, else the first whose columns are clear.
 * @throws LabError `import/columns` and as {@link tableRows} does where there is none
 */
async function usableTables({ root, tables }: Tables, images: readonly FoundImage[], chosen: ImportOptions['columns']): Promise<readonly UsableTable[]> {
  const usable: UsableTable[] = []
  let trouble: unknown
  for (const path of tables) {
    try {
      const rows: TableRow[] = []
      for await (const row of tableRows(path)) if (rows.push(row) >= firstRows) break
      usable.push({ path, columns: tableColumns({ name: basename(path), rows, root, images }, chosen), part: partOfName(withoutEnding(basename(path))) })
    } catch (error) {
      if (!(error instanceof LabError)) throw error
      trouble ??= error
    }
  }
  const [first] = usable
  if (!first) throw trouble
  const byPart = usable.filter(({ part }) => part !== null)
  return byPart.length > 0 ? byPart : [first]
}

/** Rows of tables as they become images. */
class LabelledRows {
  readonly #tree: SourceTree
  readonly #images: LabelledFile[] = []
  readonly #taken = new Set<string>()

  constructor(tree: SourceTree) {
    this.#tree = tree
  }

  get count(): number {
    return this.#images.length
  }

  async take({ path, columns, part: ofTable }: UsableTable, signal?: AbortSignal): Promise<void> {
    let isHead = columns.hasHead
    for await (const { line, fields } of tableRows(path, signal)) {
      if (!isHead) this.#takeRow(fields, columns, ofTable, line)
      isHead = false
    }
  }

  #takeRow(fields: readonly string[], { image, label, part, finder }: TableColumns, ofTable: string | null, line: number): void {
    const name = fields[image]?.trim() ?? ''
    const leaveOut = (reason: string): void => { this.#tree.leftOut.add(name === '' ? phrase('line {line}', { line: formatCount(line) }) : name, reason) }
    const found = finder.find(name)
    const className = fields[label]?.trim().normalize('NFC') ?? ''
    const partName = part === null ? (ofTable ?? 'all') : (fields[part]?.trim() ?? '')
    if (typeof found === 'string') leaveOut(found)
    else if (className === '') leaveOut(phrase('it has no label'))
    else if (partName === '') leaveOut(phrase('it belongs to no part'))
    else if (this.#taken.has(joinedPath(found.folder, found.file.name))) leaveOut(phrase('it stands in the table more than once'))
    else {
      this.#taken.add(joinedPath(found.folder, found.file.name))
      this.#images.push({ ...found, className, part: partOfName(partName) ?? partName })
      if (this.#images.length > mostImages) throw new LabError('import/too-many-images', phrase('More than {most} images are named.', { most: formatCount(mostImages) }), phrase('Choose a smaller part of the table.'))
    }
  }

  /** @param title of the tables, for messages */
  sorted(title: string): ReturnType<typeof labelledFiles> {
    const [first] = this.#tree.leftOut.all
    if (this.#images.length === 0) {
      const detail = first ? phrase(' {first} was left out: {reason}.', { first: first.name, reason: first.reason }) : ''
      throw new LabError('import/no-images', phrase('{title} names no images that can be read.{detail}', { title, detail }), phrase('Put the table into the folder of the images.'))
    }
    const parts = partsOf(this.#images)
    if (parts.length > mostParts) {
      throw new LabError('import/columns', phrase('{title} has {parts} parts, more than {most}.', { title, parts: formatCount(parts.length), most: mostParts }), phrase('Choose another column for the parts, or none.'))
    }
    const partRank = new Map(parts.map((part, number) => [part, number]))
    this.#images.sort((a, b) => (partRank.get(a.part) ?? 0) - (partRank.get(b.part) ?? 0) || (a.folder < b.folder ? -1 : a.folder > b.folder ? 1 : byName(a.file, b.file)))
    return labelledFiles(this.#images, orderedClasses(new Set(this.#images.map(({ className }) => className))), parts, title)
  }
}

/** The parts that occur, those for training, validation and test first. */
function partsOf(images: readonly LabelledFile[]): readonly string[] {
  const found = new Set(images.map(({ part }) => part))
  const known = knownParts.filter((part) => found.has(part))
  return [...known, ...[...found].filter((part) => !known.some((name) => name === part)).sort()]
}

// Files beside IDX files that name their classes: EMNIST's mappings, KMNIST's class maps.
import { phrase } from '@language/phrase'
import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { readRegular } from '../../../files/regular-file'
import { damaged, unreadableFile } from '../source-faults'

/** Names of classes by label, in the order of the labels. */
export type ClassNames = ReadonlyMap<number, string>

export const isClassNamesFile = (name: string): boolean => /(mapping\.txt|classmap\.csv)$/i.test(name)

/** Larger files are none. */
const mostBytes = 2 ** 20

/**
 * EMNIST: a line for each label with the code points of its characters, `1 65 97`. KMNIST: `0,U+304A,お` under a line of titles.
 * @throws LabError `import/unreadable`, `import/damaged`
 */
export async function readClassNames(path: string): Promise<ClassNames> {
  const lines = (await textOf(path)).split(/\r?\n/).filter((line) => line.trim() !== '')
  const names = path.toLowerCase().endsWith('.csv') ? lines.slice(1).map(classMapLine) : lines.map(mappingLine)
  const isWhole = names.every((entry) => entry !== null)
  if (!isWhole || names.length === 0) throw damaged(path, phrase('a line of it does not name a class'))
  const sorted = names.sort(([a], [b]) => a - b)
  if (new Set(sorted.map(([label]) => label)).size < sorted.length) throw damaged(path, phrase('it names a class twice'))
  return new Map(sorted)
}

/** The file among some that names the classes of a set, whose files begin alike; null: none. */
export function classNamesFileOf(files: readonly string[], set: string): string | null {
  const all = [...new Set(files)].filter((file) => isClassNamesFile(basename(file)))
  const own = all.find((file) => set !== '' && basename(file).toLowerCase().startsWith(`${set}-`))
  return own ?? (all.length === 1 ? (all[0] ?? null) : null)
}

async function textOf(path: string): Promise<string> {
  try {
    if ((await stat(path)).size > mostBytes) throw damaged(path, phrase('it is too large for a list of classes'))
    return await readRegular(path, 'utf8')
  } catch (error) {
    throw unreadableFile(path, error)
  }
}

type NamedClass = readonly [label: number, name: string]

function mappingLine(line: string): NamedClass | null {
  const [label, ...points] = line.trim().split(/\s+/).map(Number)
  const areWhole = label !== undefined && isLabel(label) && points.length > 0 && points.every((point) => Number.isInteger(point) && point > 0 && point <= 0x10ffff)
  return areWhole ? [label, points.map((point) => String.fromCodePoint(point)).join('/')] : null
}

function classMapLine(line: string): NamedClass | null {
  const [label = '', , character = ''] = line.split(',')
  return /^\d+$/.test(label) && isLabel(Number(label)) && character.trim() !== '' ? [Number(label), character.trim()] : null
}

const isLabel = (label: number): boolean => Number.isInteger(label) && label >= 0 && label < 65_536

// Image files with their classes and parts in the order of a set: what layouts of folders and tables of labels make of a source.
import { formatCount } from '@common/words/plain-format'
import { phrase } from '@language/phrase'
import { LabError } from '@contract/problem'
import { mostImages } from '../source'
import { joinedPath, type SourceFile } from './source-tree'

/** Most classes of a set: a label has 16 bits. */
export const mostClasses = 65_536

/** One image of a source. */
export interface LabelledFile {
  /** Path of its folder within the source. */
  readonly folder: string
  readonly file: SourceFile
  readonly className: string
  readonly part: string
}

export interface LabelledFiles {
  readonly classes: readonly string[]
  readonly parts: readonly string[]
  readonly labels: Uint16Array
  readonly partOf: Uint8Array
  readonly nameOf: (index: number) => string
  /** The number by which the source finds the file of an image. */
  readonly entryOf: (index: number) => number
}

/**
 * @param files sorted by part, class and path
 * @param classes all names, in the order of their labels
 * @param parts all names
 * @param title of the source, for messages
 * @throws LabError `import/too-many-classes`, `import/too-many-images`
 */
export function labelledFiles(files: readonly LabelledFile[], classes: readonly string[], parts: readonly string[], title: string): LabelledFiles {
  if (classes.length > mostClasses) {
    throw new LabError('import/too-many-classes', phrase('{title} has {classes} classes, more than {most}.', { title, classes: formatCount(classes.length), most: formatCount(mostClasses) }), phrase('Choose a smaller part of it.'))
  }
  if (files.length > mostImages) throw new LabError('import/too-many-images', phrase('{title} has more than {most} images.', { title, most: formatCount(mostImages) }), phrase('Choose a smaller part of it.'))
  const [labelOf, partNumber] = [numbersOf(classes), numbersOf(parts)]
  return {
    classes,
    parts,
    labels: Uint16Array.from(files, ({ className }) => labelOf.get(className) ?? 0),
    partOf: Uint8Array.from(files, ({ part }) => partNumber.get(part) ?? 0),
    nameOf: (index) => {
      const image = files[index]
      return image ? joinedPath(image.folder, image.file.name) : ''
    },
    entryOf: (index) => files[index]?.file.entry ?? 0,
  }
}

const numbersOf = (names: readonly string[]): ReadonlyMap<string, number> => new Map(names.map((name, number) => [name, number]))

/** Names of classes in the order of their labels: by their value where all are whole numbers, so that the label of `10` is 10 where there are all below it; else by code units. */
export function orderedClasses(names: Iterable<string>): readonly string[] {
  const all = [...names]
  const areNumbers = all.every((name) => /^\d{1,15}$/.test(name))
  return areNumbers ? all.sort((a, b) => Number(a) - Number(b) || a.length - b.length) : all.sort()
}

/** Classes whose names differ only in capitals, spaces around, or how the same letter is coded. */
export function alikeClasses(names: readonly string[]): readonly (readonly string[])[] {
  const groups = new Map<string, string[]>()
  for (const name of names) {
    const key = name.normalize('NFKC').trim().toLowerCase()
    groups.set(key, [...(groups.get(key) ?? []), name])
  }
  return [...groups.values()].filter(({ length }) => length > 1)
}

/** Names that parts go by in folders and tables, in small letters. */
const partNames: Readonly<Record<'train' | 'validation' | 'test', readonly string[]>> = {
  train: ['train', 'training', 'trn'],
  validation: ['val', 'valid', 'validation', 'dev'],
  test: ['test', 'testing', 'tst'],
}
export type KnownPart = keyof typeof partNames

/** The parts in the order in which a set has them. */
export const knownParts = Object.keys(partNames) as readonly KnownPart[]

/** The part that goes by a name; null: none that is known. */
export function partOfName(name: string): KnownPart | null {
  const small = name.trim().toLowerCase()
  return knownParts.find((part) => partNames[part].includes(small)) ?? null
}

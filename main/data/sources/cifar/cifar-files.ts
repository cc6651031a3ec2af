// The files of CIFAR-10 and CIFAR-100 by their names: batches of images, and lists of classes.
import { basename, dirname } from 'node:path'
import type { ArrayPart } from '../arrays/array-role'
import type { CifarLabels } from './cifar-classes'

export type CifarVersion = 'binary' | 'Python'

interface KnownFile {
  readonly set: 'CIFAR-10' | 'CIFAR-100'
  readonly version: CifarVersion
}

export interface CifarBatchFile extends KnownFile {
  readonly part: ArrayPart
  /** Order among the batches of its part. */
  readonly order: number
}

/** A list of classes: a text file for one kind of labels, or a pickle for all of them. */
export interface CifarClassesFile extends KnownFile {
  readonly labels: CifarLabels | null
}

const suffix: Readonly<Record<CifarVersion, string>> = { binary: String.raw`\.bin`, Python: '' }

/** Name in the archive without its folder: `data_batch_3.bin`. Null: no batch. */
export function cifarBatchFile(name: string): CifarBatchFile | null {
  for (const version of ['binary', 'Python'] as const) {
    const [, number] = new RegExp(`^data_batch_([1-9]\\d?)${suffix[version]}$`).exec(name) ?? []
    if (number !== undefined) return { set: 'CIFAR-10', version, part: 'train', order: Number(number) }
    if (new RegExp(`^test_batch${suffix[version]}$`).test(name)) return { set: 'CIFAR-10', version, part: 'test', order: 0 }
    const [, part] = new RegExp(`^(train|test)${suffix[version]}$`).exec(name) ?? []
    if (part === 'train' || part === 'test') return { set: 'CIFAR-100', version, part, order: 0 }
  }
  return null
}

const classesFiles: Readonly<Record<string, CifarClassesFile>> = {
  'batches.meta': { set: 'CIFAR-10', version: 'Python', labels: null },
  'batches.meta.txt': { set: 'CIFAR-10', version: 'binary', labels: 'only' },
  meta: { set: 'CIFAR-100', version: 'Python', labels: null },
  'fine_label_names.txt': { set: 'CIFAR-100', version: 'binary', labels: 'fine' },
  'coarse_label_names.txt': { set: 'CIFAR-100', version: 'binary', labels: 'coarse' },
}

export const cifarClassesFile = (name: string): CifarClassesFile | null => (Object.hasOwn(classesFiles, name) ? (classesFiles[name] ?? null) : null)

/** Whether a name alone says CIFAR: those of CIFAR-100 are too common to do so. */
export const namesCifar = (name: string): boolean => cifarBatchFile(name)?.set === 'CIFAR-10' || cifarClassesFile(name)?.set === 'CIFAR-10' || /^(fine|coarse)_label_names\.txt$/.test(name)

/** Whether some path is one of CIFAR's: by the name of the file, or of its folder as it was published. */
export const pathNamesCifar = (path: string): boolean => namesCifar(basename(path)) || /^cifar-100?-(batches-)?(py|bin|python|binary)$/i.test(basename(dirname(path)))

// What a source holds, and what an import of it would make, shown before anything is written.
import type { ImportOptions, SourcePreview } from '@contract/data/import-source'
import type { OpenSource } from '../sources/source'
import { setBytes } from './set-bytes'
import { settledImport } from './settled-import'

/** Most images that are listed as left out. */
const mostLeftOut = 100

/**
 * @param asked what is null is filled in by what the source tells
 * @throws LabError `import/...`
 */
export async function previewSource(source: OpenSource, asked: ImportOptions): Promise<SourcePreview> {
  const { kind, title, classes, labels, parts, partOf, nameOf, leftOut, notes } = source
  const { options, form, fitted, unreadable, sizes } = await settledImport(source, asked)
  const unusable = new Set(unreadable.map(({ index }) => index))
  const undecodable = unreadable.map(({ index, reason }) => ({ name: nameOf(index), reason }))
  return {
    ...{ kind, title, options, classes: [...classes], notes: [...notes] },
    parts: parts.map((name, part) => ({ name, counts: countsOf(classes.length, labels, (image) => partOf[image] === part && !unusable.has(image)) })),
    shape: form && { channels: form.channels, height: form.height, width: form.width },
    originals: form && sizes.every(({ width, height }) => width === form.width && height === form.height) ? [] : sizes.map((size) => ({ ...size })),
    images: fitted.map(({ index, form: { channels, height, width }, pixels }) => ({ name: nameOf(index), label: labels[index] ?? 0, channels, height, width, pixels })),
    leftOut: { count: leftOut.length + undecodable.length, first: [...leftOut, ...undecodable].slice(0, mostLeftOut) },
    bytes: form && setBytes(source, form),
  }
}

function countsOf(classes: number, labels: Uint16Array, isCounted: (image: number) => boolean): number[] {
  const counts = new Array<number>(classes).fill(0)
  labels.forEach((label, image) => {
    if (isCounted(image)) counts[label] = (counts[label] ?? 0) + 1
  })
  return counts
}

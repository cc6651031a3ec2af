// A labelled image data set, and the checks that images and labels belong together.
import { phrase } from '@language/phrase'
import type { DatasetInfo } from '@contract/data/datasets'
import { LabError } from '@contract/problem'
import type { IdxArray } from './sources/idx/read-idx'

/** Class of each image, as an index into a data set's `classes`; two bytes each where there are more than 256 classes. */
export type Labels = Uint8Array | Uint16Array

/** A part of a file: bytes of images one after another. */
export interface ImageFile {
  /** Absolute. */
  readonly path: string
  /** Where the first image begins, in bytes. */
  readonly offset: number
}

/** Images in memory, or in a file that is read image by image: values 0..255, shape (count, channels, height, width), row-major. */
export type Images = Uint8Array | ImageFile

/** Images with one label each. */
export interface LabelledImages<Source extends Images = Images> {
  readonly images: Source
  /** Class of each image. */
  readonly labels: Labels
  readonly count: number
}

export interface ImageDataset<Source extends Images = Images> {
  readonly info: DatasetInfo
  readonly train: LabelledImages<Source>
  /** The set's own images for validation; null: it has none. */
  readonly validation: LabelledImages<Source> | null
  readonly test: LabelledImages<Source>
}

/** How much of a data set to keep; null: all. */
export interface DatasetLimits {
  readonly limitTrain: number | null
  readonly limitTest: number | null
}

/**
 * Joins images and labels of one part of a data set.
 *
 * @param images shape (count, height, width), of the size that `info` says
 * @param labels shape (count)
 * @throws LabError `dataset/wrong-shape`, `dataset/count-mismatch`, `dataset/label-out-of-range`
 */
export function labelledImages(info: DatasetInfo, images: IdxArray, labels: IdxArray): LabelledImages<Uint8Array> {
  const [count = 0, height = 0, width = 0] = images.shape
  if (height !== info.height || width !== info.width) {
    const found = phrase('{path} holds images of {height}×{width} pixels, not {wantedHeight}×{wantedWidth}.', { path: images.path, height, width, wantedHeight: info.height, wantedWidth: info.width })
    throw new LabError('dataset/wrong-shape', found, phrase('Choose files of {title}.', { title: info.title }))
  }
  if (labels.values.length !== count) {
    const found = phrase('{path} holds {count} images, but {labelsPath} holds {labels} labels.', { path: images.path, count, labelsPath: labels.path, labels: labels.values.length })
    throw new LabError('dataset/count-mismatch', found, phrase('Choose two files that belong together.'))
  }
  const misfit = labels.values.findIndex((label) => label >= info.classes.length)
  const label = labels.values[misfit]
  if (label !== undefined) {
    const found = phrase('Label {index} in {path} is {label}, but there are {classes} classes, from 0.', { index: misfit, path: labels.path, label, classes: info.classes.length })
    throw new LabError('dataset/label-out-of-range', found, phrase('Choose files of {title}.', { title: info.title }))
  }
  return { images: images.values, labels: labels.values, count }
}

/**
 * The first images and their labels, copied so that the rest can be freed; images in a file stay there. With a limit of null, or one that
 * the set does not exceed, the set itself is returned.
 */
export function firstImages<Source extends Images>(all: LabelledImages<Source>, limit: number | null): LabelledImages<Source> {
  if (limit === null || limit >= all.count) return all
  const { images, labels, count } = all
  const first = images instanceof Uint8Array ? (images.slice(0, (limit * images.length) / count) as Source) : images
  return { images: first, labels: labels.slice(0, limit), count: limit }
}

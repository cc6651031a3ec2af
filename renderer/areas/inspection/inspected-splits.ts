// The images that a network's run means by each split, and in which of these an image is.
import type { DatasetInfo } from '@contract/data/datasets'
import type { RunImages } from '@contract/data/run-images'
import type { InspectedImage } from '@contract/inspection/inspected-image'
import type { Split } from '@contract/runs/evaluation'
import type { RunSpec } from '@contract/training/run-spec'
import { ask } from '../../frame/lab'

/** Null: there are none. */
export type InspectedSplits = Readonly<Record<Split, RunImages | null>>

/** Where a share of the training images validates, the lab says which; else the splits are those of the set. @throws LabError `dataset/...` */
export async function inspectedSplits(spec: RunSpec, { trainImages, validationImages, testImages }: DatasetInfo): Promise<InspectedSplits> {
  const whole = (within: Split, count: number): RunImages | null => (count === 0 ? null : { within, images: null, count })
  const ofSet: InspectedSplits = { train: whole('train', trainImages), validation: whole('validation', validationImages), test: whole('test', testImages) }
  if (spec.dataset.validation !== 'share') return ofSet
  const [train, validation] = await Promise.all([ask('runImages', spec, 'train'), ask('runImages', spec, 'validation')])
  return { ...ofSet, train, validation }
}

/** The split that the run has an image of the set in; null: an image of the user's. */
export function splitOfImage(splits: InspectedSplits | null | undefined, image: InspectedImage): Split | null {
  if (image.from !== 'dataset') return null
  const { within, images } = splits?.validation ?? { within: null, images: null }
  return within === image.split && images?.includes(image.index) ? 'validation' : image.split
}

/** The number of an image in the split of the set, by its place among the run's images of a split. */
export const numberAt = ({ images }: RunImages, place: number): number => images?.[place] ?? place

/** The place of the first image with this number or a greater one. */
export function placeOf({ images, count }: RunImages, number: number): number {
  const found = images ? images.findIndex((image) => image >= number) : number
  return found < 0 || found >= count ? count - 1 : found
}

// The images of a data set in words, as a network gets them.
import type { DatasetInfo } from '@contract/data/datasets'
import { formatCount } from '@common/words/format'

/** `60,000 training images of 28×28, enlarged to 224×224`. */
export function trainingImagesWords({ trainImages, width, height }: Pick<DatasetInfo, 'trainImages' | 'width' | 'height'>, size: number): string {
  const change = size < width ? 'reduced to' : 'enlarged to'
  const resized = size === width && size === height ? '' : `, ${change} ${size}×${size}`
  return `${formatCount(trainImages)} training images of ${width}×${height}${resized}`
}

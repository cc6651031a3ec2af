// `--images`: how many images sums and rankings go over, from the first of a split.
import type { DatasetInfo } from '@contract/data/datasets'
import type { Split } from '@contract/runs/evaluation'
import { countOf } from '../../flags/count-flag'

/** No more than there are. @throws UsageError */
export function sampleSize(images: string, { trainImages, testImages }: DatasetInfo, split: Split): number {
  return Math.min(countOf(images, '--images', 1_000_000), split === 'train' ? trainImages : testImages)
}

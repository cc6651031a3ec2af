// `--images`: how many images sums and rankings go over, from the first of a split.
import type { DatasetInfo } from '@contract/data/datasets'
import type { Split } from '@contract/runs/evaluation'
import { countOf } from '../../flags/count-flag'

/** No more than there are. @throws UsageError */
export function sampleSize(images: string, { trainImages, validationImages, testImages }: DatasetInfo, split: Split): number {
  // Where a run validates on a share of the training images, how many there are is known to the engine alone.
  const most = { train: trainImages, validation: validationImages === 0 ? trainImages : validationImages, test: testImages }
  return Math.min(countOf(images, '--images', 1_000_000), most[split])
}

// The near-duplicates that a run leaves out of its training images, and the sentence that tells of them.
import { formatCounted } from '@common/words/plain-format'
import { phrase } from '@language/phrase'
import type { RunSpec } from '@contract/training/run-spec'
import { nearDuplicatesOf } from './near-duplicates-of'

export interface LeftOutImages {
  /** Indices into the set's training images, in rising order. */
  readonly images: readonly number[]
  /** A sentence for the user; null: the run leaves none out on purpose. */
  readonly notice: string | null
}

/** How many images are left out, and why. @param images near-duplicates with their number */
const leftOutWords = {
  'unlike-test': (images, isOne) =>
    isOne
      ? phrase('{images} of the training images was left out, as they look like test or validation images.', { images })
      : phrase('{images} of the training images were left out, as they look like test or validation images.', { images }),
  distinct: (images, isOne) =>
    isOne
      ? phrase('{images} of the training images was left out, as they look like test or validation images, or like earlier training images.', { images })
      : phrase('{images} of the training images were left out, as they look like test or validation images, or like earlier training images.', { images }),
} as const satisfies Readonly<Record<string, (images: string, isOne: boolean) => string>>

/** Those that a run leaves out of the training images up to its limit. @throws LabError `dataset/...` */
export async function leftOutImages({ id, duplicates, limitTrain }: RunSpec['dataset']): Promise<LeftOutImages> {
  if (duplicates === 'keep') return { images: [], notice: null }
  const found = await nearDuplicatesOf(id)
  const images = (duplicates === 'distinct' ? found.repeated : found.likeTest).filter((image) => image < (limitTrain ?? Infinity))
  const incomplete = found.isComplete ? '' : phrase(' Not all images were compared, since very many have the same structure.')
  return { images, notice: `${leftOutWords[duplicates](formatCounted(images.length, 'near-duplicate'), images.length === 1)}${incomplete}` }
}

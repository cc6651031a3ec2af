// Views at test time in words.
import { phrase } from '@language/phrase'
import type { Views } from '@contract/runs/evaluation'

interface ViewWords {
  /** In a chooser. */
  readonly label: string
  readonly description: string
  /** Behind a figure: `92.1 % with the mirror image`; empty for the plain view. */
  readonly behind: string
}

export const viewWords: Readonly<Record<Views, ViewWords>> = {
  single: { label: phrase('One view'), description: phrase('Each image once, as in training without augmentation.'), behind: '' },
  flip: { label: phrase('Mirrored too'), description: phrase('Each image and its mirror image; the mean of both answers counts.'), behind: phrase('with the mirror image') },
  'ten-crop': {
    label: phrase('Ten crops'),
    description: phrase('Four corners and the middle of each image, mirrored too; the mean of all ten answers counts, as for AlexNet in 2012.'),
    behind: phrase('with ten crops'),
  },
}

// Views at test time in words.
import type { Views } from '@contract/runs/evaluation'

interface ViewWords {
  /** In a chooser. */
  readonly label: string
  readonly description: string
  /** Behind a figure: `92.1 % with the mirror image`; empty for the plain view. */
  readonly behind: string
}

export const viewWords: Readonly<Record<Views, ViewWords>> = {
  single: { label: 'One view', description: 'Each image once, as in training without augmentation.', behind: '' },
  flip: { label: 'Mirrored too', description: 'Each image and its mirror image; the mean of both answers counts.', behind: 'with the mirror image' },
  'ten-crop': {
    label: 'Ten crops',
    description: 'Four corners and the middle of each image, mirrored too; the mean of all ten answers counts, as for AlexNet in 2012.',
    behind: 'with ten crops',
  },
}

// The names that `--what` takes, with what each shows; apart from the work, so that the help loads none of it.
import { phrase } from '@language/phrase'

export const inspectedThings = {
  filters: phrase('the kernels of a convolution (--layer, --scale, --order)'),
  spectra: phrase('the frequencies that these kernels let through (--layer, --scale, --order)'),
  history: phrase('the first convolution’s kernels before training and after each epoch'),
  maps: phrase('what the channels of a layer make of an image (--image, --layer, --scale)'),
  saliency: phrase('pixels on which the score of a class depends (--image, --class, --method, --randomised)'),
  cam: phrase('Grad-CAM: where a convolution finds a class (--image, --class, --layer, --randomised)'),
  occlusion: phrase('how much the probability falls when a part is covered (--image, --class, --randomised)'),
  adversary: phrase('the smallest step by FGSM that changes the answer (--image)'),
  maximize: phrase('images that units of a layer like (--layer, --unit, --steps)'),
  embedding: phrase('many images by the first two principal components of the last hidden layer (--split, --images)'),
  nearest: phrase('the training images nearest to an image in the space of the last hidden layer (--image, --images)'),
  units: phrase('dead units, and the images that excite each most (--layer, --unit, --split, --images)'),
  steps: phrase('how an image file comes into the form of the data set (--image)'),
} as const
export type InspectedThing = keyof typeof inspectedThings

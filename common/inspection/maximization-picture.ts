// The image that a unit likes as a picture, and what it came to in words.
import { phrase } from '@language/phrase'
import type { Maximization } from '@contract/inspection/maximization'
import type { PixelImage } from '../pictures/pixel-image'
import { imagePixels } from '../pictures/planar-image'
import { mapFigure } from './explanation-map'

/** What the method does, and who described it. */
export const maximizationFacts = {
  meaning:
    phrase('Gradient ascent on the pixels: it begins with grey and a little noise, and changes the image step by step so that the unit answers more strongly. Without regularisation it ends in speckles; the pull towards grey, the smoothness and the shifts leave strokes and shapes.'),
  source: 'Erhan, Bengio, Courville, Vincent 2009, Visualizing Higher-Layer Features of a Deep Network; Yosinski et al. 2015, Understanding Neural Networks Through Deep Visualization, arXiv:1506.06579',
} as const

/** The image; its values 0..1 become 0..255. */
export function maximizationPicture({ channels, height, width, values }: Maximization): PixelImage {
  return imagePixels({ channels, height, width, pixels: Uint8Array.from(Uint8ClampedArray.from(values, (value) => 255 * value)) })
}

/** From which activation to which. */
export function ascentSentence({ activations }: Maximization): string {
  const [before = 0, after = before] = [activations[0], activations.at(-1)]
  const steps = activations.length - 1
  return phrase(steps === 1 ? 'In {steps} step the activation went from {before} to {after}.' : 'In {steps} steps the activation went from {before} to {after}.', { steps, before: mapFigure(before), after: mapFigure(after) })
}

// What a network is fed, as pictures, and in words.
import type { PlanarImage } from '@common/pictures/planar-image'
import { formatCount } from '@common/words/format'
import { phrase } from '@language/phrase'
import type { NetworkInputs } from '@contract/data/network-inputs'

/** Each input as a picture: the smallest value that a pixel can have is black, the largest white. */
export function inputPictures({ values, shape: [count, channels, height, width], range: { least, most } }: Pick<NetworkInputs, 'values' | 'shape' | 'range'>): readonly PlanarImage[] {
  const size = channels * height * width
  const scale = 255 / (most - least)
  return Array.from({ length: count }, (_, input) => {
    const pixels = new Uint8Array(size)
    for (let place = 0; place < size; place++) pixels[place] = Math.min(255, Math.max(0, Math.round(((values[input * size + place] ?? 0) - least) * scale)))
    return { pixels, channels, height, width }
  })
}

/** `1×224×224, black is 0, white is 1`. */
export function inputWords({ shape: [, channels, height, width], range: { least, most } }: Pick<NetworkInputs, 'shape' | 'range'>): string {
  const number = (value: number): string => String(Number(value.toFixed(2))).replace('-', '−')
  return phrase('{channels}×{height}×{width}; black is {black}, white {white}', { channels, height, width, black: number(least), white: number(most) })
}

/** What a run does with the image, in a sentence. */
export function roleWords(role: NetworkInputs['role'], isDrawn: boolean, seed: number): string {
  switch (role) {
    case 'train':
      return isDrawn ? phrase('As the first nine epochs of a run with seed {seed} show it.', { seed: formatCount(seed).replaceAll(',', '') }) : phrase('The same in every epoch, as nothing is drawn at random.')
    case 'validation':
      return phrase('These settings keep it for validation, so that it is not augmented.')
    case 'left-out':
      return phrase('These settings leave it out of the run: it is not among the images taken, or a near-duplicate.')
    case 'test':
      return phrase('Images that judge a network are not augmented.')
  }
}

// Sentences about filters: what is shown with its scale, what one filter is like, and what the first layer looks like beside AlexNet's.
import { phrase } from '@language/phrase'
import { formatCount, formatCounted } from '../words/format'
import { betweenSentences } from '../words/sentences'
import { mapFigure } from './explanation-map'
import type { LookCounts } from './filter-look'
import type { KernelValues } from './filter-pictures'
import type { KernelChoice, KernelOrder } from './kernels'
import type { CellScale } from './mosaic'

/** What a mosaic shows. */
export interface MosaicFacts {
  readonly layer: string
  /** Of the network, with its epoch: `LeNet with ReLU, epoch 3`; left out where that is told elsewhere. */
  readonly title?: string
  readonly shape: readonly [number, number, number, number]
  readonly choice: KernelChoice
  readonly values: KernelValues
  readonly scale: CellScale
  readonly order: KernelOrder
  /** The end of the common scale. */
  readonly full: number
}

const orderWords: Readonly<Record<KernelOrder, string>> = { position: '', norm: phrase(', the largest norm first'), similarity: phrase(', alike ones beside each other') }

/** Which kernels, in which order, and what their shades mean. */
export function mosaicCaption({ layer, title, shape: [filters, , height, width], choice, values, scale, order, full }: MosaicFacts): string {
  const which = {
    filters: phrase('the {filters} of {height}×{width} weights', { filters: formatCounted(filters, 'filter'), height, width }),
    filter: phrase('the kernels of filter {filter}, one for each channel of its input', { filter: choice.of === 'filter' ? choice.filter : 0 }),
    channel: phrase('what each of the {filters} does to channel {channel} of its input', { filters: formatCounted(filters, 'filter'), channel: choice.of === 'channel' ? choice.channel : 0 }),
  }[choice.of]
  const place = title === undefined ? layer : phrase('{layer} of {network}', { layer, network: title })
  return phrase('{place}: {which}{order}. {scale}', { place, which, order: orderWords[order], scale: scaleWords(values, scale, full) })
}

function scaleWords(values: KernelValues, scale: CellScale, full: number): string {
  if (values === 'magnitudes') {
    const ends = scale === 'common' ? phrase('white {value}', { value: mapFigure(full) }) : phrase('white the largest of each')
    return phrase('Magnitude of the 2-D spectrum, zero frequency in the middle: black 0, {ends}.', { ends })
  }
  return scale === 'common' ? phrase('Black {black}, grey 0, white {white}.', { black: mapFigure(-full), white: mapFigure(full) }) : phrase('Grey 0; white the largest absolute weight of each, black its opposite.')
}

/** What is known of the first filters that were published with AlexNet. */
export const publishedLook =
  phrase('AlexNet’s 96 first filters of 11×11×3 weights, as published (Krizhevsky, Sutskever & Hinton 2012, figure 3), are edges and gratings of many orientations and frequencies, and blobs of colour. The half that one GPU learnt has next to no colour, the other half mostly colour, in every repetition.')

/** Whether these filters look like that. */
export function lookSentence({ kernels, oriented, blobs, noise, coloured }: LookCounts, channels: number): string {
  const told = (some: number): { readonly count: string } => ({ count: some === 0 ? phrase('none § of these filters') : formatCount(some) })
  const isOne = (some: number): boolean => some < 2
  const found = phrase('Of these {kernels}, {oriented}, {blobs}, and {noise}.', {
    kernels: formatCounted(kernels, 'filter'),
    oriented: phrase(isOne(oriented) ? '{count} has one orientation as an edge or a grating has' : '{count} have one orientation as an edge or a grating has', told(oriented)),
    blobs: phrase(isOne(blobs) ? '{count} is a blob or a patch' : '{count} are blobs or patches', told(blobs)),
    noise: phrase(isOne(noise) ? '{count} still looks like weights drawn at random' : '{count} still look like weights drawn at random', told(noise)),
  })
  const colours = channels !== 3
    ? phrase(' The images are grey, so no filter can be in colour.')
    : phrase(isOne(coloured) ? ' Of those with a form, {count} is in colour.' : ' Of those with a form, {count} are in colour.', told(coloured))
  return `${found}${colours}${betweenSentences}${judgement(oriented, noise, kernels)}`
}

function judgement(oriented: number, noise: number, kernels: number): string {
  if (noise > kernels / 2) return phrase('So most of them do not look like AlexNet’s yet: those come from 90 epochs over 1.2 million photographs.')
  return oriented >= kernels / 4 ? phrase('So they look like AlexNet’s in kind: edges and gratings are among them.') : phrase('So they have forms, but few of the edges and gratings of AlexNet’s.')
}

/** How the three kinds are told apart. */
export const lookHelp =
  phrase('A filter has a form where neighbouring weights correlate more than those of 199 in 200 filters drawn at random. It has one orientation where the frequencies that stand out of its spectrum’s noise lie along one line, and is in colour where half of its squared weights differ between red, green and blue. What is weaker than the noise of its first weights stays unseen, above all in small filters.')

// Sentences about filters: what is shown with its scale, what one filter is like, and what the first layer looks like beside AlexNet's.
import { formatCount, formatCounted } from '../words/format'
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

const orderWords: Readonly<Record<KernelOrder, string>> = { position: '', norm: ', the largest norm first', similarity: ', alike ones beside each other' }

/** Which kernels, in which order, and what their shades mean. */
export function mosaicCaption({ layer, title, shape: [filters, , height, width], choice, values, scale, order, full }: MosaicFacts): string {
  const which = {
    filters: `the ${formatCounted(filters, 'filter')} of ${height}×${width} weights`,
    filter: `the kernels of filter ${choice.of === 'filter' ? choice.filter : 0}, one for each channel of its input`,
    channel: `what each of the ${formatCounted(filters, 'filter')} does to channel ${choice.of === 'channel' ? choice.channel : 0} of its input`,
  }[choice.of]
  return `${title === undefined ? layer : `${layer} of ${title}`}: ${which}${orderWords[order]}. ${scaleWords(values, scale, full)}`
}

function scaleWords(values: KernelValues, scale: CellScale, full: number): string {
  if (values === 'magnitudes') {
    const ends = scale === 'common' ? `white ${mapFigure(full)}` : 'white the largest of each'
    return `Magnitude of the 2-D spectrum, zero frequency in the middle: black 0, ${ends}.`
  }
  return scale === 'common' ? `Black ${mapFigure(-full)}, grey 0, white ${mapFigure(full)}.` : 'Grey 0; white the largest absolute weight of each, black its opposite.'
}

/** What is known of the first filters that were published with AlexNet. */
export const publishedLook =
  'AlexNet’s 96 first filters of 11×11×3 weights, as published (Krizhevsky, Sutskever & Hinton 2012, figure 3), are edges and gratings of many orientations and frequencies, and blobs of colour. The half that one GPU learnt has next to no colour, the other half mostly colour, in every repetition.'

/** Whether these filters look like that. */
export function lookSentence({ kernels, oriented, blobs, noise, coloured }: LookCounts, channels: number): string {
  const count = (some: number, one: string, many: string): string => `${some === 0 ? 'none' : formatCount(some)} ${some < 2 ? one : many}`
  const found = `Of these ${formatCounted(kernels, 'filter')}, ${count(oriented, 'has', 'have')} one orientation as an edge or a grating has, ${count(blobs, 'is a blob or a patch', 'are blobs or patches')}, and ${count(noise, 'still looks', 'still look')} like weights drawn at random.`
  const colours = channels === 3 ? ` Of those with a form, ${count(coloured, 'is', 'are')} in colour.` : ' The images are grey, so no filter can be in colour.'
  return `${found}${colours} ${judgement(oriented, noise, kernels)}`
}

function judgement(oriented: number, noise: number, kernels: number): string {
  if (noise > kernels / 2) return 'So most of them do not look like AlexNet’s yet: those come from 90 epochs over 1.2 million photographs.'
  return oriented >= kernels / 4 ? 'So they look like AlexNet’s in kind: edges and gratings are among them.' : 'So they have forms, but few of the edges and gratings of AlexNet’s.'
}

/** How the three kinds are told apart. */
export const lookHelp =
  'A filter has a form where neighbouring weights correlate more than those of 199 in 200 filters drawn at random. It has one orientation where the frequencies that stand out of its spectrum’s noise lie along one line, and is in colour where half of its squared weights differ between red, green and blue. What is weaker than the noise of its first weights stays unseen, above all in small filters.'

// What an embedding shows, in sentences for page, files and command line.
import type { CountedNoun } from '@language/counted'
import { phrase } from '@language/phrase'
import type { Formats } from '../../words/formats'
import type { ImageEmbedding } from '@contract/inspection/image-features'
import type { Split } from '@contract/runs/evaluation'
import type { Colouring } from './embedded-points'
import { umapNeighbours } from './umap-neighbours'

export const embeddingMethods = ['pca', 'umap'] as const
export type EmbeddingMethod = (typeof embeddingMethods)[number]

export interface EmbeddingMethodInfo {
  readonly label: string
  /** What it does, and what of it is not to be read. */
  readonly help: string
}

export const embeddingMethodInfo: Readonly<Record<EmbeddingMethod, EmbeddingMethodInfo>> = {
  pca: { label: 'PCA', help: phrase('Principal components (Pearson 1901): the two directions in which the images vary most. Distances are true, as far as two directions can show them.') },
  umap: { label: 'UMAP', help: phrase('UMAP (McInnes, Healy and Melville 2018) keeps neighbours together. Which groups touch means something; how far groups are from each other, and how large they are, means little.') },
}

/** An image of each split. */
const splitImage: Readonly<Record<Split, CountedNoun>> = { train: 'training image', validation: 'validation image', test: 'test image' }

/** The images, the layer, the method and the meaning of the colours. */
export function embeddingCaption({ images, layer, width, explained, labels, predictions }: Omit<ImageEmbedding, 'components'>, method: EmbeddingMethod, colouring: Colouring, split: Split, formats: Pick<Formats, 'formatCount' | 'formatCounted' | 'formatPercent'>): string {
  const { formatCount, formatCounted, formatPercent } = formats
  const wrong = labels.reduce((count, label, image) => count + (label === predictions[image] ? 0 : 1), 0)
  const [first = 0, second = 0] = explained
  const how = method === 'pca'
    ? phrase('the first two principal components, with {first} and {second} of the variance', { first: formatPercent(first), second: formatPercent(second) })
    : phrase('UMAP of {components}, {neighbours} neighbours', { components: formatCounted(explained.length, 'principal component'), neighbours: umapNeighbours })
  const colours = colouring === 'class' ? phrase('Colours and shapes: classes') : phrase('Marked: wrong answers')
  return phrase('{images} in the space of the last hidden layer, {layer} ({numbers} each): {how}. {colours}; {wrong} of {all} are answered wrong.', {
    ...{ images: formatCounted(images, splitImage[split]), layer, numbers: formatCounted(width, 'number'), how, colours },
    ...{ wrong: formatCount(wrong), all: formatCount(images) },
  })
}

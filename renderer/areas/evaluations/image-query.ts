// Which images of an evaluation are shown, and in which order.
import { phrase } from '@language/phrase'
import type { ImageQuery } from '@contract/api/evaluations-api'

export type ImageOrder = 'mistakes' | 'loss' | 'index'

export const imageOrders = [
  { value: 'mistakes', label: phrase('most confident mistakes') },
  { value: 'loss', label: phrase('highest loss') },
  { value: 'index', label: phrase('in order') },
] as const satisfies readonly { readonly value: ImageOrder; readonly label: string }[]

/** Images of one class, of one answer, or of one cell of the confusion matrix; null: of any. */
export interface ImageFilter {
  readonly label: number | null
  readonly prediction: number | null
}

export const noFilter: ImageFilter = { label: null, prediction: null }

export const imagesOfPage = 24

/** The query of a page, from 0. Right answers are among the mistakes only where a cell of right answers was chosen. */
export function imageQuery(order: ImageOrder, filter: ImageFilter, page: number): ImageQuery {
  const ofRight = filter.label !== null && filter.label === filter.prediction
  return {
    order: order === 'mistakes' ? 'confidence' : order,
    answers: order === 'mistakes' && !ofRight ? 'wrong' : 'all',
    ...filter,
    offset: page * imagesOfPage,
    count: imagesOfPage,
  }
}

/** `Shirt taken for Coat`, `Shirt recognised`, `Shirt`; empty for all images. */
export function filterWords({ label, prediction }: ImageFilter, names: readonly string[]): string {
  if (label === null) return ''
  const name = names[label] ?? String(label)
  if (prediction === null) return name
  return label === prediction ? phrase('{name} recognised', { name }) : phrase('{name} taken for {answer}', { name, answer: names[prediction] ?? prediction })
}

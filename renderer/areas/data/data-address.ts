// The address of Data: it may name a set, and an image of it.
import { datasetIdSchema, type DatasetId } from '@contract/data/datasets'
import { splitSchema, type Split } from '@contract/runs/evaluation'
import type { LocationQuery, RouteLocationRaw } from 'vue-router'

/** What the view shall show; what is left out stays as it is. */
export interface DataAddress {
  readonly dataset?: DatasetId
  readonly image?: { readonly split: Split; readonly index: number }
}

export const dataAddress = ({ dataset, image }: DataAddress): RouteLocationRaw => ({ name: 'data', query: { ...(dataset !== undefined && { dataset }), ...(image && { split: image.split, index: String(image.index) }) } })

/** What an address names; words that name nothing are left out. */
export function readDataAddress({ dataset, split, index }: LocationQuery): DataAddress {
  const [id, part] = [datasetIdSchema.safeParse(dataset), splitSchema.safeParse(split)]
  const number = typeof index === 'string' && /^\d+$/.test(index) ? Number(index) : null
  return { ...(id.success && { dataset: id.data }), ...(part.success && number !== null && { image: { split: part.data, index: number } }) }
}

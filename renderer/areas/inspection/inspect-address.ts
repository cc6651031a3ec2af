// The address of Inspect: it may name a run with a checkpoint, an image of its data set, and a tab.
import { splitSchema, type Split } from '@contract/runs/evaluation'
import type { LocationQuery, RouteLocationRaw } from 'vue-router'

/** What the view shall show; what is left out stays as it is. */
export interface InspectAddress {
  readonly run: string
  /** Folder of a checkpoint of the run; left out: the newest. */
  readonly checkpoint?: string
  readonly tab?: string
  readonly image?: { readonly split: Split; readonly index: number }
}

export const inspectAddress = ({ image, ...query }: InspectAddress): RouteLocationRaw => ({ name: 'inspect', query: { ...query, ...(image && { split: image.split, index: String(image.index) }) } })

/** What an address names; words that name nothing are left out. */
export function readAddress({ run, checkpoint, tab, split, index }: LocationQuery): Partial<InspectAddress> {
  const known = splitSchema.safeParse(split)
  const number = typeof index === 'string' && /^\d+$/.test(index) ? Number(index) : null
  return {
    ...(typeof run === 'string' && run !== '' && { run }),
    ...(typeof checkpoint === 'string' && { checkpoint }),
    ...(typeof tab === 'string' && { tab }),
    ...(known.success && number !== null && { image: { split: known.data, index: number } }),
  }
}

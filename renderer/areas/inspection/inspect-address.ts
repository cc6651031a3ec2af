// The address of Inspect with the run that it shall look into.
import type { RouteLocationRaw } from 'vue-router'
import type { InspectionTabName } from './inspection'

/** What the view shall show; what is left out stays as it is. */
export interface InspectAddress {
  readonly run: string
  readonly tab?: InspectionTabName
}

export const inspectAddress = (query: InspectAddress): RouteLocationRaw => ({ name: 'inspect', query: { ...query } })

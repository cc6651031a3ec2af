// Calls of the page about bundles: it names no file of its own; a dropped file's path is found by the preload script.
import { z } from 'zod'
import type { OpenedBundle } from '../bundles/bundle'

export const bundlesCallSchemas = {
  openDroppedBundle: z.tuple([z.string().max(4096)]),
}

export interface BundlesResults {
  /** Takes over the runs of a bundle that was dropped on the page. */
  openDroppedBundle: OpenedBundle
}

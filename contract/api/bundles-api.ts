// Calls of the page about bundles, and about the verification of their runs: it names no file of its own; a dropped file's path is found by the preload script.
import { z } from 'zod'
import type { OpenedBundle, Verification } from '../bundles/bundle'
import { runIdSchema } from './runs-api'

export const bundlesCallSchemas = {
  openDroppedBundle: z.tuple([z.string().max(4096)]),
  verifyRun: z.tuple([runIdSchema, z.string().max(100)]),
  cancelVerification: z.tuple([runIdSchema]),
}

export interface BundlesResults {
  /** Takes over the runs of a bundle that was dropped on the page. */
  openDroppedBundle: OpenedBundle
  /** Trains a run again and compares; second argument: the version of the program that wrote its bundle. */
  verifyRun: Verification
  /** Ends the second training of a run; whether there was one. */
  cancelVerification: boolean
}

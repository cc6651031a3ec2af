// Calls of the page about the verification of runs that a bundle has brought.
import { z } from 'zod'
import type { Verification } from '../bundles/bundle'
import { runIdSchema } from './runs-api'

export const bundlesCallSchemas = {
  verifyRun: z.tuple([runIdSchema, z.string().max(100)]),
  cancelVerification: z.tuple([runIdSchema]),
}

export interface BundlesResults {
  /** Trains a run again and compares; second argument: the version of the program that wrote its bundle. */
  verifyRun: Verification
  /** Ends the second training of a run; whether there was one. */
  cancelVerification: boolean
}

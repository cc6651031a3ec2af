// Calls of the page that need the desktop, and so a window: dialogs, and the system's file manager.
import { z } from 'zod'
import type { ImportedNetwork } from '../models/imported-network'
import { runIdSchema } from './runs-api'

export const windowCallSchemas = {
  openNetworkFile: z.tuple([]),
  showHome: z.tuple([]),
  showRun: z.tuple([runIdSchema]),
  saveEpoch: z.tuple([runIdSchema, z.int().positive()]),
  showLogs: z.tuple([]),
}

export interface WindowResults {
  /** Lets the user choose an ONNX file in a dialog, and takes it into the lab; null: none was chosen. */
  openNetworkFile: ImportedNetwork | null
  /** Shows the folder of runs and their files in the system's file manager. */
  showHome: null
  /** Shows a run's own folder in the system's file manager. */
  showRun: null
  /** Lets the user choose a file for the network of a run as it was at the end of an epoch, and writes it as ONNX; answers with its path; null: none was chosen. */
  saveEpoch: string | null
  /** Shows the folder of the log in the system's file manager. */
  showLogs: null
}

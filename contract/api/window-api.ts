// Calls of the page that need the desktop, and so a window: dialogs, and the system's file manager.
import { z } from 'zod'
import type { ImportedNetwork } from '../models/imported-network'
import { runIdSchema } from './runs-api'

export const windowCallSchemas = {
  openNetworkFile: z.tuple([]),
  showHome: z.tuple([]),
  showRun: z.tuple([runIdSchema]),
}

export interface WindowResults {
  /** Lets the user choose an ONNX file in a dialog, and takes it into the lab; null: none was chosen. */
  openNetworkFile: ImportedNetwork | null
  /** Shows the folder of runs and their files in the system's file manager. */
  showHome: null
  /** Shows a run's own folder there. */
  showRun: null
}

// Calls of the page about files that hold networks.
import { z } from 'zod'
import type { ImportedNetwork } from '../models/imported-network'
import type { OpenedNetworkFile, RecentFile } from '../models/network-file'

/** The form of a path in a call; the lab checks what it leads to. */
const pathSchema = z.string().max(4096)

export const networkFilesCallSchemas = {
  openRecentFile: z.tuple([pathSchema]),
  cancelNetworkFile: z.tuple([]),
  recentFiles: z.tuple([]),
  importedNetworks: z.tuple([]),
}

export interface NetworkFilesResults {
  /** Opens one of the recent files, by its path. */
  openRecentFile: OpenedNetworkFile
  /** Ends the reading of the ONNX files that are being opened, which fails with `file/cancelled`. Whether there was one; `network-file` events tell. */
  cancelNetworkFile: boolean
  /** The files that were opened last, the newest first, at most ten. */
  recentFiles: readonly RecentFile[]
  /** The networks of ONNX files of which the lab keeps a copy, the newest first. */
  importedNetworks: readonly ImportedNetwork[]
}
